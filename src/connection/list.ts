import { type Expression, type SqlBool, sql } from 'kysely'
import type { OrderKey } from './order.ts'
import type { Reads } from './reads.ts'

/**
 * The tables whose rows are listed, each under the one alias that conditions and orders speak of, and the columns that
 * whole lists are counted by.
 */
export const listed = {
  entity: { table: 'entity', alias: 'e', counted: ['id', 'kind'] },
  fact: { table: 'fact', alias: 'f', counted: ['id', 'subjectId', 'objectId', 'fromEarliest', 'untilLatest'] },
  document: { table: 'document', alias: 'd', counted: ['id'] },
  paragraph: { table: 'paragraph', alias: 'p', counted: ['id'] },
  evidence: { table: 'evidence', alias: 'ev', counted: ['id'] },
} as const

/** What a connection lists: which rows of a table, in which order. */
export interface List {
  /** Part of its cursors: "criticisms". */
  readonly name: string
  readonly from: keyof typeof listed
  readonly conditions: readonly Expression<SqlBool>[]
  /** Ends with a unique key. */
  readonly order: readonly OrderKey[]
  /** For lists that belong to a row: the rows that belong to the parent with this id. */
  readonly scope?: (parent: Expression<number>) => Expression<SqlBool>
}

/** The parent of a list that belongs to no row. */
export const noParent = 0

/** A list as SQL: of itself, or for each of the rows that it belongs to. */
export class ListSource {
  readonly list: List
  readonly #reads: Reads

  constructor(reads: Reads, list: List) {
    this.#reads = reads
    this.list = list
  }

  /** The listed rows as a query with nothing selected yet; with parents, one such query for each of them. */
  select(extra: readonly Expression<SqlBool>[], ordered: boolean, parent?: Expression<number>) {
    const { table, alias } = listed[this.list.from]
    const scope = parent && this.list.scope ? [this.list.scope(parent)] : []
    const conditions = [...scope, ...this.list.conditions, ...extra]
    const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
    const joins = ordered ? this.list.order.flatMap((key) => key.join ?? []) : []
    const from = sql`${sql.table(table)} as ${sql.table(alias)} ${sql.join(joins, sql` `)}`
    return { from, where, id: sql.ref(`${alias}.id`) }
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
