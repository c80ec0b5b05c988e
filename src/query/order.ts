import { type Expression, sql } from '../database/sql.ts'

export type Direction = 'ASC' | 'DESC'
export type Nulls = 'FIRST' | 'LAST'

/** A value of a key as a cursor carries it. */
export type KeyValue = string | number | null

/** The kinds of values that lists are ordered by: how PostgreSQL is told the type of what a cursor brings back. */
export type KeyType = 'text' | 'integer' | 'bigint' | 'float8' | 'numeric' | 'timestamptz'

/** One key of an order: what rows are compared by, and which way round. */
export interface OrderKey {
  /** Tells this key from others in a cursor. */
  readonly name: string
  readonly expression: Expression<unknown>
  /** What the expression needs joined to each row, at most one row of it. */
  readonly join?: Expression<unknown>
  /** Where the rows are in the order in several ranges of an index: see range.ts. */
  readonly ranges?: Expression<unknown>
  /** What is left of the conditions that callers ask for, where rows come from ranges. */
  readonly where?: Expression<boolean>
  /** A statement that counts the rows of the ranges, where nothing else is asked of them. */
  readonly counted?: Expression<unknown>
  readonly type: KeyType
  readonly nullable: boolean
  readonly direction: Direction
  readonly nulls: Nulls
}

/** A key that is never null. Unique keys end every order, so that no two rows are equal. */
export function uniqueKey(
  name: string,
  expression: Expression<unknown>,
  type: KeyType,
  direction: Direction = 'ASC',
): OrderKey {
  return { name, expression, type, nullable: false, direction, nulls: 'LAST' }
}

/** Names an order, so that a cursor of one order is not taken for a cursor of another. */
export function orderSignature(order: readonly OrderKey[]): string {
  return order.map((key) => `${key.name} ${key.direction} ${key.nulls}`).join(', ')
}

/** The same list from its other end. */
export function reverseOrder(order: readonly OrderKey[]): OrderKey[] {
  return order.map((key) => ({
    ...key,
    direction: key.direction === 'ASC' ? 'DESC' : 'ASC',
    nulls: key.nulls === 'FIRST' ? 'LAST' : 'FIRST',
  }))
}

/** What stands after ORDER BY for one key. A key that is never null says nothing of nulls, so that an index fits. */
export function orderBy(key: OrderKey): Expression<unknown> {
  const direction = key.direction === 'ASC' ? sql`asc` : sql`desc`
  if (!key.nullable) return sql`${key.expression} ${direction}`
  return sql`${key.expression} ${direction} nulls ${key.nulls === 'FIRST' ? sql`first` : sql`last`}`
}

/** The key as a cursor carries it: instants as text, because a JavaScript date would lose microseconds. */
export function keyOutput(key: OrderKey): Expression<unknown> {
  if (key.type === 'timestamptz') return sql`to_char(${key.expression}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  if (key.type === 'float8') return sql`${key.expression}::float8`
  // As text, because a JavaScript number would lose digits.
  if (key.type === 'numeric') return sql`${key.expression}::text`
  return key.expression
}

function literal(key: OrderKey, value: KeyValue): Expression<unknown> {
  return sql`${value}::${sql.raw(key.type)}`
}

function equal(key: OrderKey, value: KeyValue): Expression<boolean> {
  return value === null ? sql`${key.expression} is null` : sql`${key.expression} = ${literal(key, value)}`
}

/** Rows whose key alone puts them strictly after `value`; undefined where none can be. */
function beyond(key: OrderKey, value: KeyValue): Expression<boolean> | undefined {
  if (value === null) return key.nulls === 'FIRST' ? sql`${key.expression} is not null` : undefined
  const comparison = sql<boolean>`${key.expression} ${sql.raw(key.direction === 'ASC' ? '>' : '<')} ${literal(key, value)}`
  return key.nullable && key.nulls === 'LAST' ? sql`(${comparison} or ${key.expression} is null)` : comparison
}

/**
 * Rows that come strictly after a position in the order: the key set condition of a page. Keys that are never null and
 * run the same way are compared as one row value, which PostgreSQL answers from an index; others are spelled out.
 */
export function afterPosition(order: readonly OrderKey[], position: readonly KeyValue[]): Expression<boolean> {
  const [head] = order
  if (head && order.every((key) => !key.nullable && key.direction === head.direction)) {
    const keys = sql.join(order.map((key) => key.expression))
    const values = sql.join(order.map((key, index) => literal(key, position[index] ?? null)))
    return sql`(${keys}) ${sql.raw(head.direction === 'ASC' ? '>' : '<')} (${values})`
  }
  const alternatives: Expression<boolean>[] = []
  for (const [index, key] of order.entries()) {
    const further = beyond(key, position[index] ?? null)
    if (!further) continue
    const ties = order.slice(0, index).map((tie, place) => equal(tie, position[place] ?? null))
    alternatives.push(sql`(${sql.join([...ties, further], ' and ')})`)
  }
  return alternatives.length > 0 ? sql`(${sql.join(alternatives, ' or ')})` : sql`false`
}

/**
 * The rows after a position as ranges that follow each other in the order, each of which an index can read by itself.
 * Where only the first key can be null, one range has its values and one its nulls; else there is one range.
 */
export function rangesAfter(order: readonly OrderKey[], position: readonly KeyValue[]): Expression<boolean>[][] {
  const [head, ...ties] = order
  const isSimple = ties.every((key) => !key.nullable && key.direction === head?.direction)
  if (!head?.nullable || !isSimple || ties.length === 0) return [[afterPosition(order, position)]]
  const [value = null, ...rest] = position
  const isNull = sql<boolean>`${head.expression} is null`
  if (value === null) {
    const nulls = [isNull, afterPosition(ties, rest)]
    return head.nulls === 'LAST' ? [nulls] : [nulls, [sql<boolean>`${head.expression} is not null`]]
  }
  const values = afterPosition([{ ...head, nullable: false }, ...ties], position)
  return head.nulls === 'LAST' ? [[values], [isNull]] : [[values]]
}
