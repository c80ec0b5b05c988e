import type { RecordDraft } from '../../change/text.ts'
import { readableNumber } from '../../errors.ts'
import { readCsv } from './csv.ts'
import { fileFault, type RecordFile } from './file.ts'
import { readJson } from './json.ts'
import { readNdjson } from './ndjson.ts'
import type { PlacedRecord, RefusedRecord } from './record.ts'
import { recordParagraph } from './text.ts'

/** The longest text of a record that is kept. */
export const longestRecord = 200_000

/** How deep lists and objects of a record may be nested. */
export const deepestRecord = 100

const readers = { csv: readCsv, json: readJson, ndjson: readNdjson } as const

/**
 * The records of a file, one after the other, each with its paragraph: what `document load` makes the text of, and what
 * importers cite. What cannot be a record is told, and is no paragraph.
 *
 * @throws DossierError BAD_USER_INPUT for a file that cannot be read on.
 */
export async function* readRecords(file: RecordFile): AsyncGenerator<PlacedRecord | RefusedRecord> {
  let paragraph = 0
  try {
    for await (const raw of readers[file.form](file)) {
      if (raw.problem !== undefined) {
        yield raw
        continue
      }
      const isDeep = isDeeperThan(deepestRecord, raw.value)
      const draft = isDeep ? undefined : recordParagraph(raw.value)
      const problem = isDeep ? `the record is nested more than ${deepestRecord} deep` : faultOf(draft)
      if (draft !== undefined && problem === undefined) {
        paragraph += 1
        yield { ...raw, ...draft, paragraph }
      } else yield { line: raw.line, problem: problem ?? '' }
    }
  } catch (error) {
    throw fileFault(error, file.file)
  }
}

export function isRefused(record: PlacedRecord | RefusedRecord): record is RefusedRecord {
  return 'problem' in record && record.problem !== undefined
}

function isDeeperThan(most: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return most === 0 || Object.values(value).some((inner) => isDeeperThan(most - 1, inner))
}

function faultOf(draft: RecordDraft | undefined): string | undefined {
  if (draft === undefined) return 'the record says nothing'
  const { length } = draft.text
  if (length <= longestRecord) return undefined
  return `the record has ${readableNumber(length)} characters; at most ${readableNumber(longestRecord)} are kept`
}
