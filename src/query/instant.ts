import { builder } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import { all, type Condition } from './logic.ts'

/** Conditions on an instant. */
export interface InstantWhere {
  readonly before?: Date | null
  readonly after?: Date | null
}

export const InstantWhereRef = builder.inputRef<InstantWhere>('InstantWhere').implement({
  description: 'Conditions on an instant. All that are given must be met.',
  fields: (t) => ({
    before: t.field({ type: 'DateTime', description: 'It is earlier than this instant.' }),
    after: t.field({ type: 'DateTime', description: 'It is later than this instant.' }),
  }),
})

/** The graph keeps microseconds and shows milliseconds: what shows as the instant itself is neither before nor after it. */
export function instantConditions(instant: Expression<Date>, { before, after }: InstantWhere): Condition {
  const conditions: Condition[] = []
  if (before) conditions.push(sql`${instant} < ${before.toISOString()}::timestamptz`)
  if (after) conditions.push(sql`${instant} >= ${after.toISOString()}::timestamptz + interval '1 millisecond'`)
  return all(conditions)
}
