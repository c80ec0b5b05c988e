import { type Expression, sql } from '../database/sql.ts'
import type { BatchedReads } from './batched-reads.ts'
import type { Condition } from './logic.ts'
import type { OrderKey } from './order.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'

/** A list: which rows of a table, in which order. */
export interface List {
  /** Part of its cursors: "criticisms". */
  readonly name: string
  /** The listed row, which conditions and order speak of. */
  readonly row: Row<Source>
  /** What is joined to each row, at most one row of it; rows without one are not listed. */
  readonly joined?: Expression<unknown>
  readonly conditions: readonly Condition[]
  /** What callers ask of its rows. */
  readonly where?: Condition
  /** Ends with a unique key. */
  readonly order: readonly OrderKey[]
  /** For lists that belong to a row: the rows that belong to the parent with this id. */
  readonly scope?: (parent: Expression<number>) => Condition
  /** What is shown of each row, if not the row itself. */
  readonly value?: Expression<unknown>
}

/** The parent of a list that belongs to no row. */
export const noParent = 0

interface Selected {
  readonly extra?: readonly Condition[]
  /** With what the order needs joined. */
  readonly isOrdered?: boolean
  readonly parent?: Expression<number>
}

/** FROM and WHERE of the rows of a list; with a parent, of those that belong to it. */
export function selectList(list: List, { extra = [], isOrdered = false, parent }: Selected): Expression<unknown> {
  const scope = parent && list.scope ? [list.scope(parent)] : []
  const asked = (isOrdered ? list.order.find((key) => key.where)?.where : undefined) ?? list.where
  const conditions = [...scope, ...list.conditions, ...(asked ? [asked] : []), ...extra]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, ' and ')}` : sql``
  const { row, joined, order } = list
  // What ranges are joined to stands for what is joined to the list.
  const isJoined = joined && !(isOrdered && order.some((key) => key.ranges))
  const joins = [...(isJoined ? [joined] : []), ...(isOrdered ? order.flatMap((key) => key.join ?? []) : [])]
  return sql`from ${row.from} ${sql.join(joins, ' ')} ${where}`
}

/** A statement that counts a list without a look at its rows, where its order knows one. */
export function knownCount({ order, scope }: List): Expression<unknown> | undefined {
  return scope ? undefined : order.find((key) => key.counted)?.counted
}

/** Runs `statement` once for a list, or once laterally over all parents that it belongs to. */
export async function runList<T>(
  reads: BatchedReads,
  list: List,
  parents: readonly number[],
  statement: (parent?: Expression<number>) => Expression<unknown>,
): Promise<Map<number, (T & { parent: number })[]>> {
  const ids = sql<number>`parent.id`
  const text = list.scope
    ? sql<
        T & { parent: number }
      >`select parent.id as parent, found.* from unnest(${[...parents]}::integer[]) as parent (id)
        cross join lateral (${statement(ids)}) as found`
    : sql<T & { parent: number }>`select ${noParent}::integer as parent, found.* from (${statement()}) as found`
  return Map.groupBy(await reads.rows(text), (row) => row.parent)
}
