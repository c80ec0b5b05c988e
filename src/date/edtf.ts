import { checkCharacters, notADate } from './fault.ts'
import { pointLabel, spanLabel } from './label.ts'
import { type Point, type PointPrecision, readPoint } from './point.ts'

export type DatePrecision = PointPrecision | 'INTERVAL'

/**
 * A date with the first and the last day that it can mean, as numbers of days since 1970-01-01 in the proleptic
 * Gregorian calendar. Null: open or unknown.
 *
 * `~`, `?` and `%` widen the bounds by one unit of the precision on each side: "around 1950" and "perhaps 1950" go from
 * 1949-01-01 to 1951-12-31. Unspecified digits widen them, too: 195X goes from 1950-01-01 to 1959-12-31. `precision` is
 * that of what is known, so 1951-XX is a YEAR.
 */
export interface FuzzyDate {
  /** As it was written, except that 1952/1952 becomes 1952. */
  readonly edtf: string
  readonly earliest: number | null
  readonly latest: number | null
  readonly precision: DatePrecision
  /** In English: "September 2016", "around 1950", "from 1952 to 1980". */
  readonly label: string
}

/** What an EDTF text says, before it becomes a FuzzyDate or a Period. A single date is start and end. */
export interface Span {
  /** Null: open or unknown. */
  readonly from: Point | null
  readonly until: Point | null
  /** The end was said not to have come: `..` */
  readonly ongoing: boolean
}

/**
 * Reads an EDTF text (levels 0 and 1, without times of day). Throws BAD_USER_INPUT: the message names the value, the
 * position (from 1) and examples of what would be right; `details` has value and position.
 */
export function parseEdtf(text: string): FuzzyDate {
  const { from, until, ongoing } = readSpan(text)
  if (from !== null && from.text === until?.text) return dateOf(from)
  return {
    edtf: text,
    earliest: from?.earliest ?? null,
    latest: until?.latest ?? null,
    precision: 'INTERVAL',
    label: spanLabel(from, until, ongoing),
  }
}

function dateOf(point: Point): FuzzyDate {
  const { text, earliest, latest, precision } = point
  return { edtf: text, earliest, latest, precision, label: pointLabel(point) }
}

/** Rebuilds a FuzzyDate from its stored columns. Null when there is no date. */
export function fuzzyDateOf(edtf: string | null, earliest: number | null, latest: number | null): FuzzyDate | null {
  if (edtf === null) return null
  let date = recent.get(edtf)
  if (date === undefined) {
    date = parseEdtf(edtf)
    const [oldest] = recent.keys()
    if (recent.size >= 2000 && oldest !== undefined) recent.delete(oldest)
    recent.set(edtf, date)
  }
  return { ...date, earliest, latest }
}

/** A cache of dates in stored columns, because few of them differ, and reading one takes a tenth of a millisecond. */
const recent = new Map<string, FuzzyDate>()

/** Reads one date or an interval of two; throws like parseEdtf. */
export function readSpan(text: string): Span {
  checkCharacters(text)
  const slash = text.indexOf('/')
  if (slash < 0) {
    const point = readPoint(text)
    return { from: point, until: point, ongoing: false }
  }
  const second = text.indexOf('/', slash + 1)
  if (second >= 0) throw notADate(text, second, 'a second “/” stands {at}, and an interval has one')
  const from = readEnd(text, 0, slash)
  const until = readEnd(text, slash + 1, text.length)
  const ongoing = text.endsWith('/..')
  if (from === null && until === null && !ongoing) {
    throw notADate(text, slash, 'neither side of the “/” {at} has a date; leave out a date that is not known')
  }
  if (from !== null && until !== null && from.earliest > until.latest) {
    throw notADate(text, slash + 1, `the end ${until.text} {at} lies before the begin ${from.text}`)
  }
  return { from, until, ongoing }
}

function readEnd(text: string, start: number, end: number): Point | null {
  const part = text.slice(start, end)
  return part === '' || part === '..' ? null : readPoint(part, text, start)
}
