import DataLoader from 'dataloader'
import { uniq } from 'es-toolkit/array/uniq'
import { uniqBy } from 'es-toolkit/array/uniqBy'
import { type Expression, sql } from '../database/sql.ts'
import { type BatchedReads, jsonColumns } from './batched-reads.ts'
import { knownCount, type List, noParent, runList, selectList } from './list.ts'
import type { Condition } from './logic.ts'
import type { Row } from './row.ts'
import { countedColumns, type Source } from './source.ts'

/** A count for one value of a facet: how many rows of the whole list have it. */
export interface FacetCount {
  readonly value: number | null
  readonly count: number
}

/** A way to count a list. */
export interface Facet<S extends Source> {
  readonly name: string
  /** Counts first, else values in their own order. */
  readonly by: 'count' | 'value'
  /** What is counted of each row of the list; `listed` stands after FROM for the whole list. */
  counted(row: Row<S>, listed: Expression<unknown>): Counted
}

interface Counted {
  readonly value: Expression<number | null>
  /** What is joined to each row of the list, where a row can have several values. */
  readonly joined?: Expression<unknown>
  /** A row can be joined to one value several times, and counts once. */
  readonly distinct?: boolean
  /** The rows that count; all if not given. */
  readonly where?: Condition
}

/** Something that is counted over a whole list: rows of `select`, which reads the list from `listed`. */
interface Count {
  readonly name: string
  readonly select: Expression<unknown>
  /** It joins something to each row of the list. */
  readonly joins: boolean
}

type CountedRows = readonly Record<string, number | null>[]

interface Asked {
  readonly count: Count
  readonly parent: number
}

/**
 * The counts and facets of a list. Those that are wanted at the same moment are counted over the list as it was found
 * once, for all parents that ask.
 */
export class Counts {
  readonly #reads: BatchedReads
  readonly #list: List
  readonly #loader: DataLoader<Asked, CountedRows, string>

  constructor(reads: BatchedReads, list: List) {
    this.#reads = reads
    this.#list = list
    this.#loader = new DataLoader((asked) => this.#load(asked), {
      cacheKeyFn: ({ count, parent }) => `${count.name} ${parent}`,
    })
  }

  async count(parent = noParent): Promise<number> {
    const select = knownCount(this.#list) ?? sql`select count(*) as count from ${this.#from}`
    const [row] = await this.#loader.load({ count: { name: 'count', select, joins: false }, parent })
    return row?.count ?? 0
  }

  /** The counts of up to `first` values. */
  async facet<S extends Source>(facet: Facet<S>, first: number, parent = noParent): Promise<FacetCount[]> {
    const row = this.#list.row as Row<S>
    const { value, joined, where, distinct } = facet.counted(row, this.#from)
    const counted = distinct ? sql`count(distinct ${row.id})` : sql`count(*)`
    const order = facet.by === 'count' ? sql`2 desc, 1 asc` : sql`1 asc nulls last`
    const select = sql`select ${value} as value, ${counted} as count from ${this.#from} ${joined ?? sql``}
      ${where ? sql`where ${where}` : sql``} group by 1 order by ${order} limit ${sql.lit(first)}`
    const count = { name: `${facet.name} ${first}`, select, joins: joined !== undefined }
    const rows = await this.#loader.load({ count, parent })
    return rows.map((row) => ({ value: row.value ?? null, count: row.count ?? 0 }))
  }

  /** The list as it was found, under the alias of the listed row. */
  get #from(): Expression<unknown> {
    return sql`listed as ${sql.ref(this.#list.row.alias)}`
  }

  async #load(asked: readonly Asked[]): Promise<CountedRows[]> {
    const counts = uniqBy(
      asked.map(({ count }) => count),
      ({ name }) => name,
    )
    const parents = uniq(asked.map(({ parent }) => parent))
    const found = await runList<Record<string, CountedRows>>(this.#reads, this.#list, parents, (parent) =>
      this.#select(counts, parent),
    )
    const columns = new Map(counts.map(({ name }, index) => [name, `part${index}`]))
    return asked.map(({ count, parent }) => found.get(parent)?.[0]?.[columns.get(count.name) ?? ''] ?? [])
  }

  /** One row with a column of JSON for each count. A list that is read more than once, or joined, is found before. */
  #select(counts: readonly Count[], parent?: Expression<number>): Expression<unknown> {
    const { alias, table } = this.#list.row
    const from = selectList(this.#list, { parent })
    const columns = sql.join(countedColumns[table].map((column) => sql.ref(`${alias}.${column}`)))
    const found = counts.length > 1 || counts.some(({ joins }) => joins) ? sql`materialized` : sql``
    const parts = jsonColumns(counts.map(({ select }) => select))
    return sql`with listed as ${found} (select ${columns} ${from}) select ${parts}`
  }
}
