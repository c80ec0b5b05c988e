import { type Expression, sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { type DateWhere, dateCondition } from '../date/where.ts'
import { condition } from './condition.ts'
import { all, type Condition, not } from './logic.ts'
import type { Row } from './row.ts'

/** The columns of a date or a period: the outermost days it can mean, and whether anything is known at all. */
interface DateColumns {
  readonly earliest: Expression<number | null>
  readonly latest: Expression<number | null>
  readonly known: Expression<boolean>
}

/** The conditions on the period of a row. */
export function periodConditions(row: Row<'fact' | 'event' | 'campaign'>, where: DateWhere): Condition {
  const known = sql<boolean>`(${row.ref('fromEdtf')} is not null or ${row.ref('untilEdtf')} is not null or ${row.ref('ongoing')})`
  return dateConditions({ earliest: row.ref('fromEarliest'), latest: row.ref('untilLatest'), known }, where)
}

/** A condition on the period of a fact, under whichever name the kind of fact has for it. */
export function factPeriod(description: string) {
  return condition<'fact', typeof DateWhereRef>({ type: DateWhereRef, description, sql: periodConditions })
}

/** The conditions of a DateWhere in SQL; src/date/where.ts states what each means, and a test compares the two. */
export function dateConditions({ earliest, latest, known }: DateColumns, where: DateWhere): Condition {
  const { within, overlaps, before, after, isNull } = dateCondition(where)
  const conditions: Condition[] = []
  if (within) {
    conditions.push(known)
    if (within.earliest !== null) conditions.push(sql`(${earliest} >= ${within.earliest}) is true`)
    if (within.latest !== null) conditions.push(sql`(${latest} <= ${within.latest}) is true`)
  }
  if (overlaps) {
    if (overlaps.latest !== null) conditions.push(sql`(${earliest} <= ${overlaps.latest}) is not false`)
    if (overlaps.earliest !== null) conditions.push(sql`(${latest} >= ${overlaps.earliest}) is not false`)
  }
  if (before) conditions.push(sql`(${latest} < ${before.earliest}::integer) is true`)
  if (after) conditions.push(sql`(${earliest} > ${after.latest}::integer) is true`)
  if (isNull !== undefined) conditions.push(isNull ? not(known) : known)
  return all(conditions)
}
