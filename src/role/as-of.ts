import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { Context } from '../builder.ts'
import { type FuzzyDate, fuzzyDateOf } from '../date/edtf.ts'
import { type PeriodColumns, periodEdtf } from '../date/period.ts'
import type { DateWhere } from '../date/where.ts'
import { dateConditions } from '../query/date.ts'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { perOperation, readsOf } from '../query/rows.ts'

interface AsOf {
  readonly id: number
  readonly edtf: string
  readonly earliest: number | null
  readonly latest: number | null
}

/** Of the texts that state a fact, the one that speaks of the latest time. */
const latestText = sql`select d.as_of_edtf as edtf, d.as_of_earliest as earliest, d.as_of_latest as latest
  from evidence as e join paragraph as p on p.id = e.paragraph_id join document as d on d.id = p.document_id
  where d.as_of_edtf is not null`
const latestFirst = sql`d.as_of_earliest desc nulls last, d.id`

function loader(ctx: Context): DataLoader<number, FuzzyDate | null> {
  return new DataLoader(async (ids) => {
    const rows = await readsOf(ctx).rows(sql<AsOf>`
      select asked.id, text.* from unnest(${[...ids]}::integer[]) as asked (id) cross join lateral (
        ${latestText} and e.fact_id = asked.id order by ${latestFirst} limit 1
      ) as text`)
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => {
      const row = byId.get(id)
      return row ? fuzzyDateOf(row.edtf, row.earliest, row.latest) : null
    })
  })
}

/** The time at which a text says that the post is held; null if the text says when it was held, or nobody knows. */
export async function heldAsOf(ctx: Context, role: { id: number } & PeriodColumns): Promise<FuzzyDate | null> {
  if (periodEdtf(role) !== null) return null
  return await perOperation(ctx, 'heldAsOf', () => loader(ctx)).load(role.id)
}

/** The conditions on that time. */
export function heldAsOfMeets(fact: Row<'fact'>, where: DateWhere): Condition {
  const isUndated = sql`${fact.ref('fromEdtf')} is null and ${fact.ref('untilEdtf')} is null and not ${fact.ref('ongoing')}`
  const column = (name: 'edtf' | 'earliest' | 'latest') => sql<number | null>`(
    select ${sql.ref(name)} from (
      ${latestText} and e.fact_id = ${fact.id} and ${isUndated} order by ${latestFirst} limit 1
    ) as text)`
  const known = sql<boolean>`(${column('edtf')} is not null)`
  return dateConditions({ earliest: column('earliest'), latest: column('latest'), known }, where)
}
