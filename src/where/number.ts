import { type Expression, sql } from 'kysely'
import type { Condition } from './condition.ts'
import type { IntWhere } from './shape.ts'

const comparisons = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** What is asked of a number: all that is given. */
export function compare(value: Expression<unknown>, where: IntWhere): Condition[] {
  const asked = Object.keys(comparisons) as (keyof typeof comparisons)[]
  return asked
    .filter((operator) => where[operator] != null)
    .map((operator) => sql`${value} ${sql.raw(comparisons[operator])} ${where[operator]}`)
}

/** Whether the conditions hold for 0. */
export function holdsForNone({ eq, gt, gte, lt, lte }: IntWhere): boolean {
  return (eq ?? 0) === 0 && (gt ?? -1) < 0 && (gte ?? 0) <= 0 && (lt ?? 1) > 0 && (lte ?? 0) >= 0
}
