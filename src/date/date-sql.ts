import { type Expression, sql } from '../database/sql.ts'
import { unsaid } from '../database/unsaid.ts'

/** A date in SQL, as the fields of FuzzyDate read it. */
export interface DateSql {
  readonly edtf: Expression<string | null>
  /** Days since 1970-01-01. */
  readonly earliest: Expression<number | null>
  readonly latest: Expression<number | null>
}

/** A period in SQL, as the fields of Period read it. */
export interface PeriodSql {
  readonly from: DateSql
  readonly until: DateSql
  readonly ongoing: Expression<boolean>
}

/** Gives what an operation selects below a field. */
export interface ShownBelow {
  below(source: DateSql): Expression<unknown>
}

/** The JSON of a field that shows a date; null where there is none. */
export function dateJson(date: DateSql, { below }: ShownBelow): Expression<unknown> {
  return sql`case when ${date.edtf} is not null then ${below(date)} end`
}

/** The days that PostgreSQL writes as GraphQL does: from the year 1 to the year 9999. */
const firstWritten = -719_162
const lastWritten = 2_932_896

/** A day as a calendar date. */
export function dayJson(day: Expression<number | null>): Expression<unknown> {
  return sql`case when ${day} between ${sql.lit(firstWritten)} and ${sql.lit(lastWritten)}
    then to_char('1970-01-01'::date + ${day}, 'YYYY-MM-DD') when ${day} is not null then ${unsaid} #>> '{}' end`
}
