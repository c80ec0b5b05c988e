import { stringify } from 'csv-stringify/sync'
import { dayToDate } from '../date/day.ts'
import type { Column, Row, Table, Value } from './column.ts'

/** What stands between the texts of a list in CSV. */
export const listSeparator = '; '

export interface CsvOptions {
  /** For spreadsheets, which take some texts for formulas, and UTF-8 for something else if nothing says so. */
  readonly spreadsheet?: boolean
}

/** Writes records as CSV by RFC 4180, with a line feed after each. What is null is empty. */
export function csvLines(
  records: readonly (readonly (string | number | null)[])[],
  { spreadsheet = false }: CsvOptions = {},
): string {
  return stringify([...records], { escape_formulas: spreadsheet })
}

/** What the first line of a file for spreadsheets begins with. */
export function csvStart({ spreadsheet = false }: CsvOptions): string {
  return spreadsheet ? '\uFEFF' : ''
}

/** A table as CSV, some lines at a time; the first has the names of the columns. */
export async function* csvOf(
  { columns }: Table,
  batches: AsyncIterable<readonly Row[]>,
  options: CsvOptions = {},
): AsyncGenerator<string> {
  yield csvStart(options) + csvLines([columns.map(({ name }) => name)], options)
  for await (const rows of batches) {
    yield csvLines(
      rows.map((row) => columns.map((column) => csvValue(column, row[column.name] ?? null, options))),
      options,
    )
  }
}

function csvValue({ type }: Column, value: Value, { spreadsheet }: CsvOptions): string | number | null {
  if (value === null) return null
  switch (type) {
    case 'date':
      return dayToDate(value as number)
    case 'list':
      return (value as readonly string[]).join(listSeparator)
    case 'records':
      return JSON.stringify(value)
    case 'number':
      // A spreadsheet has no more digits than that, and a negative number is no formula.
      return spreadsheet ? Number(value) : (value as string)
    case 'integer':
      return value as number
    default:
      return `${value as string | boolean}`
  }
}

/** A table as a JSON object on each line, which has all columns. */
export async function* ndjsonOf({ columns }: Table, batches: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => jsonLine(columns, row)).join('')
}

function jsonLine(columns: readonly Column[], row: Row): string {
  const fields = columns.map(({ name, type }) => `${JSON.stringify(name)}:${jsonValue(type, row[name] ?? null)}`)
  return `{${fields.join(',')}}\n`
}

function jsonValue(type: Column['type'], value: Value): string {
  if (value === null) return 'null'
  // The digits as they are: a JSON number has as many as it likes.
  if (type === 'number') return value as string
  return JSON.stringify(type === 'date' ? dayToDate(value as number) : value)
}
