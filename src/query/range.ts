import { type Expression, sql } from '../database/sql.ts'
import { type List, selectList } from './list.ts'
import type { Condition } from './logic.ts'
import { afterPosition, type KeyValue, type OrderKey, orderBy } from './order.ts'

/** The first rows of a list in an order. */
export interface FirstRows {
  readonly order: readonly OrderKey[]
  /** Parts of the list that follow each other in the order, each with its conditions. */
  readonly parts: readonly (readonly Condition[])[]
  readonly limit: number
  readonly parent?: Expression<number>
}

/** Whether rows are read from several ranges of an index, and not from the list as a whole. */
export function isRanged({ order, parts }: FirstRows): boolean {
  return parts.length > 1 || order.some((key) => key.ranges)
}

/** The same order, of rows that have its keys as columns k0, k1 ... */
export function orderOfColumns(order: readonly OrderKey[], alias: string): OrderKey[] {
  return order.map((key, index) => ({ ...key, expression: sql.ref(`${alias}.k${index}`), join: undefined }))
}

/**
 * The first rows as a subquery with the columns id, k0, k1 ... Each range is read from an index by itself, because one
 * condition for all of them would read every row before the page. What stands in several ranges counts once.
 */
export function firstRows(list: List, { order, parts, limit, parent }: FirstRows): Expression<unknown> {
  const columns = sql.join(order.map((key, index) => sql`${key.expression} as ${sql.ref(`k${index}`)}`))
  const selects = parts.map(
    (extra) => sql`(select ${list.row.id} as id, ${columns} ${selectList(list, { extra, isOrdered: true, parent })}
      order by ${sql.join(order.map(orderBy))} limit ${sql.lit(limit)})`,
  )
  const [ranges] = order.flatMap((key) => key.ranges ?? [])
  const rows = sql.join(selects, ' union all ')
  if (!ranges) return rows
  const keys = orderOfColumns(order, 'found')
  return sql`select distinct on (${sql.join(keys.map((key) => key.expression))}) found.*
    from ${ranges} cross join lateral (${rows}) as found
    order by ${sql.join(keys.map(orderBy))} limit ${sql.lit(limit)}`
}

/**
 * Whether a cursor has left rows on its other side, towards the start of `order`: the list's first row tells, which an
 * index finds at once.
 */
export function beyond(
  list: List,
  order: readonly OrderKey[],
  position: readonly KeyValue[],
  parent: Expression<number> | undefined,
): Expression<unknown> {
  const keys = orderOfColumns(order, 'found')
  return sql`(select ${afterPosition(keys, position)} is not true
    from (${firstRows(list, { order, parts: [[]], limit: 1, parent })}) as found)`
}
