import { type Expression, sql } from '../database/sql.ts'
import type { Condition } from './logic.ts'
import type { Row } from './row.ts'

/** Which rows of a relation are read, and in which order. */
export interface RelationQuery {
  readonly where?: Readonly<Record<string, unknown>>
  readonly orderBy?: unknown
}

/** The conditions of a relation's query. */
export function conditionsOf({ where = {} }: RelationQuery, row: Row): Condition[] {
  return Object.entries(where).map(([column, value]) => {
    const reference = row.ref(column as never)
    if (value === null) return sql<boolean>`${reference} is null`
    if (typeof value !== 'object') return sql<boolean>`${reference} = ${value}`
    if (JSON.stringify(value) === '{"not":null}') return sql<boolean>`${reference} is not null`
    throw new Error(`A relation is read by values and null, not by ${JSON.stringify({ [column]: value })}.`)
  })
}

/** What stands within an aggregate after its value. */
export function orderOf({ orderBy = [] }: RelationQuery, row: Row): Expression<unknown> {
  const keys = [orderBy].flat().flatMap((key) => Object.entries(key as Record<string, 'asc' | 'desc'>))
  if (keys.length === 0) return sql``
  const terms = keys.map(([column, direction]) => sql`${row.ref(column as never)} ${sql.raw(direction)}`)
  return sql` order by ${sql.join(terms)}`
}
