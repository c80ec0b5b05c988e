import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

export type Condition = Expression<SqlBool>

/** The tables with the aliases under which a list, or the subquery around a condition, has them. */
export type Aliased = Tables & { e: Tables['entity']; f: Tables['fact'] }

/** Inside a query over `entity as e`. */
export const entityBuilder = expressionBuilder<Aliased, 'e'>()
/** Inside a query over `fact as f`. */
export const factBuilder = expressionBuilder<Aliased, 'f'>()

export const always: Condition = sql<SqlBool>`true`
export const never: Condition = sql<SqlBool>`false`

/** All of them; true when there are none. */
export function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return always
  return conditions.length === 1 ? (conditions[0] as Condition) : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Any of them; false when there are none. */
export function any(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return never
  return conditions.length === 1 ? (conditions[0] as Condition) : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`
}

/** The opposite. A condition that is unknown is not met, so its opposite is. */
export function not(condition: Condition): Condition {
  return sql<SqlBool>`(${condition}) is not true`
}

/**
 * One of these kinds. They stand in the statement itself, for how many rows are of a kind decides on its plan, and a
 * statement that is kept is planned without its values.
 */
export function ofKinds<Kind extends string>(expression: Expression<Kind>, kinds: readonly Kind[]): Condition {
  return sql<SqlBool>`${expression} in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`
}

/** One of the values; none of them for an empty list. */
export function oneOf<T>(expression: Expression<T | null>, values: readonly T[]): Condition {
  if (values.length === 0) return never
  return sql<SqlBool>`${expression} in (${sql.join(values)})`
}

/** AND, OR and NOT, the same for every kind of condition. */
export function logic<
  Where extends { AND?: readonly Where[] | null; OR?: readonly Where[] | null; NOT?: Where | null },
>(where: Where, compile: (where: Where) => Condition): Condition[] {
  const conditions: Condition[] = []
  if (where.AND) conditions.push(...where.AND.map(compile))
  if (where.OR) conditions.push(any(where.OR.map(compile)))
  if (where.NOT) conditions.push(not(compile(where.NOT)))
  return conditions
}
