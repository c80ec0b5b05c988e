import { sql } from '../database/sql.ts'
import { type FuzzyDate, fuzzyDateOf } from '../date/edtf.ts'
import type { DateWhere } from '../date/where.ts'
import { dateConditions } from '../query/date.ts'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'

/** Of the texts that state a fact, the one that speaks of the latest time. */
const latestText = sql`select d.as_of_edtf as edtf, d.as_of_earliest as earliest, d.as_of_latest as latest
  from evidence as e join paragraph as p on p.id = e.paragraph_id join document as d on d.id = p.document_id
  where d.as_of_edtf is not null`
const latestFirst = sql`d.as_of_earliest desc nulls last, d.id`

/** The post says not when it was held. */
const isUndated = (fact: Row<'fact'>): Condition =>
  sql`${fact.ref('fromEdtf')} is null and ${fact.ref('untilEdtf')} is null and not ${fact.ref('ongoing')}`

/** What fields that show that time have as extensions: it is read with the row of the post. */
export const heldAsOfRead = {
  values: {
    heldAsOf: (fact: Row<'fact'>) => sql`case when ${isUndated(fact)} then (
      select json_build_array(edtf, earliest, latest)
      from (${latestText} and e.fact_id = ${fact.id} order by ${latestFirst} limit 1) as text) end`,
  },
}

/** The time at which a text says that the post is held; null if the text says when it was held, or nobody knows. */
export function heldAsOf(role: object): FuzzyDate | null {
  const { heldAsOf: found } = role as { heldAsOf: readonly [string, number | null, number | null] | null }
  return found && fuzzyDateOf(...found)
}

/** The conditions on that time. */
export function heldAsOfMeets(fact: Row<'fact'>, where: DateWhere): Condition {
  const column = (name: 'edtf' | 'earliest' | 'latest') => sql<number | null>`(
    select ${sql.ref(name)} from (
      ${latestText} and e.fact_id = ${fact.id} and ${isUndated(fact)} order by ${latestFirst} limit 1
    ) as text)`
  const known = sql<boolean>`(${column('edtf')} is not null)`
  return dateConditions({ earliest: column('earliest'), latest: column('latest'), known }, where)
}
