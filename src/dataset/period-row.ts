import { type FuzzyDate, parseEdtf } from '../date/edtf.ts'
import { parsePeriod, periodColumns } from '../date/period.ts'

/** A period in EDTF as the columns of a fact, an event or a campaign. */
export function periodRow(edtf: string | undefined) {
  const columns = periodColumns(edtf === undefined ? null : parsePeriod(edtf))
  return {
    from_edtf: columns.fromEdtf,
    from_earliest: columns.fromEarliest,
    from_latest: columns.fromLatest,
    until_edtf: columns.untilEdtf,
    until_earliest: columns.untilEarliest,
    until_latest: columns.untilLatest,
    ongoing: columns.ongoing,
  }
}

/** A date in EDTF as three columns: dateRow('founded', '1951') is founded_edtf, founded_earliest and founded_latest. */
export function dateRow<Name extends string>(name: Name, edtf: string | undefined) {
  const date: FuzzyDate | undefined = edtf === undefined ? undefined : parseEdtf(edtf)
  return {
    [`${name}_edtf`]: date?.edtf ?? null,
    [`${name}_earliest`]: date?.earliest ?? null,
    [`${name}_latest`]: date?.latest ?? null,
  } as Record<`${Name}_edtf` | `${Name}_earliest` | `${Name}_latest`, string | number | null>
}
