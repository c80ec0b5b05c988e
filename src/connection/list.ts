import DataLoader from 'dataloader'
import { type Expression, type SqlBool, sql } from 'kysely'
import { readCursor, writeCursor } from './cursor.ts'
import { afterPosition, type KeyValue, keyOutput, type OrderKey, orderBy, reverseOrder } from './order.ts'
import type { Page } from './page.ts'
import type { Reads } from './reads.ts'

/** The tables whose rows are listed, each under the one alias that conditions and orders speak of. */
export const listed = {
  entity: { table: 'entity', alias: 'e' },
  fact: { table: 'fact', alias: 'f' },
  document: { table: 'document', alias: 'd' },
  paragraph: { table: 'paragraph', alias: 'p' },
  evidence: { table: 'evidence', alias: 'ev' },
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

/** A count for one value of a facet: how many rows of the whole list have it. */
export interface FacetCount {
  readonly value: number | null
  readonly count: number
}

/** A way to count a list: `value` is an integer per row of `joined`, or of the list itself. */
export interface Facet {
  readonly name: string
  readonly value: Expression<number | null>
  /** What is joined to each row of the list, where a row can have several values. */
  readonly joined?: Expression<unknown>
  /** Counts first, else values in their own order. */
  readonly by: 'count' | 'value'
  readonly first: number
}

export interface Row {
  readonly id: number
  readonly cursor: string
}

export interface Rows {
  readonly rows: readonly Row[]
  /** There are more rows beyond the page, on the side it runs to. */
  readonly more: boolean
}

/** The parent of a list that belongs to no row. */
const noParent = 0

/**
 * The pages of one connection field for all parents that ask for it at once: each question (the page, the count, a
 * facet) is one SQL statement, however many parents there are.
 */
export class ListBatch {
  readonly #reads: Reads
  readonly #list: List
  readonly #page: Page
  readonly #after: KeyValue[] | undefined
  readonly #before: KeyValue[] | undefined
  readonly #rows: DataLoader<number, Rows>
  readonly #counts: DataLoader<number, number>
  readonly #beyondAfter: DataLoader<number, boolean>
  readonly #beyondBefore: DataLoader<number, boolean>
  readonly #facets = new Map<string, DataLoader<number, FacetCount[]>>()

  constructor(reads: Reads, list: List, page: Page) {
    this.#reads = reads
    this.#list = list
    this.#page = page
    this.#after = page.after === undefined ? undefined : readCursor('after', list.name, list.order, page.after)
    this.#before = page.before === undefined ? undefined : readCursor('before', list.name, list.order, page.before)
    this.#rows = new DataLoader((parents) => this.#loadRows(parents))
    this.#counts = new DataLoader((parents) => this.#loadCounts(parents))
    const { order } = list
    this.#beyondAfter = new DataLoader((parents) => this.#loadBeyond(parents, order, this.#after))
    this.#beyondBefore = new DataLoader((parents) => this.#loadBeyond(parents, reverseOrder(order), this.#before))
  }

  rows(parent = noParent): Promise<Rows> {
    return this.#rows.load(parent)
  }

  count(parent = noParent): Promise<number> {
    return this.#counts.load(parent)
  }

  facet(facet: Facet, parent = noParent): Promise<FacetCount[]> {
    const key = `${facet.name} ${facet.first}`
    const known = this.#facets.get(key)
    const loader = known ?? new DataLoader((parents: readonly number[]) => this.#loadFacet(facet, parents))
    if (!known) this.#facets.set(key, loader)
    return loader.load(parent)
  }

  async hasNextPage(parent = noParent): Promise<boolean> {
    return (!this.#page.backward && (await this.rows(parent)).more) || (await this.#beyondBefore.load(parent))
  }

  async hasPreviousPage(parent = noParent): Promise<boolean> {
    return (this.#page.backward && (await this.rows(parent)).more) || (await this.#beyondAfter.load(parent))
  }

  /** The listed rows as a query with nothing selected yet; with parents, one such query for each of them. */
  #select(extra: readonly Expression<SqlBool>[], ordered: boolean, parent?: Expression<number>) {
    const { table, alias } = listed[this.#list.from]
    const scope = parent && this.#list.scope ? [this.#list.scope(parent)] : []
    const conditions = [...scope, ...this.#list.conditions, ...extra]
    const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
    const joins = ordered ? this.#list.order.flatMap((key) => key.join ?? []) : []
    const from = sql`${sql.table(table)} as ${sql.table(alias)} ${sql.join(joins, sql` `)}`
    return { from, where, id: sql.ref(`${alias}.id`) }
  }

  /** Runs `statement` once for the list, or once laterally over all parents. */
  async #run<T>(parents: readonly number[], statement: (parent?: Expression<number>) => Expression<unknown>) {
    const ids = sql<number>`parent.id`
    const text = this.#list.scope
      ? sql<
          T & { parent: number }
        >`select parent.id as parent, found.* from unnest(${[...parents]}::integer[]) as parent (id)
          cross join lateral (${statement(ids)}) as found`
      : sql<T & { parent: number }>`select ${noParent}::integer as parent, found.* from (${statement()}) as found`
    const rows = await this.#reads.rows(text)
    return Map.groupBy(rows, (row) => row.parent)
  }

  async #loadRows(parents: readonly number[]): Promise<Rows[]> {
    const { order, name } = this.#list
    const { backward, size } = this.#page
    const walked = backward ? reverseOrder(order) : order
    const extra: Expression<SqlBool>[] = []
    if (this.#after) extra.push(afterPosition(order, this.#after))
    if (this.#before) extra.push(afterPosition(reverseOrder(order), this.#before))
    const found = await this.#run<Record<string, KeyValue>>(parents, (parent) => {
      const { from, where, id } = this.#select(extra, true, parent)
      const keys = order.map((key, index) => sql`${keyOutput(key)} as ${sql.ref(`k${index}`)}`)
      return sql`select ${id} as id, ${sql.join(keys)} from ${from} ${where}
        order by ${sql.join(walked.map(orderBy))} limit ${sql.lit(size + 1)}`
    })
    return parents.map((parent) => {
      // A lateral join keeps the order of each parent's rows: PostgreSQL runs the inner query once per parent.
      const all = found.get(parent) ?? []
      const rows = all.slice(0, size).map((row) => ({
        id: Number(row.id),
        // Written when it is asked for: mostly one or none of a page is.
        get cursor() {
          const values = order.map((_, index) => row[`k${index}`] ?? null)
          return writeCursor(name, order, values)
        },
      }))
      return { rows: backward ? rows.reverse() : rows, more: all.length > size }
    })
  }

  async #loadCounts(parents: readonly number[]): Promise<number[]> {
    const found = await this.#run<{ count: string }>(parents, (parent) => {
      const { from, where } = this.#select([], false, parent)
      return sql`select count(*) as count from ${from} ${where}`
    })
    return parents.map((parent) => Number(found.get(parent)?.[0]?.count ?? 0))
  }

  /**
   * Whether a cursor has left rows on its other side, towards the begin of `order`: the list's first row tells, which an
   * index finds at once.
   */
  async #loadBeyond(
    parents: readonly number[],
    order: readonly OrderKey[],
    position: readonly KeyValue[] | undefined,
  ): Promise<boolean[]> {
    if (position === undefined) return parents.map(() => false)
    const found = await this.#run<{ beyond: boolean }>(parents, (parent) => {
      const { from, where } = this.#select([], true, parent)
      return sql`select ${afterPosition(order, position)} is not true as beyond from ${from} ${where}
        order by ${sql.join(order.map(orderBy))} limit 1`
    })
    return parents.map((parent) => found.get(parent)?.[0]?.beyond ?? false)
  }

  async #loadFacet(facet: Facet, parents: readonly number[]): Promise<FacetCount[][]> {
    const found = await this.#run<{ value: number | null; count: string }>(parents, (parent) => {
      const { from, where } = this.#select([], false, parent)
      const order = facet.by === 'count' ? sql`count(*) desc, 1 asc` : sql`1 asc nulls last`
      return sql`select ${facet.value} as value, count(*) as count from ${from} ${facet.joined ?? sql``} ${where}
        group by 1 order by ${order} limit ${sql.lit(facet.first)}`
    })
    return parents.map((parent) =>
      (found.get(parent) ?? []).map((row) => ({ value: row.value, count: Number(row.count) })),
    )
  }
}
