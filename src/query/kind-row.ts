import { type Expression, sql } from '../database/sql.ts'
import type { Condition } from './logic.ts'
import type { Row, Table } from './row.ts'

/** True if the row that extends a fact meets a condition. It stands in the table of the fact's kind and has the same id. */
export function kindRowMeets<T extends Table>(
  fact: Row<'fact'>,
  table: T,
  condition: (row: Row<T>) => Expression<unknown>,
): Condition {
  const row = fact.inside(table)
  return sql`exists (select from ${row.from} where ${row.id} = ${fact.id} and ${condition(row)})`
}
