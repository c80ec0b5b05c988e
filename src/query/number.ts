import { builder } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import type { Condition } from './logic.ts'

/** Conditions on a number, as callers write them. */
export interface IntWhere {
  readonly eq?: number | null
  readonly gt?: number | null
  readonly gte?: number | null
  readonly lt?: number | null
  readonly lte?: number | null
}

export const IntWhereRef = builder.inputRef<IntWhere>('IntWhere').implement({
  description: 'Conditions on a number. All that are given must be met.',
  fields: (t) => ({
    eq: t.int({ description: 'It is equal to this number.' }),
    gt: t.int({ description: 'It is greater than this number.' }),
    gte: t.int({ description: 'It is greater than or equal to this number.' }),
    lt: t.int({ description: 'It is less than this number.' }),
    lte: t.int({ description: 'It is less than or equal to this number.' }),
  }),
})

/** Conditions on a decimal number, as callers write them. */
export interface DecimalWhere {
  readonly eq?: string | null
  readonly gt?: string | null
  readonly gte?: string | null
  readonly lt?: string | null
  readonly lte?: string | null
}

export const DecimalWhereRef = builder.inputRef<DecimalWhere>('DecimalWhere').implement({
  description: 'Conditions on a decimal number. All that are given must be met.',
  fields: (t) => ({
    eq: t.field({ type: 'Decimal', description: 'It is equal to this number.' }),
    gt: t.field({ type: 'Decimal', description: 'It is greater than this number.' }),
    gte: t.field({ type: 'Decimal', description: 'It is greater than or equal to this number.' }),
    lt: t.field({ type: 'Decimal', description: 'It is less than this number.' }),
    lte: t.field({ type: 'Decimal', description: 'It is less than or equal to this number.' }),
  }),
})

const comparisons = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The conditions on a number, all of which must be met. */
export function compare(value: Expression<unknown>, where: IntWhere | DecimalWhere): Condition[] {
  const asked = Object.keys(comparisons) as (keyof typeof comparisons)[]
  return asked
    .filter((operator) => where[operator] != null)
    .map((operator) => sql`${value} ${sql.raw(comparisons[operator])} ${where[operator]}`)
}

/** Whether the conditions hold for 0. */
export function holdsForNone({ eq, gt, gte, lt, lte }: IntWhere): boolean {
  return (eq ?? 0) === 0 && (gt ?? -1) < 0 && (gte ?? 0) <= 0 && (lt ?? 1) > 0 && (lte ?? 0) >= 0
}
