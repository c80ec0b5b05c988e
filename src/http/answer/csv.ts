import { stringify } from 'csv-stringify/sync'
import type { HttpResponse } from '../message.ts'
import type { PublicResult } from '../operation/errors.ts'
import { type Asked, type ListTable, listTable } from './list-table.ts'
import { type AnswerForm, resultResponse } from './result.ts'

export const csvType = 'text/csv'

const errorType = 'application/graphql-response+json'

/** Between the values of a list within a row. */
const separator = '; '

/**
 * Answers one operation with its one list as CSV. An answer with any error is no table, because nobody would see that a
 * part is missing: it is the errors, as JSON, with a status that says so.
 */
export function csvForm(search: string): AnswerForm {
  const forSpreadsheet = new URLSearchParams(search).get('spreadsheet') === '1'
  let table: ListTable | undefined
  return {
    key: forSpreadsheet ? `${csvType}; spreadsheet` : csvType,
    inspect: (asked: Asked) => {
      table = listTable(asked)
    },
    write: (result, requestId) =>
      table === undefined || result.errors?.length || result.data === undefined
        ? resultResponse({ ...result, data: undefined }, errorType, requestId)
        : tableResponse(result.data ?? {}, table, forSpreadsheet),
  }
}

function tableResponse(
  data: NonNullable<PublicResult['data']>,
  { path, columns }: ListTable,
  forSpreadsheet: boolean,
): HttpResponse {
  const rows = listAt(data, path).map((row) => columns.map((column) => cell(valuesAt(row, column.path))))
  const body = stringify([columns.map(({ name }) => name), ...rows], {
    bom: forSpreadsheet,
    escape_formulas: forSpreadsheet,
  })
  return {
    status: 200,
    headers: { 'content-type': `${csvType}; charset=utf-8; header=present`, ...pageHeaders(data, path) },
    body,
  }
}

/** What the operation asked of the page beside its rows, such as how many there are in all. */
function pageHeaders(data: object, path: readonly string[]): Record<string, string> {
  const [connection] = valuesAt(data, path.slice(0, -1))
  const { totalCount, pageInfo } = (connection ?? {}) as { totalCount?: unknown; pageInfo?: Record<string, unknown> }
  const { hasNextPage, endCursor } = pageInfo ?? {}
  return {
    ...(typeof totalCount === 'number' && { 'x-dossier-total-count': String(totalCount) }),
    ...(hasNextPage === true && typeof endCursor === 'string' && { 'x-dossier-next-cursor': endCursor }),
  }
}

/** The rows; none where what the list belongs to is not there. */
function listAt(data: object, path: readonly string[]): readonly unknown[] {
  let value: unknown = data
  for (const key of path) value = (value as Record<string, unknown> | null | undefined)?.[key]
  return Array.isArray(value) ? value : []
}

/** What a path leads to, through all lists on its way. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path))
  const [key, ...rest] = path
  if (key === undefined || value === null || value === undefined) return [value]
  return valuesAt((value as Record<string, unknown>)[key], rest)
}

function cell(values: readonly unknown[]): string | number | null {
  const present = values.filter((value) => value !== null && value !== undefined)
  if (present.length === 0) return null
  if (present.length === 1 && typeof present[0] === 'number') return present[0]
  return present
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`))
    .join(separator)
}
