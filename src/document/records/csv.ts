import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { sourceFault } from '../fault.ts'
import { bytesOf, type RecordFile } from './file.ts'
import { linesOf, textOf } from './lines.ts'
import type { RawRecord } from './record.ts'

const delimiters = [',', ';', '\t'] as const

/** A table: headings on the first line, then a record on each row. Cells are separated by commas, semicolons or tabs. */
export async function* readCsv(file: RecordFile): AsyncGenerator<RawRecord> {
  const delimiter = await delimiterOf(file)
  const rows = parse({ bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true })
  const bytes = bytesOf(file)
  // As text, because the parser would take bytes that are not UTF-8 for some other character.
  const text = Readable.from(textOf(bytes))
  text.once('error', (error) => rows.destroy(error))
  text.pipe(rows)
  let line = 1
  let headings: readonly string[] | undefined
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (headings === undefined) headings = headingsOf(record, file)
      else yield rowOf(record, headings, info.lines)
      line = info.lines + 1
    }
    if (headings === undefined) throw sourceFault(noTable, undefined, file.file)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const what = error.code === 'CSV_QUOTE_NOT_CLOSED' ? unclosed : `the table cannot be read: ${error.message}`
    throw sourceFault(what, { line }, file.file)
  }
}

const noTable = 'the table is empty; the headings stand on its first line'
const unclosed =
  'a quotation mark that this row opens is closed nowhere; a cell stands in two of them, and those within it are doubled'

/** The one that the line of headings has most of. */
async function delimiterOf(file: RecordFile): Promise<string> {
  const bytes = bytesOf(file)
  let line = ''
  for await (const first of linesOf(bytes)) {
    line = first
    if (line.trim() !== '') break
  }
  bytes.destroy()
  const counts = delimiters.map((one) => line.split(one).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

function headingsOf(row: readonly string[], { file }: RecordFile): string[] {
  const headings = row.map((cell) => cell.trim())
  const empty = headings.indexOf('')
  if (empty >= 0) throw sourceFault(`column ${empty + 1} has no heading; name it, or take it out`, { line: 1 }, file)
  const repeated = headings.find((heading, index) => headings.indexOf(heading) !== index)
  if (repeated === undefined) return headings
  throw sourceFault(`the heading "${repeated}" stands there twice; take one out`, { line: 1 }, file)
}

function rowOf(cells: readonly string[], headings: readonly string[], line: number): RawRecord {
  if (cells.length !== headings.length) {
    const problem = `the row has ${cells.length} cells, and the table has ${headings.length} columns; a cell with a delimiter in it stands in double quotes`
    return { line, problem }
  }
  const filled = headings.flatMap((heading, index) => {
    const cell = cells[index]?.trim() ?? ''
    return cell === '' ? [] : [[heading, cell] as const]
  })
  return { line, value: Object.fromEntries(filled) }
}
