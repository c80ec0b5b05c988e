import type { GraphQLResolveInfo } from 'graphql'
import type { Expression } from '../database/sql.ts'
import { planOf } from '../execution/plans.ts'
import { listQueryOf } from './asked-list.ts'
import { shortListCap, tooManyItems } from './cap.ts'
import type { ListDeclaration } from './declaration.ts'
import { listArguments } from './field.ts'
import type { ListAnswer } from './list-query.ts'
import type { Row } from './row.ts'
import { listJsonOf } from './rows.ts'
import type { Source } from './source.ts'

/** A list without pages that belongs to a row. It is read together with the row. */
interface ShortList<S extends Source> extends Omit<ListDeclaration<S>, 'size' | 'value'> {
  readonly description: string
  /** What shows the same page by page, for a caller who reaches the cap: "facts(where: { factKind: [ALIAS] })". */
  readonly instead: string
}

/** A value that is read of each row of a list, where the rows themselves are not shown. */
interface ValueList<S extends Source> extends ShortList<S> {
  value(row: Row<S>): Expression<unknown>
}

function answerOf(parent: object, info: GraphQLResolveInfo): ListAnswer {
  const plan = planOf(info)
  const query = listQueryOf(plan, info.variableValues)
  return query.answer(listJsonOf(parent, plan))
}

/** All rows of a list, or their values. Throws TOO_COMPLEX when there are more than a short list shows. */
function allOf(parent: object, info: GraphQLResolveInfo, instead: string): unknown[] {
  const { rows, hasNextPage } = answerOf(parent, info)
  if (!hasNextPage) return rows.map(({ value }) => value)
  const list = `${info.parentType.name}.${info.fieldName}`
  throw tooManyItems({ list, cap: shortListCap, instead })
}

/** What fields that show all of a list have in common. */
function whole<S extends Source>({ description, instead, ...list }: ShortList<S>) {
  return {
    description,
    extensions: { list: { ...list, size: shortListCap } },
    resolve: (parent: object, _args: object, _ctx: unknown, info: GraphQLResolveInfo) =>
      allOf(parent, info, instead) as never[],
  }
}

/** Options of a field that shows all rows of a list, for `t.field`; `type` is the type of the rows. */
export function shortList<S extends Source, Type>(type: Type, list: ShortList<S>) {
  return { ...whole(list), type: [type] as [Type], args: listArguments(list, 'ones') }
}

/** Options of a field that shows one value of each row of a list. */
export function shortValues<S extends Source, Type>(type: Type, list: ValueList<S>) {
  return { ...whole(list), type: [type] as [Type] }
}

/** Options of a field that shows the first row of a list, or null. */
export function firstOfList<S extends Source, Type>(
  type: Type,
  { description, ...list }: Omit<ShortList<S>, 'instead'>,
) {
  return {
    type,
    nullable: true as const,
    description,
    extensions: { list: { ...list, size: 1 } },
    resolve: (parent: object, _args: object, _ctx: unknown, info: GraphQLResolveInfo) =>
      (answerOf(parent, info).rows[0]?.value ?? null) as never,
  }
}

/** Options of a field that shows one value of the first row of a list, or null. */
export function firstValue<S extends Source, Type>(type: Type, list: Omit<ValueList<S>, 'instead'>) {
  return firstOfList(type, list)
}
