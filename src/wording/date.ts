import { exactBounds, type Parts } from '../date/bounds.ts'
import { daysInMonth } from '../date/day.ts'
import { readPoint } from '../date/point.ts'
import { type DateRule, type Mention, monthRules, plainRules } from './date-rule.ts'
import { monthsOf, withOrdinalsAsDigits } from './month.ts'
import { withPlainDigits } from './numeral.ts'

const known = new Map<string, readonly DateRule[]>()

function rulesOf(language: string): readonly DateRule[] {
  const made = known.get(language)
  if (made) return made
  const [first, ...others] = plainRules(language)
  const rules = [first as DateRule, ...monthRules(monthsOf(language)), ...others]
  known.set(language, rules)
  return rules
}

/** All dates that a text says, in any usual spelling of its language or English. A date that can be read in several
 * ways stands for all of them: 5/12/1951 is the fifth of December and the twelfth of May. */
export function datesIn(text: string, language: string): readonly Mention[] {
  const found: Mention[] = []
  let rest = withOrdinalsAsDigits(withPlainDigits(text), monthsOf(language))
  for (const { pattern, read } of rulesOf(language)) {
    rest = rest.replaceAll(pattern, (match, ...details) => {
      const mentions = read(details.at(-1)).filter((mention) => mention !== undefined)
      found.push(...mentions)
      // What was read is taken out, so that the year of a day is no year of its own.
      return mentions.length === 0 ? match : '\u0000'.repeat(match.length)
    })
  }
  return found
}

/**
 * Whether one of the dates is the date, given in EDTF: equally exact or more exact, because "5 December 1951" says
 * 1951-12 and 1951, too, while "1951" does not say 1951-12. A day or month without a year is completed by the years
 * that stand with it: "In 2016 it grew. In September it joined."
 */
export function holdsDate(dates: readonly Mention[], edtf: string): boolean {
  const wanted = readPoint(edtf.replace(/[~?%]$/u, ''))
  const isSeason = wanted.precision === 'SEASON' && (wanted.month ?? 0) <= lastSeason
  const bounds = exactBounds(wanted)
  return withYears(dates).some((date) => {
    if (isSeason) return date.precision === 'SEASON' && date.year === wanted.year && seasonOf(date) === seasonOf(wanted)
    const { earliest, latest } = exactBounds(date)
    return earliest >= bounds.earliest && latest <= bounds.latest
  })
}

/** EDTF's numbers of seasons, from 21 to 32, repeat the four seasons for each hemisphere. */
const lastSeason = 32

const seasonOf = ({ month }: Pick<Parts, 'month'>) => ((month ?? 0) - 21) % 4

function withYears(dates: readonly Mention[]): Parts[] {
  const years = new Set(dates.flatMap(({ year }) => year ?? []))
  return dates.flatMap((date) => {
    const possible = date.year === null ? [...years] : [date.year]
    return possible
      .map((year) => ({ ...date, year, lastYear: date.lastYear ?? year }))
      .filter(({ year, month, day }) => (day ?? 1) <= daysInMonth(year, month ?? 1) || date.precision === 'SEASON')
  })
}
