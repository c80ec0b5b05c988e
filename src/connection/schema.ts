import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { ListBatch } from './batch.ts'
import type { List } from './list.ts'
import { type Page, type PageArguments, readPage } from './page.ts'
import { atPlace, loadRows, type Model, readsOf, type WithId } from './rows.ts'
import type { Facet, FacetCount } from './tally.ts'

/** A connection as its fields resolve it: nothing is asked of the database before a field wants it. */
export class Connection {
  readonly batch: ListBatch
  readonly parent: number | undefined

  constructor(batch: ListBatch, parent?: number) {
    this.batch = batch
    this.parent = parent
  }

  async rows() {
    return (await this.batch.rows(this.parent)).rows
  }

  facet(facet: Facet): Promise<FacetCount[]> {
    return this.batch.facet(facet, this.parent)
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

/** A connection of the query itself. */
export async function rootConnection(ctx: Context, list: List, page: PageArguments): Promise<Connection> {
  return new Connection(new ListBatch(readsOf(ctx), list, readPage(page)))
}

/**
 * A connection of a row: all rows of a list that ask for it share the SQL statements. What is wrong with its arguments
 * rejects, rather than throws: an executor that meets an exception within a list forgets the promises of other items,
 * and their rejections would end the process.
 */
export async function nestedConnection(
  ctx: Context,
  info: GraphQLResolveInfo,
  parent: number,
  list: () => List,
  page: PageArguments,
): Promise<Connection> {
  return new Connection(
    atPlace(ctx, info, () => new ListBatch(readsOf(ctx), list(), readPage(page))),
    parent,
  )
}

/** More than any short list has; a list that can be longer is a connection. */
const shortList: Page = { size: 1000, backward: false }

/** The rows of a short list that belongs to one row, loaded with what the query selects below this field. */
export async function nestedRows<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  parent: number,
  list: () => List,
  limit?: number,
): Promise<Row[]> {
  const page = limit ? { ...shortList, size: limit } : shortList
  const { batch, model } = atPlace(ctx, info, () => {
    const made = list()
    return { batch: new ListBatch(readsOf(ctx), made, page), model: made.from }
  })
  const { rows } = await batch.rows(parent)
  const ids = rows.map((row) => row.id)
  const loaded = await loadRows<Row>(ctx, info, model, ids)
  return loaded.filter((row) => row !== null)
}

/** The connection type of some node type. */
export type ConnectionRef = ReturnType<ReturnType<typeof builder.objectRef<Connection>>['implement']>

interface Edge {
  readonly cursor: string
  readonly node: WithId
}

/** Defines the connection and edge types of a node type. */
export function defineConnection(
  name: string,
  // The refs of interfaces and objects of different models have no common shape but this.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  node: any,
  model: Model,
  what: string,
): ConnectionRef {
  const edge = builder.objectRef<Edge>(`${name}Edge`).implement({
    description: `One item of a list of ${what}.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'The position of this item, for `after` and `before`.' }),
      node: t.field({ type: node, description: 'The item itself.', resolve: (parent) => parent.node as never }),
    }),
  })
  return builder.objectRef<Connection>(`${name}Connection`).implement({
    description: `A list of ${what}, page by page.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of this page, each with its cursor.',
        resolve: async (connection, _args, ctx, info) => {
          const rows = await connection.rows()
          const nodes = await loadRows(
            ctx,
            info,
            model,
            rows.map((row) => row.id),
            ['node'],
          )
          return rows.flatMap((row, index) => {
            const loaded = nodes[index]
            return loaded ? [{ cursor: row.cursor, node: loaded }] : []
          })
        },
      }),
      nodes: t.field({
        type: [node] as never,
        description: 'The items of this page.',
        resolve: async (connection, _args, ctx, info) => {
          const rows = await connection.rows()
          const nodes = await loadRows(
            ctx,
            info,
            model,
            rows.map((row) => row.id),
          )
          return nodes.filter((row) => row !== null) as never
        },
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Where this page stands in the list.',
        resolve: (connection) => connection.pageInfo() as never,
      }),
      totalCount: t.int({
        description: 'How many items the whole list has. Counted only when it is asked for.',
        resolve: (connection) => connection.batch.count(connection.parent),
      }),
    }),
  })
}
