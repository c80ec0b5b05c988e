import { type Expression, sql } from '../database/sql.ts'

/** A condition as SQL. */
export type Condition = Expression<boolean>

export const always: Condition = sql<boolean>`true`
export const never: Condition = sql<boolean>`false`

/** All of them; true when there are none. */
export function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return always
  return conditions.length === 1 ? (conditions[0] as Condition) : sql<boolean>`(${sql.join(conditions, ' and ')})`
}

/** Any of them; false when there are none. */
export function any(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return never
  return conditions.length === 1 ? (conditions[0] as Condition) : sql<boolean>`(${sql.join(conditions, ' or ')})`
}

/** The opposite. A condition that is unknown is not met, so its opposite is. */
export function not(condition: Condition): Condition {
  return sql<boolean>`(${condition}) is not true`
}

/**
 * One of these kinds. Inlined, not parameters: prepared statements are planned without values, and the plan depends on
 * how many rows are of a kind.
 */
export function ofKinds<Kind extends string>(expression: Expression<Kind>, kinds: readonly Kind[]): Condition {
  return sql<boolean>`${expression} in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`
}

/** One of the values; none of them for an empty list. */
export function oneOf<T>(expression: Expression<T | null>, values: readonly T[]): Condition {
  if (values.length === 0) return never
  return sql<boolean>`${expression} in (${sql.join(values)})`
}

/** One of a set of ids that is known to be small: PostgreSQL finds the set first, once, and then uses an index. */
export function inSmallSet(id: Expression<number | null>, ids: Expression<number>): Condition {
  return sql<boolean>`${id} = any (array(${ids}))`
}
