import { monthNames } from './day.ts'
import type { Point } from './point.ts'
import { seasonName } from './season.ts'

/** "6 December 1951", "around 1950", "perhaps the 19th century": never more than is known. */
export function pointLabel(point: Point): string {
  const before = beforeYear(point)
  return hedge(point) + (before === '' ? yearsLabel(point) : `${before} ${yearsLabel(point)}`)
}

/**
 * "from 1952 to 1980", "since 1989" (ongoing), "from 1952" (end not known), "until 1980". A start and end with the same
 * text are one date; what both share is said once: "from 3 to 17 December 1951".
 */
export function spanLabel(from: Point | null, until: Point | null, ongoing: boolean): string {
  if (from === null) {
    if (until === null) return ongoing ? 'ongoing' : 'date unknown'
    return `until ${pointLabel(until)}`
  }
  if (until === null) return `${ongoing ? 'since' : 'from'} ${pointLabel(from)}`
  if (from.text === until.text) return pointLabel(from)
  return `from ${beginLabel(from, until)} to ${pointLabel(until)}`
}

/** The start without the year, or the month and year, that it shares with the end. */
function beginLabel(from: Point, until: Point): string {
  const certain = hedge(from) === '' && hedge(until) === ''
  const before = beforeYear(from)
  if (!certain || before === '' || beforeYear(until) === '' || from.year !== until.year) return pointLabel(from)
  if (from.precision === 'DAY' && until.precision === 'DAY' && from.month === until.month) return String(from.day)
  return from.precision === 'SEASON' || until.precision === 'SEASON' ? pointLabel(from) : before
}

function hedge({ uncertain, approximate }: Point): string {
  return (uncertain ? 'perhaps ' : '') + (approximate ? 'around ' : '')
}

/** The part before the year: a day and month, a month, a season, or nothing. */
function beforeYear({ precision, month, day }: Point): string {
  if (month === null) return ''
  if (precision === 'SEASON') return seasonName(month)
  const name = monthNames[month - 1] ?? ''
  return day === null ? name : `${day} ${name}`
}

function yearsLabel({ precision, year, lastYear }: Point): string {
  if (precision === 'DECADE') return decadeLabel(year, lastYear)
  if (precision === 'CENTURY') return centuryLabel(year)
  return yearLabel(year)
}

/** Years are astronomical, so 0 is 1 BC. A year of few or many digits would not look like a year. */
function yearLabel(year: number): string {
  if (year < 1) return `${1 - year} BC`
  if (year < 1000) return `AD ${year}`
  return year > 9999 ? `the year ${year}` : String(year)
}

/** -004X are the years -49 to -40, which are 50 to 41 BC: no decade that has a name. */
function decadeLabel(year: number, lastYear: number): string {
  if (year >= 1000) return `the ${year}s`
  if (year >= 10) return `the ${year}s AD`
  return lastYear < 1
    ? `the years ${1 - year} to ${yearLabel(lastYear)}`
    : `the years ${yearLabel(year)} to ${yearLabel(lastYear)}`
}

/** 18XX is called the 19th century, as people do, although that started in 1801. */
function centuryLabel(year: number): string {
  if (year >= 0) return `the ${ordinal(year / 100 + 1)} century`
  return `the ${ordinal(Math.ceil(-year / 100))} century BC`
}

function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
