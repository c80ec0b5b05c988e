import { brandWithType, createContextCache } from '@pothos/core'
import { queryFromInfo } from '@pothos/plugin-prisma'
import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { BatchedReads } from './batched-reads.ts'
import { type Source, sources } from './source.ts'

export interface WithId {
  readonly id: number
}

/**
 * The place of a field in the query, whichever item of a list it is asked on, and of whichever type that is: the names
 * on the way there, and where in the document the field is written, because fragments can ask it of each type in another way.
 */
export function placeOf({ path, fieldNodes, parentType }: GraphQLResolveInfo): string {
  const steps: (string | number)[] = fieldNodes.map((node) => node.loc?.start ?? parentType.name)
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) {
    if (typeof step.key === 'string') steps.push(step.key)
  }
  return steps.join(' ')
}

/** What the fields of one operation share. */
const sharedOf = createContextCache(() => new Map<string, unknown>())

/** The short reads of one operation. */
export const readsOf = createContextCache((ctx: Context) => new BatchedReads(ctx.db))

/** One value under a key for all of an operation. */
export function perOperation<T>(ctx: Context, key: string, make: () => T): T {
  const shared = sharedOf(ctx)
  const known = shared.get(key)
  if (known !== undefined) return known as T
  const made = make()
  shared.set(key, made)
  return made
}

/** One value for each place in the query: all items of a list that ask the same field share it. */
export function perField<T>(ctx: Context, info: GraphQLResolveInfo, make: () => T, what = ''): T {
  return perOperation(ctx, `${what} ${placeOf(info)}`, make)
}

/**
 * The loader of rows by id with what the query selects below a field: one Prisma query for all items of a list that ask.
 * The selection is read for each of them, because Pothos keeps at every place of the answer what was loaded there: where it
 * finds nothing, it loads the row once more.
 */
function rowLoader<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  source: Source,
  path: string[] = [],
  typeName?: string,
): DataLoader<number, Row | null> {
  const query = queryFromInfo({ context: ctx, info, path, typeName })
  const delegate = ctx.db.prisma[sources[source].model] as unknown as { findMany(query: object): Promise<Row[]> }
  const make = () =>
    new DataLoader<number, Row | null>(async (ids) => {
      const rows = await delegate.findMany({ ...query, where: { id: { in: padIds(ids) } } })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return ids.map((id) => byId.get(id) ?? null)
    })
  return perField(ctx, info, make, source)
}

/** How many ids a statement takes. Few sizes mean few prepared statements, however many rows there are. */
const idCounts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

function padIds(ids: readonly number[]): number[] {
  const count = idCounts.find((candidate) => candidate >= ids.length) ?? ids.length
  return Array.from({ length: count }, (_, index) => ids[Math.min(index, ids.length - 1)] as number)
}

/** Loads rows in the order of the ids; null for one that no longer exists. */
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
  source: Source,
  ids: readonly number[],
  path?: string[],
  typeName?: string,
): Promise<(Row | null)[]> {
  return loadAll(rowLoader<Row>(ctx, info, source, path, typeName), ids)
}

/** Loads one row by id with what the query selects below this field. */
export async function loadRow<Row extends WithId>(
  ctx: Context,
  info: GraphQLResolveInfo,
  source: Source,
  id: number,
): Promise<Row | null> {
  const [row] = await loadRows<Row>(ctx, info, source, [id])
  return row ?? null
}

/** Marks a row with its GraphQL type, for fields of interface types that cannot tell it by the row itself. */
export function brandRow<Row extends object>(row: Row, typeName: string): Row {
  brandWithType(row, typeName as never)
  return row
}
