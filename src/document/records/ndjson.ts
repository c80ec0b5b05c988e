import { quoted } from '../../model/value.ts'
import { bytesOf, type RecordFile } from './file.ts'
import { linesOf } from './lines.ts'
import type { RawRecord } from './record.ts'

/** One JSON object on each line. Empty lines are no records. */
export async function* readNdjson(file: RecordFile): AsyncGenerator<RawRecord> {
  let line = 0
  for await (const text of linesOf(bytesOf(file))) {
    line += 1
    if (text.trim() !== '') yield readLine(text, line)
  }
}

function readLine(text: string, line: number): RawRecord {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return { line, value }
    return { line, problem: `${quoted(text)} is no record; a line should be a JSON object, such as {"id": "1"}` }
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : 'it cannot be read'
    return { line, problem: `the line is not JSON: ${quoted(why)}` }
  }
}

/** An object, and no list or plain value. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
