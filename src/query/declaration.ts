import { once } from 'es-toolkit/function/once'
import type { GraphQLField } from 'graphql'
import type { Expression } from '../database/sql.ts'
import type { Asked, ConditionFields, Where } from './condition.ts'
import type { CursorForm } from './cursor.ts'
import type { List } from './list.ts'
import { type Condition, ofKinds } from './logic.ts'
import type { AskedKey, Order, Ordering } from './order-input.ts'
import type { PageArguments } from './page.ts'
import { type Kind, Row } from './row.ts'
import type { Source } from './source.ts'

/** Which rows a field lists, and what callers can say of it: arguments, SQL and resolver follow from this. */
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
  /** The form of its cursors, if callers know it. */
  readonly cursors?: CursorForm
  /** For lists without pages: how many rows are read. */
  readonly size?: number
  /** For lists that show a value of each row and not the row itself. */
  value?(row: Row<S>): Expression<unknown>
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

/** The list that a caller asks for; of a row of the query around it, if it belongs to one. */
export function listOf<S extends Source>(declaration: ListDeclaration<S>, args: ListArguments, outer?: Row): List {
  const { name, source, kinds, where, filters, scope } = declaration
  const row = outer ? outer.inside<S>(source, kinds) : Row.of<S>(source, kinds)
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
  const matches = once(() => (where && asked ? where.sql(row, asked) : undefined))
  // What is wrong with conditions is said here. Ranges of an order are made of the same ones, mostly in their place.
  if (!order.some((key) => key.where)) matches()
  return {
    name,
    row,
    joined: declaration.joined?.(row),
    conditions,
    get where() {
      return matches()
    },
    order,
    scope: scope && ((parent) => scope(row, parent)),
    value: declaration.value?.(row),
  }
}

/** Only entities and facts are of kinds. */
function kindOf(row: Row<Source>): Expression<Kind> {
  return (row as Row<'entity' | 'fact'>).ref('kind')
}
