import { type FuzzyDate, parseEdtf } from '../date/edtf.ts'
import { parsePeriod, periodColumns } from '../date/period.ts'

/** A cache of `read`, because the same years occur again and again, and reading one takes a tenth of a millisecond. */
function remembered<T>(read: (edtf: string) => T): (edtf: string) => T {
  const known = new Map<string, T>()
  return (edtf) => {
    const found = known.get(edtf) ?? read(edtf)
    if (known.size < 10_000) known.set(edtf, found)
    return found
  }
}

const readPeriod = remembered(parsePeriod)
const readDate = remembered(parseEdtf)

/** A period in EDTF as the columns of a fact, an event or a campaign. */
export function periodRow(edtf: string | undefined) {
  const columns = periodColumns(edtf === undefined ? null : readPeriod(edtf))
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
  const date: FuzzyDate | undefined = edtf === undefined ? undefined : readDate(edtf)
  return {
    [`${name}_edtf`]: date?.edtf ?? null,
    [`${name}_earliest`]: date?.earliest ?? null,
    [`${name}_latest`]: date?.latest ?? null,
  } as Record<`${Name}_edtf` | `${Name}_earliest` | `${Name}_latest`, string | number | null>
}
