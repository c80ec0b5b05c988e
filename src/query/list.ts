import { type Expression, sql } from 'kysely'
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
  /** What is read of each row besides its id and the keys of the order. */
  readonly value?: Expression<unknown>
}

/** The parent of a list that belongs to no row. */
export const noParent = 0

/** A list as SQL: of itself, or for each of the rows that it belongs to. */
export class ListSource {
  readonly list: List
  readonly #reads: BatchedReads

  constructor(reads: BatchedReads, list: List) {
    this.#reads = reads
    this.list = list
  }

  /** FROM and WHERE of the listed rows; with a parent, of those that belong to it. */
  select(extra: readonly Condition[], ordered: boolean, parent?: Expression<number>) {
    const scope = parent && this.list.scope ? [this.list.scope(parent)] : []
    const asked = (ordered ? this.list.order.find((key) => key.where)?.where : undefined) ?? this.list.where
    const conditions = [...scope, ...this.list.conditions, ...(asked ? [asked] : []), ...extra]
    const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
    const { row, joined, order } = this.list
    // What ranges are joined to stands for what is joined to the list.
    const isJoined = joined && !(ordered && order.some((key) => key.ranges))
    const joins = [...(isJoined ? [joined] : []), ...(ordered ? order.flatMap((key) => key.join ?? []) : [])]
    const from = sql`${row.from} ${sql.join(joins, sql` `)}`
    return { from, where }
  }

  /** Runs `statement` once for the list, or once laterally over all parents. */
  async run<T>(parents: readonly number[], statement: (parent?: Expression<number>) => Expression<unknown>) {
    const ids = sql<number>`parent.id`
    const text = this.list.scope
      ? sql<
          T & { parent: number }
        >`select parent.id as parent, found.* from unnest(${[...parents]}::integer[]) as parent (id)
          cross join lateral (${statement(ids)}) as found`
      : sql<T & { parent: number }>`select ${noParent}::integer as parent, found.* from (${statement()}) as found`
    const rows = await this.#reads.rows(text)
    return Map.groupBy(rows, (row) => row.parent)
  }
}
