import { dayNumber, daysInMonth, firstDay, lastDay } from './day.ts'
import type { Point } from './point.ts'
import { seasonMonths } from './season.ts'

/** The first and the last day that a date can mean, as day numbers. */
export type Bounds = Pick<Point, 'earliest' | 'latest'>

/** What is known of a date, part by part. */
export type Parts = Pick<Point, 'precision' | 'year' | 'lastYear' | 'month' | 'day'>

/** One unit of each precision in months. A day is no number of months, and the unit of a season depends on the season. */
const unitInMonths = { MONTH: 1, YEAR: 12, DECADE: 120, CENTURY: 1200 } as const

/** The bounds of a date that is neither uncertain nor approximate. */
export function exactBounds(parts: Parts): Bounds {
  return boundsAround(parts, 0)
}

/**
 * The bounds of a date that is uncertain or approximate: one unit of its precision more on each side. 1950~ is 1949 to
 * 1951, 1951-12~ is November 1951 to January 1952, 195X~ is 1940 to 1969.
 */
export function widenedBounds(parts: Parts): Bounds {
  const { earliest, latest } = boundsAround(parts, 1)
  return { earliest: Math.max(earliest, firstDay), latest: Math.min(latest, lastDay) }
}

/** The bounds with some units more on each side. */
function boundsAround({ precision, year, lastYear, month, day }: Parts, units: number): Bounds {
  if (precision === 'DAY') {
    const number = dayNumber(year, month ?? 1, day ?? 1)
    return { earliest: number - units, latest: number + units }
  }
  const season = precision === 'SEASON' ? seasonMonths(month ?? 0) : undefined
  const [from, until] = season ? [season.first, season.last] : [month ?? 1, month ?? 12]
  const more = units * (season ? season.unit : unitInMonths[precision as keyof typeof unitInMonths])
  return { earliest: firstOfMonth(year, from - more), latest: lastOfMonth(lastYear, until + more) }
}

/** `month` counts from January of the year, which is 1; it may lie in another year. */
function firstOfMonth(year: number, month: number): number {
  const date = calendarMonth(year, month)
  return dayNumber(date.year, date.month, 1)
}

function lastOfMonth(year: number, month: number): number {
  const date = calendarMonth(year, month)
  return dayNumber(date.year, date.month, daysInMonth(date.year, date.month))
}

function calendarMonth(year: number, month: number): { year: number; month: number } {
  const years = Math.floor((month - 1) / 12)
  return { year: year + years, month: month - 12 * years }
}
