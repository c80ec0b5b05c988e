import { DossierError } from '../errors.ts'
import { quoted } from './fault.ts'

/** The days that the database's 32-bit columns hold; they lie in the years -5877641 and 5881580. */
export const firstDay = -(2 ** 31)
export const lastDay = 2 ** 31 - 1

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const daysBefore1970 = 719_162

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/**
 * The number of a day, counted from 1970-01-01, in the proleptic Gregorian calendar with astronomical years (0 is 1
 * BC). Does not use Date, which ends at the year 275760. `month` counts from 1; the parts must make a real day.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const past = year - 1
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0
  return 365 * past + leapDays - daysBefore1970 + (daysBeforeMonth[month - 1] ?? 0) + leapDay + day - 1
}

/**
 * The calendar date of a day number: `1951-12-06`. Years outside 0000 to 9999 are written as ISO 8601 expands them,
 * with a sign and at least six digits, as JavaScript's own dates are: `-000043-03-15`, `+012345-01-01`.
 */
export function dayToDate(day: number): string {
  if (!Number.isInteger(day)) throw new RangeError(`A day number is an integer, not ${day}`)
  let year = Math.floor((day + daysBefore1970) / 365.2425) + 1
  while (dayNumber(year, 1, 1) > day) year -= 1
  while (dayNumber(year + 1, 1, 1) <= day) year += 1
  let month = 12
  while (dayNumber(year, month, 1) > day) month -= 1
  return `${yearText(year)}-${twoDigits(month)}-${twoDigits(day - dayNumber(year, month, 1) + 1)}`
}

/** The day number of a calendar date as `dayToDate` writes it. Anything else throws BAD_USER_INPUT. */
export function dateToDay(date: string): number {
  const [, year = '', month = '', day = ''] = /^(\d{4}|[+-]\d{6,7})-(\d\d)-(\d\d)$/.exec(date) ?? []
  const number = dayNumber(Number(year), Number(month), Number(day))
  const kept = number >= firstDay && number <= lastDay
  if (year !== '' && kept && dayToDate(number) === date) return number
  throw new DossierError('BAD_USER_INPUT', `${quoted(date)} is not a calendar date: write 1951-12-06, for example.`)
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0')
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
