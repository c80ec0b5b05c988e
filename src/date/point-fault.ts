import { daysInMonth, monthNames } from './day.ts'

/** Where a date goes wrong, counted from 0, and what is wrong there; {at} stands for the position. */
export interface Fault {
  index: number
  problem: string
}

const months = /^(0[1-9]|1[0-2]|XX)$/
const seasons = /^(2[1-9]|3\d|4[01])$/

/**
 * What is wrong with a text that is not a single date, with a guess at what was meant. Used only for texts that the
 * grammar refuses, or that name a day which their month does not have.
 */
export function pointFault(text: string): Fault {
  if (text === '') return { index: 0, problem: 'a date is missing {at}' }
  if (text.startsWith('Y')) return longYearFault()
  return misplacedFault(text) ?? partsFault(text)
}

function longYearFault(): Fault {
  const problem =
    '“Y” {at} begins a year of five digits or more, such as Y12345 or Y-12345, and nothing follows that year'
  return { index: 0, problem: `${problem}; years of four digits have no Y` }
}

function misplacedFault(text: string): Fault | undefined {
  const index = text.search(/[~?%.Y]/)
  if (index < 0) return undefined
  const sign = text[index]
  if (sign === '.')
    return { index, problem: '“.” {at} is out of place; two dots (..) in place of a date are an open begin or end' }
  if (sign === 'Y') return { index, problem: '“Y” {at} can only be the first character' }
  return { index, problem: `“${sign}” {at} is out of place; one of ~ ? % (both) can end a date, and mark all of it` }
}

function partsFault(text: string): Fault {
  const start = text.startsWith('-') ? 1 : 0
  const [year = '', month, day, rest] = text.slice(start).split('-')
  const monthAt = start + year.length + 1
  const dayAt = monthAt + (month ?? '').length + 1
  const problem = yearProblem(year, start === 1, month !== undefined)
  if (problem !== undefined) return { index: start, problem }
  const ofMonth = monthProblem(month ?? '', day !== undefined)
  if (ofMonth !== undefined) return { index: monthAt, problem: ofMonth }
  if (rest !== undefined)
    return { index: dayAt + (day ?? '').length, problem: 'nothing can follow the day, but “-” does {at}' }
  return { index: dayAt, problem: dayProblem(year, month ?? '', day ?? '', start === 1) }
}

function yearProblem(year: string, negative: boolean, more: boolean): string | undefined {
  if (/^X{4}$/.test(year)) return `the year ${year} {at} says nothing; leave out a date that is not known`
  if (/^\d{8}$/.test(year)) return `${year} {at} lacks the hyphens between year, month and day`
  if (/^\d{5,}$/.test(year))
    return `the year ${year} {at} has more than four digits; such a year begins with Y: Y${year}`
  if (year.length !== 4) {
    const meant = 'write 0987 for the year 987, 195X for the 1950s, 18XX for the 19th century'
    return `a year of four digits is missing {at}; ${meant}`
  }
  if (year === '0000' && negative) return 'the year 0 {at} has no sign: write 0000'
  if (!/^(\d{4}|\d{3}X|\d\dXX)$/.test(year)) {
    return `in the year ${year} {at} only the last digit (195X) or the last two (19XX) can be X`
  }
  if (more && year.endsWith('X')) return `the year ${year} {at} is not fully known, so no month can follow it`
  return undefined
}

function monthProblem(month: string, more: boolean): string | undefined {
  if (month.length !== 2) return `a month of two digits, or XX, is missing {at}`
  if (/^(X\d|\dX)$/.test(month)) return `in the month ${month} {at} either both digits are X or none`
  if (seasons.test(month)) return more ? `the season ${month} {at} has no days` : undefined
  if (months.test(month)) return undefined
  return `month ${month} {at} is not one of 01 to 12, nor one of 21 to 41, which are seasons and parts of a year`
}

function dayProblem(year: string, month: string, day: string, negative: boolean): string {
  if (day.length !== 2) return 'a day of two digits, or XX, is missing {at}'
  if (/X/.test(day)) return `in the day ${day} {at} either both digits are X or none`
  if (month === 'XX') return `day ${day} {at} has a month that is not known; write XX for it as well`
  const length = daysInMonth(negative ? -Number(year) : Number(year), Number(month))
  const sign = negative ? '-' : ''
  return `day ${day} {at} does not exist: ${monthNames[Number(month) - 1]} ${sign}${year} has the days 01 to ${length}`
}
