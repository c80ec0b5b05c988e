import { type Expression, sql } from '../database/sql.ts'
import { type DateSql, dateJson, type PeriodSql } from '../date/date-sql.ts'
import { type FuzzyDate, fuzzyDateOf } from '../date/edtf.ts'
import { dateOfPeriod, type PeriodColumns, periodOf, periodSelection } from '../date/period.ts'
import type { FieldJson } from './field-json.ts'
import type { Row } from './row.ts'
import { at, reach, type Shows, selectAt, type Values } from './shown-at.ts'

/** The columns of a date whose names begin alike: "founded" for foundedEdtf, foundedEarliest, foundedLatest. */
function dateColumns(row: Row, name: string): DateSql {
  const column = <T>(part: string) => row.ref(`${name}${part}` as never) as Expression<T>
  return { edtf: column('Edtf'), earliest: column('Earliest'), latest: column('Latest') }
}

function periodColumns(row: Row): PeriodSql {
  const ongoing = row.ref('ongoing' as never) as Expression<boolean>
  return { from: dateColumns(row, 'from'), until: dateColumns(row, 'until'), ongoing }
}

/** A period as one date, as `dateOfPeriod` reads it. */
const periodDateJson: FieldJson<Row> = (row, { below }) => {
  const { from, until, ongoing } = periodColumns(row)
  const open = sql`case when ${ongoing} then '..' else '' end`
  const edtf = sql<string>`case when ${from.edtf} = ${until.edtf} then ${from.edtf}
    else concat(${from.edtf}, '/', coalesce(${until.edtf}, ${open})) end`
  const date: DateSql = { edtf, earliest: from.earliest, latest: until.latest }
  return sql`case when ${from.edtf} is not null or ${until.edtf} is not null or ${ongoing} then ${below(date)} end`
}

/** A field that shows the time of its row as one date: when a criticism was stated, when a figure was measured. */
export const dateOfRow: Shows = {
  select: periodSelection as never,
  resolve: (row) => dateOfPeriod(row as PeriodColumns) as never,
  extensions: { json: periodDateJson },
}

/** The JSON of a field that shows the time of its row as a period. */
export const periodJson: FieldJson<Row> = (row, { below }) => below(periodColumns(row))

/** A field that shows the time of its row as a period. */
export const periodOfRow: Shows = {
  select: periodSelection as never,
  resolve: (row) => periodOf(row as PeriodColumns) as never,
  extensions: { json: periodJson },
}

/** A field that shows the period of the row to which a single relation leads, which is always there. */
export function periodAt(relation: string): Shows {
  return {
    select: selectAt([relation], { select: periodSelection }) as never,
    resolve: (row) => periodOf(at(row as Values, [relation]) as PeriodColumns) as never,
    extensions: { json: (row, shown) => shown.below(periodColumns(reach(row, [relation], shown))) },
  }
}

/** A field that shows a date: "organization.founded" are the columns foundedEdtf ... of the row `organization`. */
export function dateAt(path: string): Shows {
  const names = path.split('.')
  const [name = '', ...before] = names.toReversed()
  const way = before.toReversed()
  const columns = ['Edtf', 'Earliest', 'Latest'].map((part) => `${name}${part}`)
  const selection = Object.fromEntries(columns.map((column) => [column, true]))
  const resolve = (row: unknown): FuzzyDate | null => {
    const [edtf, earliest, latest] = columns.map((column) => at(row as Values, [...way, column]))
    return fuzzyDateOf(edtf as string | null, earliest as number | null, latest as number | null)
  }
  return {
    select: (way.length === 0 ? selection : selectAt(way, { select: selection })) as never,
    resolve: (row) => resolve(row) as never,
    extensions: { json: (row, shown) => dateJson(dateColumns(reach(row, way, shown), name), shown) },
  }
}
