import { type Expression, sql } from 'kysely'
import { type DateWhere, dateCondition } from '../date/where.ts'
import { all, type Condition, not } from './condition.ts'

/** The columns of a date or a period: the outermost days it can mean, and whether anything is known at all. */
export interface DateColumns {
  readonly earliest: Expression<number | null>
  readonly latest: Expression<number | null>
  readonly known: Expression<boolean>
}

/** The begin and the end of a period in the table under `alias`. */
export function periodColumnsOf(alias: string): DateColumns {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return {
    earliest: sql.ref(`${alias}.fromEarliest`),
    latest: sql.ref(`${alias}.untilLatest`),
    known: sql`(${column('fromEdtf')} is not null or ${column('untilEdtf')} is not null or ${column('ongoing')})`,
  }
}

/** The founding of `organization as o`. */
export const foundedColumns: DateColumns = {
  earliest: sql.ref('o.foundedEarliest'),
  latest: sql.ref('o.foundedLatest'),
  known: sql`(o.founded_edtf is not null)`,
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
