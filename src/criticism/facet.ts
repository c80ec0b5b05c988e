import { type Expression, sql } from '../database/sql.ts'
import type { Facet } from '../query/counts.ts'

/** The first and the last day number that PostgreSQL's type date can hold. */
const datable = [-2_440_588, 2_145_031_948] as const

/** The astronomical year of a day number; null for days that PostgreSQL's type date cannot hold. */
function yearOf(day: Expression<number | null>): Expression<number | null> {
  const year = sql`extract(year from date '1970-01-01' + ${day})::integer`
  // PostgreSQL has no year 0: its -1 is the year 0 of ISO 8601.
  return sql`case when ${day} between ${datable[0]}::integer and ${datable[1]}::integer
    then case when ${year} < 0 then ${year} + 1 else ${year} end end`
}

const critics: Facet<'fact'> = {
  name: 'critics',
  by: 'count',
  counted: (fact) => ({ value: fact.ref('subjectId'), where: fact.ref('hasSubject') }),
}

const targets: Facet<'fact'> = {
  name: 'targets',
  by: 'count',
  counted: (fact) => ({ value: fact.ref('objectId') }),
}

/** A criticism counts for each topic that it is filed under and for all broader ones: as the condition `topics` finds it. */
const topics: Facet<'fact'> = {
  name: 'topics',
  by: 'count',
  counted: (fact) => {
    const under = fact.beside('criticismUnder')
    return {
      value: under.ref('entityId'),
      joined: sql`join ${under.from} on ${under.ref('criticismId')} = ${fact.id} and ${under.ref('reach')} = 'TOPIC'`,
    }
  },
}

/** The year it was stated in; null where the date is unknown or does not lie within one year. */
const years: Facet<'fact'> = {
  name: 'years',
  by: 'value',
  counted: (fact) => {
    const [first, last] = [yearOf(fact.ref('fromEarliest')), yearOf(fact.ref('untilLatest'))]
    return { value: sql`case when ${first} = ${last} then ${first} end` }
  },
}

/** Ways to count a list of criticisms; each counts the whole list, not the page. */
export const criticismFacets = { critics, targets, topics, years }
