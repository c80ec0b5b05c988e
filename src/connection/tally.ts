import DataLoader from 'dataloader'
import { uniq } from 'es-toolkit/array/uniq'
import { uniqBy } from 'es-toolkit/array/uniqBy'
import { type Expression, sql } from 'kysely'
import { type ListSource, listed } from './list.ts'
import { jsonColumns } from './reads.ts'

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

/** Something that is counted over a whole list: rows of `select`, which reads the list from `listed`. */
interface Tally {
  readonly name: string
  readonly select: Expression<unknown>
  /** It joins something to each row of the list. */
  readonly joins: boolean
}

type Counts = readonly Record<string, number | null>[]

interface Asked {
  readonly tally: Tally
  readonly parent: number
}

/**
 * The counts and facets of a list. Those that are wanted at the same moment are counted over the list as it was found
 * once, for all parents that ask.
 */
export class Tallies {
  readonly #source: ListSource
  readonly #loader: DataLoader<Asked, Counts, string>

  constructor(source: ListSource) {
    this.#source = source
    this.#loader = new DataLoader((asked) => this.#load(asked), {
      cacheKeyFn: ({ tally, parent }) => `${tally.name} ${parent}`,
    })
  }

  async count(parent: number): Promise<number> {
    const select = sql`select count(*) as count from ${this.#from}`
    const [row] = await this.#loader.load({ tally: { name: 'count', select, joins: false }, parent })
    return row?.count ?? 0
  }

  async facet({ name, value, joined, by, first }: Facet, parent: number): Promise<FacetCount[]> {
    const order = by === 'count' ? sql`count(*) desc, 1 asc` : sql`1 asc nulls last`
    const select = sql`select ${value} as value, count(*) as count from ${this.#from} ${joined ?? sql``}
      group by 1 order by ${order} limit ${sql.lit(first)}`
    const tally = { name: `${name} ${first}`, select, joins: joined !== undefined }
    const rows = await this.#loader.load({ tally, parent })
    return rows.map((row) => ({ value: row.value ?? null, count: row.count ?? 0 }))
  }

  /** The list as it was found, under the alias of its table. */
  get #from(): Expression<unknown> {
    return sql`listed as ${sql.table(listed[this.#source.list.from].alias)}`
  }

  async #load(asked: readonly Asked[]): Promise<Counts[]> {
    const tallies = uniqBy(
      asked.map(({ tally }) => tally),
      ({ name }) => name,
    )
    const parents = uniq(asked.map(({ parent }) => parent))
    const found = await this.#source.run<Record<string, Counts>>(parents, (parent) => this.#select(tallies, parent))
    const columns = new Map(tallies.map(({ name }, index) => [name, `part${index}`]))
    return asked.map(({ tally, parent }) => found.get(parent)?.[0]?.[columns.get(tally.name) ?? ''] ?? [])
  }

  /** One row with a column of JSON for each tally. A list that is read more than once, or joined, is found before. */
  #select(tallies: readonly Tally[], parent?: Expression<number>): Expression<unknown> {
    const { alias, counted } = listed[this.#source.list.from]
    const { from, where } = this.#source.select([], false, parent)
    const columns = sql.join(counted.map((column) => sql.ref(`${alias}.${column}`)))
    const found = tallies.length > 1 || tallies.some(({ joins }) => joins) ? sql`materialized` : sql``
    const parts = jsonColumns(tallies.map(({ select }) => select))
    return sql`with listed as ${found} (select ${columns} from ${from} ${where}) select ${parts}`
  }
}
