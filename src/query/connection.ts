import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import type { ListBatch } from './batch.ts'
import { type Capped, tooManyItems } from './cap.ts'
import type { Facet, FacetCount } from './counts.ts'
import { MayBeEmpty } from './may-be-empty.ts'
import { loadRows, type WithId } from './rows.ts'
import type { Source } from './source.ts'

/** A connection as its fields resolve it. It reads from the database only what a field needs. */
export class Connection extends MayBeEmpty {
  readonly batch: ListBatch
  readonly parent: number | undefined
  readonly #without: (condition: string) => ListBatch

  /** `without` makes the same list without one of its conditions. */
  constructor(batch: ListBatch, without: (condition: string) => ListBatch, parent?: number) {
    super()
    this.batch = batch
    this.parent = parent
    this.#without = without
  }

  async rows() {
    const { rows } = await this.batch.rows(this.parent)
    if (rows.length === 0) this.isEmpty()
    return rows
  }

  async count(): Promise<number> {
    const count = await this.batch.count(this.parent)
    if (count === 0) this.isEmpty()
    return count
  }

  /** The counts of up to `first` values, over the list as it is or `without` one of its conditions. */
  async facet<S extends Source>(facet: Facet<S>, first: number, without?: string): Promise<FacetCount[]> {
    const batch = without === undefined ? this.batch : this.#without(without)
    const counts = await batch.facet(facet, first, this.parent)
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

  pageInfo() {
    const { batch, parent, ...rest } = this
    const cursors = async () => (await batch.rows(parent)).rows.map((row) => row.cursor)
    return {
      ...rest,
      get hasNextPage() {
        return batch.hasNextPage(parent)
      },
      get hasPreviousPage() {
        return batch.hasPreviousPage(parent)
      },
      get startCursor() {
        return cursors().then((all) => all.at(0) ?? null)
      },
      get endCursor() {
        return cursors().then((all) => all.at(-1) ?? null)
      },
    }
  }
}

type Ref = ReturnType<ReturnType<typeof builder.objectRef<Connection>>['implement']>

/** The connection type of some node type, the table that it lists, and what it lists: "criticisms". */
export type ConnectionRef<S extends Source = Source> = Ref & { readonly source: S; readonly what: string }

interface Edge {
  readonly cursor: string
  readonly node: WithId
}

/** Defines the connection and edge types of a node type. */
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
  const nodesOf = async (connection: Connection, ctx: Context, info: GraphQLResolveInfo, path?: string[]) => {
    const rows = await connection.rows()
    return await loadRows(
      ctx,
      info,
      source,
      rows.map((row) => row.id),
      path,
    )
  }
  const connection = builder.objectRef<Connection>(`${name}Connection`).implement({
    description: `A list of ${what}, page by page.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of this page, each with its cursor.',
        resolve: async (connection, _args, ctx, info) => {
          const [rows, nodes] = [await connection.rows(), await nodesOf(connection, ctx, info, ['node'])]
          return rows.flatMap((row, index) => {
            const loaded = nodes[index]
            return loaded ? [{ cursor: row.cursor, node: loaded }] : []
          })
        },
      }),
      nodes: t.field({
        type: [node] as never,
        description: 'The items of this page.',
        resolve: async (connection, _args, ctx, info) =>
          (await nodesOf(connection, ctx, info)).filter((row) => row !== null) as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Whether items come before and after this page, and the cursors to ask for them.',
        resolve: (connection) => connection.pageInfo() as never,
      }),
      totalCount: t.int({
        description: 'How many items the whole list has. They are counted only if you ask for this field.',
        resolve: (connection) => connection.count(),
      }),
    }),
  })
  return Object.assign(connection, { source, what })
}
