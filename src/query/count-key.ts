import { type Expression, sql } from '../database/sql.ts'
import type { KeyContext } from './order-input.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'

/**
 * An order key that counts things, such as the criticisms of each organisation. `counted` selects one row for each
 * thing: the id of the organisation. If there are few organisations, the things are counted for each one separately,
 * otherwise all at once.
 */
export function countKey<S extends Source>(
  row: Row<S>,
  { few, position }: KeyContext<S>,
  counted: Expression<unknown>,
) {
  if (few) {
    return {
      expression: sql`(select count(*) from (${counted}) as counted (id) where counted.id = ${row.id})::integer`,
    }
  }
  const joined = sql.ref(`counts_${position}`)
  return {
    expression: sql`coalesce(${joined}.count, 0)::integer`,
    join: sql`left join (select id, count(*) as count from (${counted}) as counted (id) group by id) as ${joined}
      on ${joined}.id = ${row.id}`,
  }
}
