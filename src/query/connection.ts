import { builder } from '../builder.ts'
import { Finished } from '../execution/finished.ts'
import { JsonText } from '../execution/json-text.ts'
import { type MaybePromise, whenThere } from '../execution/maybe-promise.ts'
import { type Capped, tooManyItems } from './cap.ts'
import type { Counts, Facet, FacetCount } from './counts.ts'
import type { FoundRow, ListAnswer } from './list-query.ts'
import { MayBeEmpty } from './may-be-empty.ts'
import type { WithId } from './rows.ts'
import type { Source } from './source.ts'

/** Where a connection gets its parts. */
export interface ConnectionParts {
  /** What the operation reads of its page. */
  answer(): MaybePromise<ListAnswer>
  /** The counts of the whole list, or of the list without one of its conditions. */
  counts(without?: string): Counts
  /** The row that it belongs to. */
  readonly parent?: number
}

/** A connection as its fields resolve it. It reads from the database only what a field needs. */
export class Connection extends MayBeEmpty {
  readonly #parts: ConnectionParts
  #answer: MaybePromise<ListAnswer> | undefined

  constructor(parts: ConnectionParts) {
    super()
    this.#parts = parts
  }

  /** One read for all fields. */
  answer(): MaybePromise<ListAnswer> {
    this.#answer ??= this.#parts.answer()
    return this.#answer
  }

  rows(): MaybePromise<readonly FoundRow[]> {
    return whenThere(this.answer(), (answer) => this.#seen(answer).rows)
  }

  /** The values of the rows. */
  nodes(): MaybePromise<readonly unknown[] | Finished> {
    return whenThere(this.answer(), (answer) => {
      const { rows, text } = this.#seen(answer)
      return text === undefined ? rows.map(({ value }) => value) : new Finished(new JsonText(text))
    })
  }

  #seen(answer: ListAnswer): ListAnswer {
    if (answer.isEmpty) this.isEmpty()
    return answer
  }

  count(): MaybePromise<number> {
    const read = (count: number) => {
      if (count === 0) this.isEmpty()
      return count
    }
    return whenThere(this.answer(), ({ count }) => {
      if (count !== undefined) return read(count)
      return this.#parts.counts().count(this.#parts.parent).then(read)
    })
  }

  /** The counts of up to `first` values, over the list as it is or `without` one of its conditions. */
  async facet<S extends Source>(facet: Facet<S>, first: number, without?: string): Promise<FacetCount[]> {
    const counts = await this.#parts.counts(without).facet(facet, first, this.#parts.parent)
    if (counts.length === 0) this.isEmpty()
    return counts
  }

  /** The counts of all values. Throws TOO_COMPLEX when there are more than the cap. */
  async wholeFacet<S extends Source>(
    facet: Facet<S>,
    capped: Capped,
    without?: string,
  ): Promise<readonly FacetCount[]> {
    const counts = await this.facet(facet, capped.cap + 1, without)
    if (counts.length > capped.cap) throw tooManyItems(capped)
    return counts
  }
}

type Ref = ReturnType<ReturnType<typeof builder.objectRef<Connection>>['implement']>

/** The connection type of some node type, the table that it lists, and what it lists: "criticisms". */
export type ConnectionRef<S extends Source = Source> = Ref & { readonly source: S; readonly what: string }

interface Edge {
  readonly cursor: string
  readonly node: WithId
}

/** Defines the connection and edge types of a node type. Its rows are read as src/query/list-reads.ts says. */
export function defineConnection<S extends Source>(
  name: string,
  // The refs of interfaces and objects of different models have no common shape but this.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  node: any,
  source: S,
  what: string,
): ConnectionRef<S> {
  const edge = builder.objectRef<Edge>(`${name}Edge`).implement({
    description: `One item of a list of ${what}.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'The position of this item, for `after` and `before`.' }),
      node: t.field({ type: node, description: 'The item itself.', resolve: (parent) => parent.node as never }),
    }),
  })
  const connection = builder.objectRef<Connection>(`${name}Connection`).implement({
    description: `A list of ${what}, page by page.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of this page, each with its cursor.',
        resolve: (list) =>
          whenThere(list.rows(), (rows) =>
            rows.map((row) => ({
              get cursor() {
                return row.cursor
              },
              node: row.value as WithId,
            })),
          ),
      }),
      nodes: t.field({
        type: [node] as never,
        description: 'The items of this page.',
        resolve: (list) => list.nodes() as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Whether items come before and after this page, and the cursors to ask for them.',
        resolve: (list) => whenThere(list.answer(), pageInfoOf) as never,
      }),
      totalCount: t.int({
        description: 'How many items the whole list has. They are counted only if you ask for this field.',
        resolve: (list) => list.count(),
      }),
    }),
  })
  return Object.assign(connection, { source, what })
}

function pageInfoOf({ rows, hasNextPage, hasPreviousPage }: ListAnswer) {
  return {
    hasNextPage,
    hasPreviousPage,
    get startCursor() {
      return rows.at(0)?.cursor ?? null
    },
    get endCursor() {
      return rows.at(-1)?.cursor ?? null
    },
  }
}
