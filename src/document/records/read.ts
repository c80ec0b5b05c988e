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
      const draft = recordParagraph(raw.value)
      const problem = faultOf(draft)
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

function faultOf(draft: RecordDraft | undefined): string | undefined {
  if (draft === undefined) return 'the record says nothing'
  const { length } = draft.text
  if (length <= longestRecord) return undefined
  return `the record has ${readableNumber(length)} characters; at most ${readableNumber(longestRecord)} are kept`
}
