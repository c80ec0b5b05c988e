import { type Expression, sql } from 'kysely'
import { keyOutput, type OrderKey, orderBy } from './order.ts'

/** The keys of an order as columns: k0, k1 ... */
export function keyColumns(order: readonly OrderKey[]): Expression<unknown>[] {
  return order.map((key, index) => sql`${keyOutput(key)} as ${sql.ref(`k${index}`)}`)
}

/** The columns that a statement needs besides its own where it is carried out over ranges. */
export function rangeKeys(order: readonly OrderKey[]): Expression<unknown>[] {
  return order.some((key) => key.ranges) ? keyColumns(order) : []
}

/**
 * A statement on a list whose rows stand in several ranges of an index, each of them in the order of the list: it is
 * carried out for each range, and the first of what all have found remain. What stands in several ranges counts once.
 * The statement of any other list is returned as it is.
 */
export function overRanges(
  order: readonly OrderKey[],
  statement: Expression<unknown>,
  limit: number,
): Expression<unknown> {
  const [ranges] = order.flatMap((key) => key.ranges ?? [])
  if (!ranges) return statement
  const keys = order.map((key, index) => ({ ...key, expression: sql.ref(`k${index}`) }))
  return sql`select distinct on (${sql.join(keys.map((key) => key.expression))}) found.*
    from ${ranges} cross join lateral (${statement}) as found
    order by ${sql.join(keys.map(orderBy))} limit ${sql.lit(limit)}`
}
