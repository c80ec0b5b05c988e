import { type Parsed, parse } from 'edtf'
import { exactBounds, widenedBounds } from './bounds.ts'
import { daysInMonth, firstDay, lastDay } from './day.ts'
import { notADate, quoted } from './fault.ts'
import { pointFault } from './point-fault.ts'

export type PointPrecision = 'DAY' | 'MONTH' | 'SEASON' | 'YEAR' | 'DECADE' | 'CENTURY'

/** One date, without start and end: what is known of it, part by part. */
export interface Point {
  /** Its EDTF text. */
  readonly text: string
  readonly precision: PointPrecision
  /** Astronomical (0 is 1 BC); the first year of a decade or century. */
  readonly year: number
  /** The last year of a decade or century; otherwise the year. */
  readonly lastYear: number
  /** 1 to 12, or 21 to 41 for seasons and parts of a year. Null where it is not known. */
  readonly month: number | null
  readonly day: number | null
  readonly approximate: boolean
  readonly uncertain: boolean
  /** The first and the last day that it can mean, as day numbers: of an uncertain or approximate date, widened. */
  readonly earliest: number
  readonly latest: number
}

/**
 * Reads one date. `whole` is the text that it was cut from and `start` its index there, for the message of the error.
 *
 * EDTF 0 and 1 without times of day, and a little more, where the meaning is clear: seasons and parts of a year up to
 * 41, and ~ ? % after any date. Not XXXX, which says nothing. The package knows the grammar; bounds are computed here,
 * because its own go through Date and take every spring for January to March.
 */
export function readPoint(text: string, whole = text, start = 0): Point {
  const [, body = '', sign = ''] = /^(.*?)([~?%]?)$/s.exec(text) ?? []
  const parsed = grammatical(body)
  const parts = parsed === undefined ? undefined : partsOf(body, parsed)
  if (parts === undefined) {
    const { index, problem } = pointFault(body)
    throw notADate(whole, start + index, problem)
  }
  const exact = exactBounds(parts)
  if (exact.earliest < firstDay || exact.latest > lastDay) {
    throw notADate(
      whole,
      start,
      `the year ${quoted(body)} {at} is out of reach; the years -5877640 to 5881579 are kept`,
    )
  }
  const bounds = sign === '' ? exact : widenedBounds(parts)
  return { text, ...parts, approximate: /[~%]/.test(sign), uncertain: /[?%]/.test(sign), ...bounds }
}

type Parts = Pick<Point, 'precision' | 'year' | 'lastYear' | 'month' | 'day'>

/** A year, month or day as most dates are. The package needs a tenth of a millisecond for each. */
const plainDate = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/

function grammatical(body: string): Parsed | undefined {
  const plain = plainDate.exec(body)
  if (plain) {
    const [year = 0, month, day] = plain.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
    const values = [year, ...(month === undefined ? [] : [month - 1]), ...(day === undefined ? [] : [day])]
    return { type: 'Date', level: 0, values }
  }
  // The package knows the year XXXX, and takes -0000 before XX.
  if (!/^[-Y\dX]+$/.test(body) || /^-0000|^-?XXXX/.test(body)) return undefined
  try {
    const parsed = parse(body, { types: ['Date', 'Year', 'Season'] })
    return parsed.level < 2 || (parsed.type === 'Season' && parsed.level === 2) ? parsed : undefined
  } catch {
    return undefined
  }
}

const lastDigit = 0b1000
const lastTwoDigits = 0b1100
const wholeMonth = 0b110000
const wholeDay = 0b11000000

function partsOf(body: string, { type, values, unspecified = 0 }: Parsed): Parts | undefined {
  const [first = 0, second = 0, day = 0] = values
  const year = first === 0 ? 0 : first
  const known = { year, lastYear: year, month: null, day: null }
  if (type === 'Season') return { ...known, precision: 'SEASON', month: second }
  if (unspecified === lastDigit) return { ...yearsOf(body, year, 10), precision: 'DECADE' }
  if (unspecified === lastTwoDigits) return { ...yearsOf(body, year, 100), precision: 'CENTURY' }
  if (values.length === 1 || unspecified & wholeMonth) return { ...known, precision: 'YEAR' }
  const month = second + 1
  if (values.length === 2 || unspecified & wholeDay) return { ...known, precision: 'MONTH', month }
  return day <= daysInMonth(year, month) ? { ...known, precision: 'DAY', month, day } : undefined
}

/** The years of a decade or century. -00XX ends with -1, because the year 0 has no sign. */
function yearsOf(body: string, year: number, count: number): Omit<Parts, 'precision'> {
  const negative = body.startsWith('-')
  const first = negative ? year - count + 1 : year
  const last = negative ? Math.min(year, -1) : year + count - 1
  return { year: first, lastYear: last, month: null, day: null }
}
