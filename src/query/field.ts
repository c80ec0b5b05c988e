import type { InputFieldMap } from '@pothos/core'
import { omit } from 'es-toolkit/object/omit'
import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { planOf } from '../execution/plans.ts'
import { pageArguments } from './argument.ts'
import { listQueryOf, sqlContext } from './asked-list.ts'
import type { Asked } from './condition.ts'
import { Connection, type ConnectionRef } from './connection.ts'
import { Counts } from './counts.ts'
import { type ListArguments, type ListDeclaration, listOf } from './declaration.ts'
import type { ListAnswer, ListQuery } from './list-query.ts'
import { listJsonOf, perField, readsOf, type WithId } from './rows.ts'
import type { Source } from './source.ts'

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
interface ConnectionOptions<S extends Source> extends Omit<ListDeclaration<S>, 'source' | 'size' | 'value'> {
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

/** The counts of a list, shared by all rows that it belongs to. */
function countsOf<S extends Source>(
  list: ListDeclaration<S>,
  args: ListArguments,
  ctx: Context,
  info: GraphQLResolveInfo,
): (without?: string) => Counts {
  return (without) => {
    const asked = without === undefined ? args : withoutCondition(args, without)
    return perField(ctx, info, () => new Counts(readsOf(ctx), listOf(list, asked)), `without ${without}`)
  }
}

/** A connection of the query itself. */
export function rootConnection<S extends Source>(type: ConnectionRef<S>, options: ConnectionOptions<S>) {
  const { list, field } = connectionField(type, options)
  return {
    ...field,
    resolve: (_root: unknown, args: ListArguments, ctx: Context, info: GraphQLResolveInfo) => {
      const query = listQueryOf(planOf(info), info.variableValues)
      const answer = () => readList(query, ctx, info)
      return new Connection({ answer, counts: countsOf(list, args, ctx, info) })
    },
  }
}

async function readList(query: ListQuery, ctx: Context, info: GraphQLResolveInfo): Promise<ListAnswer> {
  if (!query.isNeeded) return query.answer()
  const statement = query.statement(sqlContext(info.variableValues), ctx.takesText === true)
  const [found] = await readsOf(ctx).rows(statement)
  return query.answer(found?.list, found?.text)
}

/** A connection of a row. It is read together with the row. */
export function nestedConnection<S extends Source>(type: ConnectionRef<S>, options: ConnectionOptions<S>) {
  const { list, field } = connectionField(type, options)
  return {
    ...field,
    resolve: (parent: WithId, args: ListArguments, ctx: Context, info: GraphQLResolveInfo) => {
      const plan = planOf(info)
      const query = listQueryOf(plan, info.variableValues)
      const answer = () => query.answer(listJsonOf(parent, plan))
      return new Connection({ answer, counts: countsOf(list, args, ctx, info), parent: parent.id })
    },
  }
}
