import { createContextCache } from '@pothos/core'
import { queryFromInfo } from '@pothos/plugin-prisma'
import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { type Facet, type FacetCount, type List, ListBatch } from './list.ts'
import { type Page, type PageArguments, readPage } from './page.ts'
import { Reads } from './reads.ts'

/** The Prisma models whose rows are listed. */
export type Model = 'entity' | 'fact' | 'document' | 'evidence' | 'paragraph'

export interface WithId {
  readonly id: number
}

/**
 * The place of a field in the query, whichever item of a list it is asked on, and of whichever type that is: the names
 * on the way there, and where in the document the field is written, for fragments can ask it of each type in another way.
 */
function placeOf({ path, fieldNodes, parentType }: GraphQLResolveInfo): string {
  const steps: (string | number)[] = fieldNodes.map((node) => node.loc?.start ?? parentType.name)
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) {
    if (typeof step.key === 'string') steps.push(step.key)
  }
  return steps.join(' ')
}

/** What the fields of one operation share: one loader for each place in the query. */
const loadersOf = createContextCache(() => new Map<string, unknown>())

/** The short reads of one operation. */
export const readsOf = createContextCache((ctx: Context) => new Reads(ctx.db))

/** One value for each place in the query: all items of a list that ask the same field share it. */
export function atPlace<T>(ctx: Context, info: GraphQLResolveInfo, make: () => T, what = ''): T {
  const loaders = loadersOf(ctx)
  const place = `${what} ${placeOf(info)}`
  const known = loaders.get(place)
  if (known !== undefined) return known as T
  const made = make()
  loaders.set(place, made)
  return made
}

/**
 * The loader of rows by id with what the query selects below a field: one Prisma query for all items of a list that ask.
 * The selection is read for each of them, for Pothos keeps at every place of the answer what was loaded there: where it
 * finds nothing, it loads the row once more.
 */
function rowLoader<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: Model,
  path: string[] = [],
  typeName?: string,
): DataLoader<number, Row | null> {
  const query = queryFromInfo({ context: ctx, info, path, typeName })
  const delegate = ctx.db.prisma[model] as unknown as { findMany(query: object): Promise<Row[]> }
  const make = () =>
    new DataLoader<number, Row | null>(async (ids) => {
      const rows = await delegate.findMany({ ...query, where: { id: { in: padIds(ids) } } })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    })
  return atPlace(ctx, info, make, model)
}

/** How many ids a statement takes: few texts for PostgreSQL and Prisma to keep, however many rows there are. */
const idCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

function padIds(ids: readonly number[]): number[] {
  const count = idCounts.find((candidate) => candidate >= ids.length) ?? ids.length
  return Array.from({ length: count }, (_, index) => ids[Math.min(index, ids.length - 1)] as number)
}

/** Loads rows in the order of their ids; null for one that is gone. */
async function loadAll<Row>(loader: DataLoader<number, Row | null>, ids: readonly number[]): Promise<(Row | null)[]> {
  return (await loader.loadMany(ids)).map((row) => {
    if (row instanceof Error) throw row
    return row
  })
}

/** Loads rows by id with what the query selects below this field. */
export function loadRows<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: Model,
  ids: readonly number[],
  path?: string[],
  typeName?: string,
): Promise<(Row | null)[]> {
  return loadAll(rowLoader<Row>(ctx, info, model, path, typeName), ids)
}

/** Loads one row by id with what the query selects below this field. */
export async function loadRow<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  model: Model,
  id: number,
): Promise<Row | null> {
  const [row] = await loadRows<Row>(ctx, info, model, [id])
  return row ?? null
}

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
