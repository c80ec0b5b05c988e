import type { InputFieldMap } from '@pothos/core'
import { omit } from 'es-toolkit/object/omit'
import type { GraphQLField, GraphQLResolveInfo } from 'graphql'
import type { Expression } from 'kysely'
import { builder, type Context } from '../builder.ts'
import { pageArguments } from './argument.ts'
import { ListBatch } from './batch.ts'
import type { Asked, ConditionFields, Where } from './condition.ts'
import { Connection, type ConnectionRef } from './connection.ts'
import type { List } from './list.ts'
import { type Condition, ofKinds } from './logic.ts'
import type { AskedKey, Order, Ordering } from './order-input.ts'
import { type PageArguments, readPage } from './page.ts'
import { type Kind, Row } from './row.ts'
import { perField, readsOf, type WithId } from './rows.ts'
import type { Source } from './source.ts'

/** Which rows a field lists, and what callers can say of it: arguments and resolver follow from this. */
export interface ListDeclaration<S extends Source = Source> {
  /** Part of its cursors, so it never changes. */
  readonly name: string
  readonly source: S
  /** The kinds that are listed; all of them if not given. */
  readonly kinds?: readonly Kind[]
  /** For lists that belong to a row: which rows belong to the parent with this id. */
  scope?(row: Row<S>, parent: Expression<number>): Condition
  /** What is joined to each row, at most one row of it; rows without one are not listed. */
  joined?(row: Row<S>): Expression<unknown>
  /** What always holds of its rows. */
  conditions?(row: Row<S>): readonly Condition[]
  /** Conditions that are arguments of their own. */
  readonly filters?: () => ConditionFields<S>
  /** The input of the argument `where`. */
  readonly where?: Where<S>
  /** The input of the argument `orderBy`. */
  readonly orderBy?: Order<S>
  /** The order, where callers cannot choose it. */
  readonly order?: Ordering<S>
}

/** The arguments of a list as a caller gives them. */
export interface ListArguments extends PageArguments {
  readonly where?: Asked<Source> | null
  readonly orderBy?: readonly AskedKey[] | null
}

/** The declaration of a field that is a list; undefined for other fields. */
export function listOfField(field: Pick<GraphQLField<unknown, unknown>, 'extensions'>): ListDeclaration | undefined {
  return field.extensions.list as ListDeclaration | undefined
}

/** The list that a caller asks for. */
export function listOf<S extends Source>(declaration: ListDeclaration<S>, args: ListArguments): List {
  const { name, source, kinds, where, filters, scope } = declaration
  const row = Row.of<S>(source, kinds)
  const asked = args.where as Asked<S> | null | undefined
  const values = args as Readonly<Record<string, unknown>>
  const filtered = Object.entries(filters?.() ?? {}).flatMap(([key, filter]) =>
    values[key] == null ? [] : [filter.sql(row, values[key], false)],
  )
  const conditions = [
    ...(kinds ? [ofKinds(kindOf(row), kinds)] : []),
    ...(declaration.conditions?.(row) ?? []),
    ...filtered,
  ]
  const few = scope !== undefined || (where !== undefined && asked != null && where.namesFew(asked))
  const ordering = declaration.orderBy ?? declaration.order
  const order = ordering?.keys(row, args.orderBy, { where: asked ?? {}, few }) ?? []
  const joined = declaration.joined?.(row)
  const filter = where && asked ? where.sql(row, asked) : undefined
  return { name, row, joined, conditions, where: filter, order, scope: scope && ((parent) => scope(row, parent)) }
}

/** Only entities and facts are of kinds. */
function kindOf(row: Row<Source>): Expression<Kind> {
  return (row as Row<'entity' | 'fact'>).ref('kind')
}

/** The arguments of a list besides those of its page; `what` it lists. */
export function listArguments<S extends Source>({ where, orderBy, filters }: ListDeclaration<S>, what: string) {
  return builder.args((t): InputFieldMap => {
    const own = Object.entries(filters?.() ?? {}).map(([key, { type, description }]) => [
      key,
      t.field({ type, description }),
    ])
    return {
      ...Object.fromEntries(own),
      ...(where
        ? { where: t.field({ type: where.ref, description: `Which ${what} to list; all of them by default.` }) }
        : {}),
      ...(orderBy
        ? {
            orderBy: t.field({
              type: [orderBy.ref],
              description: `How to sort the list; ${orderBy.standard.description} by default.`,
            }),
          }
        : {}),
    }
  })
}

/** A connection as options of a field, for `t.field`: page by page, with the arguments that its declaration says. */
interface ConnectionOptions<S extends Source> extends Omit<ListDeclaration<S>, 'source'> {
  readonly description: string
}

function connectionField<S extends Source>(type: ConnectionRef<S>, options: ConnectionOptions<S>) {
  const { description, ...rest } = options
  const list: ListDeclaration<S> = { ...rest, source: type.source }
  const args = builder.args((t) => ({ ...listArguments(list, type.what), ...pageArguments(t) }))
  return { list, field: { type, description, args, extensions: { list } } }
}

/** The same arguments without one condition of `where`, wherever it must be met. */
function withoutCondition(args: ListArguments, condition: string): ListArguments {
  const strip = (where: Asked<Source>): Asked<Source> => {
    const { AND, ...rest } = omit(where as Record<string, unknown>, [condition]) as Asked<Source>
    return AND ? { ...rest, AND: AND.map(strip) } : rest
  }
  return args.where ? { ...args, where: strip(args.where) } : args
}

/** A connection of the query itself. */
export function rootConnection<S extends Source>(type: ConnectionRef<S>, options: ConnectionOptions<S>) {
  const { list, field } = connectionField(type, options)
  return {
    ...field,
    resolve: async (_root: unknown, args: ListArguments, ctx: Context) => {
      const make = (asked: ListArguments) => new ListBatch(readsOf(ctx), listOf(list, asked), readPage(asked))
      return new Connection(make(args), (condition) => make(withoutCondition(args, condition)))
    },
  }
}

/**
 * A connection of a row: all rows of a list that ask for it share the SQL statements. Errors in its arguments reject
 * and do not throw, because an executor that catches an exception within a list drops the promises of other items, and
 * their rejections would end the process.
 */
export function nestedConnection<S extends Source>(type: ConnectionRef<S>, options: ConnectionOptions<S>) {
  const { list, field } = connectionField(type, options)
  return {
    ...field,
    resolve: async (parent: WithId, args: ListArguments, ctx: Context, info: GraphQLResolveInfo) => {
      const make = (asked: ListArguments) => new ListBatch(readsOf(ctx), listOf(list, asked), readPage(asked))
      const without = (condition: string) =>
        perField(ctx, info, () => make(withoutCondition(args, condition)), `without ${condition}`)
      return new Connection(
        perField(ctx, info, () => make(args)),
        without,
        parent.id,
      )
    },
  }
}
