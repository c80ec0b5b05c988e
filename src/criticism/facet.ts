import { type Expression, sql } from 'kysely'
import type { Facet } from '../connection/tally.ts'

/** The first and the last day number that PostgreSQL's type date can hold. */
const datable = [-2_440_588, 2_145_031_948] as const

/** The astronomical year of a day number; null for days that PostgreSQL's type date cannot hold. */
function yearOf(column: string): Expression<number | null> {
  const day = sql.ref<number | null>(column)
  const year = sql`extract(year from date '1970-01-01' + ${day})::integer`
  // PostgreSQL has no year 0: its -1 is the year 0 of ISO 8601.
  return sql`case when ${day} between ${datable[0]}::integer and ${datable[1]}::integer
    then case when ${year} < 0 then ${year} + 1 else ${year} end end`
}

/** Ways to count a list of criticisms; each counts the whole list, not the page. */
export const criticismFacets = {
  critics: (first: number): Facet => ({ name: 'critics', value: sql.ref('f.subjectId'), by: 'count', first }),
  targets: (first: number): Facet => ({ name: 'targets', value: sql.ref('f.objectId'), by: 'count', first }),
  topics: (first: number): Facet => ({
    name: 'topics',
    value: sql.ref('counted.topicId'),
    joined: sql`join criticism_topic as counted on counted.criticism_id = f.id`,
    by: 'count',
    first,
  }),
  /** The year it was stated in; null where the date is unknown or does not lie within one year. */
  years: (): Facet => ({
    name: 'years',
    value: sql<number | null>`case when ${yearOf('f.fromEarliest')} = ${yearOf('f.untilLatest')}
      then ${yearOf('f.fromEarliest')} end`,
    by: 'value',
    first: 10_000,
  }),
}
