import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { BatchedReads } from './batched-reads.ts'
import { Counts, type Facet, type FacetCount } from './counts.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { type List, ListSource, noParent } from './list.ts'
import type { Condition } from './logic.ts'
import { afterPosition, type KeyValue, type OrderKey, orderBy, reverseOrder } from './order.ts'
import type { Page } from './page.ts'
import { keyColumns, overRanges, rangeKeys } from './range.ts'
import type { Source } from './source.ts'

export interface Row {
  readonly id: number
  readonly cursor: string
  /** What the list reads of each row as its value. */
  readonly value: unknown
}

export interface Rows {
  readonly rows: readonly Row[]
  /** There are more rows beyond the page, on the side it runs to. */
  readonly more: boolean
}

/**
 * The pages of one connection field for all parents that ask for it at once: the page, and what is counted over the
 * whole list, are one SELECT each, however many parents there are. What several fields need at the same moment is one
 * statement.
 */
export class ListBatch {
  readonly #source: ListSource
  readonly #counts: Counts
  readonly #page: Page
  readonly #after: KeyValue[] | undefined
  readonly #before: KeyValue[] | undefined
  readonly #rows: DataLoader<number, Rows>
  readonly #beyondAfter: DataLoader<number, boolean>
  readonly #beyondBefore: DataLoader<number, boolean>

  constructor(reads: BatchedReads, list: List, page: Page) {
    this.#source = new ListSource(reads, list)
    this.#counts = new Counts(this.#source)
    this.#page = page
    this.#after = page.after === undefined ? undefined : readCursor('after', list.name, list.order, page.after)
    this.#before = page.before === undefined ? undefined : readCursor('before', list.name, list.order, page.before)
    this.#rows = new DataLoader((parents) => this.#loadRows(parents))
    const { order } = list
    this.#beyondAfter = new DataLoader((parents) => this.#loadBeyond(parents, order, this.#after))
    this.#beyondBefore = new DataLoader((parents) => this.#loadBeyond(parents, reverseOrder(order), this.#before))
  }

  rows(parent = noParent): Promise<Rows> {
    return this.#rows.load(parent)
  }

  count(parent = noParent): Promise<number> {
    return this.#counts.count(parent)
  }

  facet<S extends Source>(facet: Facet<S>, first: number, parent = noParent): Promise<FacetCount[]> {
    return this.#counts.facet(facet, first, parent)
  }

  async hasNextPage(parent = noParent): Promise<boolean> {
    return (!this.#page.backward && (await this.rows(parent)).more) || (await this.#beyondBefore.load(parent))
  }

  async hasPreviousPage(parent = noParent): Promise<boolean> {
    return (this.#page.backward && (await this.rows(parent)).more) || (await this.#beyondAfter.load(parent))
  }

  async #loadRows(parents: readonly number[]): Promise<Rows[]> {
    const { order, name, row: listed, value } = this.#source.list
    const { backward, size } = this.#page
    const walked = backward ? reverseOrder(order) : order
    const extra: Condition[] = []
    if (this.#after) extra.push(afterPosition(order, this.#after))
    if (this.#before) extra.push(afterPosition(reverseOrder(order), this.#before))
    const found = await this.#source.run<Record<string, KeyValue>>(parents, (parent) => {
      const { from, where } = this.#source.select(extra, true, parent)
      const keys = keyColumns(order)
      const columns = value ? [...keys, sql`${value} as value`] : keys
      const page = sql`select ${listed.id} as id, ${sql.join(columns)} from ${from} ${where}
        order by ${sql.join(walked.map(orderBy))} limit ${sql.lit(size + 1)}`
      return overRanges(walked, page, size + 1)
    })
    return parents.map((parent) => {
      // A lateral join keeps the order of each parent's rows: PostgreSQL runs the inner query once per parent.
      const all = found.get(parent) ?? []
      const rows = all.slice(0, size).map((row) => ({
        id: Number(row.id),
        value: row.value,
        // Written only if it is selected, because most pages need one cursor or none.
        get cursor() {
          const values = order.map((_, index) => row[`k${index}`] ?? null)
          return writeCursor(name, order, values)
        },
      }))
      return { rows: backward ? rows.reverse() : rows, more: all.length > size }
    })
  }

  /**
   * Whether a cursor has left rows on its other side, towards the start of `order`: the list's first row tells, which an
   * index finds at once.
   */
  async #loadBeyond(
    parents: readonly number[],
    order: readonly OrderKey[],
    position: readonly KeyValue[] | undefined,
  ): Promise<boolean[]> {
    if (position === undefined) return parents.map(() => false)
    const found = await this.#source.run<{ beyond: boolean }>(parents, (parent) => {
      const { from, where } = this.#source.select([], true, parent)
      const columns = [sql`${afterPosition(order, position)} is not true as beyond`, ...rangeKeys(order)]
      const first = sql`select ${sql.join(columns)} from ${from} ${where}
        order by ${sql.join(order.map(orderBy))} limit 1`
      return overRanges(order, first, 1)
    })
    return parents.map((parent) => found.get(parent)?.[0]?.beyond ?? false)
  }
}
