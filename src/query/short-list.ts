import type { GraphQLResolveInfo } from 'graphql'
import type { Expression } from 'kysely'
import type { Context } from '../builder.ts'
import { type Row as FoundRow, ListBatch, type Rows } from './batch.ts'
import { shortListCap, tooManyItems } from './cap.ts'
import { type ListArguments, type ListDeclaration, listArguments, listOf } from './field.ts'
import type { Row } from './row.ts'
import { loadRows, perField, readsOf, type WithId } from './rows.ts'
import type { Source } from './source.ts'

/** A list without pages that belongs to a row. */
interface ShortList<S extends Source> extends ListDeclaration<S> {
  readonly description: string
  /** What shows the same page by page, for a caller who reaches the cap: "facts(where: { factKind: [ALIAS] })". */
  readonly instead: string
}

/** A value that is read of each row of a list, where the rows themselves are not shown. */
interface ValueList<S extends Source> extends ShortList<S> {
  value(row: Row<S>): Expression<unknown>
}

interface Found<S extends Source> {
  readonly list: ListDeclaration<S>
  /** How many rows are wanted. */
  readonly size: number
  value?(row: Row<S>): Expression<unknown>
}

/** The first rows of a list for one parent: one statement for all parents that ask. */
async function findRows<S extends Source>(
  { list, size, value }: Found<S>,
  parent: WithId,
  args: ListArguments,
  ctx: Context,
  info: GraphQLResolveInfo,
): Promise<Rows> {
  const batch = perField(ctx, info, () => {
    const asked = listOf(list, args)
    const withValue = value ? { ...asked, value: value(asked.row as Row<S>) } : asked
    return new ListBatch(readsOf(ctx), withValue, { size, backward: false })
  })
  return await batch.rows(parent.id)
}

/** All rows of a list. Throws TOO_COMPLEX when there are more than a short list shows. */
async function findAll<S extends Source>(
  list: ShortList<S>,
  value: Found<S>['value'],
  parent: WithId,
  args: ListArguments,
  ctx: Context,
  info: GraphQLResolveInfo,
): Promise<readonly FoundRow[]> {
  const { rows, more } = await findRows({ list, value, size: shortListCap }, parent, args, ctx, info)
  if (!more) return rows
  const name = `${info.parentType.name}.${info.fieldName}`
  throw tooManyItems({ list: name, cap: shortListCap, instead: list.instead })
}

/** Rows with what the query selects below the field. Pothos checks the type by its ref, which these helpers pass on. */
async function load(ctx: Context, info: GraphQLResolveInfo, source: Source, rows: readonly FoundRow[]) {
  const ids = rows.map((row) => row.id)
  const loaded = await loadRows<never>(ctx, info, source, ids)
  return loaded.filter((row) => row !== null)
}

/** Options of a field that shows all rows of a list, for `t.field`; `type` is the type of the rows. */
export function shortList<S extends Source, Type>(type: Type, list: ShortList<S>) {
  return {
    type: [type] as [Type],
    description: list.description,
    args: listArguments(list, 'ones'),
    extensions: { list },
    resolve: async (parent: WithId, args: ListArguments, ctx: Context, info: GraphQLResolveInfo) =>
      load(ctx, info, list.source, await findAll(list, undefined, parent, args, ctx, info)),
  }
}

/** Options of a field that shows the first row of a list, or null. */
export function firstOfList<S extends Source, Type>(type: Type, list: Omit<ShortList<S>, 'instead'>) {
  return {
    type,
    nullable: true as const,
    description: list.description,
    extensions: { list },
    resolve: async (parent: WithId, _args: object, ctx: Context, info: GraphQLResolveInfo) => {
      const { rows } = await findRows({ list, size: 1 }, parent, {}, ctx, info)
      return (await load(ctx, info, list.source, rows)).at(0) ?? null
    },
  }
}

/** Options of a field that shows one value of each row of a list. */
export function shortValues<S extends Source, Type>(type: Type, { value, ...list }: ValueList<S>) {
  return {
    type: [type] as [Type],
    description: list.description,
    extensions: { list },
    resolve: async (parent: WithId, _args: object, ctx: Context, info: GraphQLResolveInfo) =>
      (await findAll(list, value, parent, {}, ctx, info)).map((row) => row.value as never),
  }
}

/** Options of a field that shows one value of the first row of a list, or null. */
export function firstValue<S extends Source, Type>(type: Type, { value, ...list }: Omit<ValueList<S>, 'instead'>) {
  return {
    type,
    nullable: true as const,
    description: list.description,
    extensions: { list },
    resolve: async (parent: WithId, _args: object, ctx: Context, info: GraphQLResolveInfo) => {
      const { rows } = await findRows({ list, size: 1, value }, parent, {}, ctx, info)
      return (rows[0]?.value ?? null) as never
    },
  }
}
