import type { Parts } from '../date/bounds.ts'
import { daysInMonth } from '../date/day.ts'
import type { Months } from './month.ts'
import { beforeChrist, decade, seasonsOf, tenIn } from './period-word.ts'

/** A date that a text says; `year` null: it stands with a year elsewhere. */
export type Mention = Omit<Parts, 'year' | 'lastYear'> & {
  readonly year: number | null
  readonly lastYear: number | null
}

type Groups = Readonly<Record<string, string | undefined>>

/** A way to write dates: what it looks like, and what it says. */
export interface DateRule {
  readonly pattern: RegExp
  readonly read: (groups: Groups) => readonly (Mention | undefined)[]
}

function mention(
  precision: Parts['precision'],
  year: number | null,
  month: number | null = null,
  day: number | null = null,
): Mention {
  return { precision, year, lastYear: year, month, day }
}

const yearOf = (year: number): Mention => mention('YEAR', year)

function monthOf(year: number | null, month: number): Mention | undefined {
  return month >= 1 && month <= 12 ? mention('MONTH', year, month) : undefined
}

function dayOf(year: number | null, month: number, day: number): Mention | undefined {
  // 2000 is a leap year.
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year ?? 2000, month)
  return isReal ? mention('DAY', year, month, day) : undefined
}

const decadeOf = (year: number): Mention => ({ ...mention('DECADE', year), lastYear: year + 9 })

/** The 21st century has the years 2000 to 2099, the 5th century BC 499 to 400 BC, as in EDTF. */
function centuryOf(number: number, isBefore: boolean): Mention {
  const year = isBefore ? 1 - number * 100 : (number - 1) * 100
  return { ...mention('CENTURY', year), lastYear: year + 99 }
}

/** A year of two digits may be of this century or of the one before. */
const bothCenturies = (digits: string | number): number[] => [1900, 2000].map((century) => century + Number(digits))

/** The years of a text; a short one is completed from the year before it: 91 in "1989–91". */
function yearsOf(year: string | undefined, until?: string): number[] {
  if (year === undefined) return []
  if (until === undefined) return [Number(year)]
  return [Number(year), Number(until.length < year.length ? year.slice(0, -until.length) + until : until)]
}

const numbersIn = (text: string | undefined): number[] => (text?.match(/\d+/gu) ?? []).map(Number)

const romanDigits: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }

function romanNumber(text: string): number {
  const values = [...text.toUpperCase()].map((letter) => romanDigits[letter] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

const ordinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: 4 }

/** No digit goes on before or after. */
const [start, end] = [String.raw`(?<![\d$€£¥]|\d[.,/-])`, String.raw`(?!\d|[.,]\d)`]
const joint = String.raw`\s*(?:[-–—&]|\b(?:and|or|to|until|till|through|und|bis|et|au|à|y|al|e|a|en|tot)\b)\s*(?:the\s+)?`
const ordinal = String.raw`(?:st|nd|rd|th|er|\.?[ºª°]|\.)?`
const before = `(?<era>${beforeChrist})`
const roman = String.raw`[IVX]+(?:er|e|ème|ᵉ|th|st)?`
const romans = `${roman}(?:${joint}${roman}){0,3}`

/** The ways to write dates with digits only, and with English words. Each takes its text from those after it. */
export function plainRules(language: string): DateRule[] {
  const seasons = seasonsOf(language)
  return [
    rule(String.raw`${start}(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})${end}`, ({ year, month, day }) => [
      dayOf(Number(year), Number(month), Number(day)),
    ]),
    rule(
      String.raw`(?:(?<![前전]\s?\d*)(?<year>\d{3,4})\s?[年년]\s?)?(?<month>\d{1,2})\s?[月월](?:\s?(?<day>\d{1,2})\s?[日일])?`,
      ({ year, month, day }) => {
        const known = year === undefined ? null : Number(year)
        return [day === undefined ? monthOf(known, Number(month)) : dayOf(known, Number(month), Number(day))]
      },
    ),
    rule(
      String.raw`${start}(?<one>\d{1,2})(?<mark>[./-])\s?(?<other>\d{1,2})\k<mark>\s?(?<year>\d{4}|\d{2})${end}`,
      ({ one, other, year = '' }) =>
        (year.length === 2 ? bothCenturies(year) : [Number(year)]).flatMap((known) => [
          dayOf(known, Number(other), Number(one)),
          dayOf(known, Number(one), Number(other)),
        ]),
    ),
    rule(String.raw`${start}(?<year>\d{4})-(?<month>0[1-9]|1[0-2])(?![\d-])`, ({ year = '', month }) => [
      monthOf(Number(year), Number(month)),
      ...yearsOf(year, month).map(yearOf),
    ]),
    rule(String.raw`${start}(?<month>0?[1-9]|1[0-2])/(?<year>\d{4})(?![\d/])`, ({ year, month }) => [
      monthOf(Number(year), Number(month)),
    ]),
    rule(
      // In French, "a été" is no summer.
      String.raw`(?<![\p{L}\p{M}]|(?<!\p{L})(?:a|ont|avait|avaient|avoir|ayant)\s)(?<season>${Object.keys(seasons).join('|')})s?,?\s+(?:(?:of|in|de|del|des|di|do|van|dell['’])\s+)?(?<year>\d{4})(?:\s?[-–/]\s?(?<until>\d{4}|\d{2}))?${end}`,
      ({ season = '', year, until }) =>
        yearsOf(year, until).flatMap((known) => [
          mention('SEASON', known, seasons[season.toLowerCase()] ?? null),
          yearOf(known),
        ]),
      'i',
    ),
    ...[
      String.raw`(?<which>first|second|third|fourth|last|[1-4])(?:st|nd|rd|th)?\s+(?<part>quarter|half)\s+(?:of\s+)?(?<year>\d{4})${end}`,
      String.raw`\b(?<part>Q|H)(?<which>[1-4])[\s/,-]*(?:of\s+)?(?<year>\d{4})${end}`,
      String.raw`${start}(?<year>\d{4})[\s/-]*(?<part>Q|H)(?<which>[1-4])\b`,
    ].map((pattern) => rule(pattern, readPart, 'i')),
    rule(
      String.raw`${start}(?<year>\d{3}0)(?:['’]?s|er)(?![\p{L}\p{M}])|\b(?:années|anos|años|anni)\s+(?<other>\d{3}0)${end}`,
      ({ year, other }) => {
        const known = Number(year ?? other)
        return [decadeOf(known), ...(known % 100 === 0 ? [centuryOf(known / 100 + 1, false)] : [])]
      },
    ),
    rule(decade, ({ ten = '' }) => bothCenturies(tenIn(ten)).map(decadeOf), 'i'),
    rule(
      String.raw`${start}(?<list>(?:\d{1,2}${ordinal}(?:\s*,|${joint})\s*){0,4}\d{1,2})${ordinal}[\s-]*(?:century|centuries|cent\.|Jahrhunderts?|Jhd?t?s?\b\.?|век\p{L}*)(?:\s+${before})?`,
      ({ list, era }) => numbersIn(list).map((number) => centuryOf(number, era !== undefined)),
      'i',
    ),
    ...[
      String.raw`(?<![\p{L}\p{M}])(?<list>${romans})\s+(?:siècles?|century|centuries|secol[oi]|wiek\p{L}*|век\p{L}*)(?:\s+${before})?`,
      String.raw`(?:sig|séc|sec)(?:lo|ulo|olo)s?\s+(?<list>${romans}|[ivx]+)(?![\p{L}\p{M}])(?:\s+${before})?`,
    ].map((pattern) =>
      rule(pattern, ({ list = '', era }) =>
        (list.match(/[IVX]+|^[ivx]+$/gu) ?? []).map((number) => centuryOf(romanNumber(number), era !== undefined)),
      ),
    ),
    rule(String.raw`(?:公元前|紀元前|西元前|기원전)\s?(?<year>\d{1,4})`, ({ year }) => [yearOf(1 - Number(year))]),
    rule(String.raw`${start}(?<year>\d{1,4})(?:\s?[-–—/]\s?(?<until>\d{1,4}))?\s?${before}`, ({ year, until }) =>
      [year, until].flatMap((known) => (known === undefined ? [] : [yearOf(1 - Number(known))])),
    ),
    rule(
      String.raw`(?:\bAD|\bA\.D\.)\s?(?<year>\d{1,4})${end}|${start}(?<other>\d{1,4})\s?(?:AD|CE|A\.D\.)(?!\p{L})`,
      ({ year, other }) => [yearOf(Number(year ?? other))],
    ),
    rule(String.raw`${start}(?<year>\d{3,4})\s?[-–—/]\s?(?<until>\d{4}|\d{1,3})${end}`, ({ year, until }) =>
      yearsOf(year, until).map(yearOf),
    ),
    // Not "from twelve in 1951 to 53 members".
    rule(
      String.raw`(?<!\bin\s+)${start}(?<year>\d{4})\s+(?:to|bis)\s+(?<until>\d{2})(?!\d|[.,]\d|\s?%|[\s-]*[\p{L}(])`,
      ({ year = '', until = '' }) => (year.slice(2) < until ? yearsOf(year, until).map(yearOf) : []),
    ),
    rule(String.raw`${start}(?<year>\d{3,4})${end}(?!\s?%)`, ({ year }) => [yearOf(Number(year))]),
    rule(String.raw`['’](?<two>\d{2})(?![\d\p{L}])`, ({ two = '' }) => bothCenturies(two).map(yearOf)),
  ]
}

function readPart({ which = '', part = '', year }: Groups): Mention[] {
  const number = ordinals[which.toLowerCase()] ?? Number(which)
  const isHalf = /^h/iu.test(part)
  if (number > (isHalf ? 2 : 4)) return []
  return [mention('SEASON', Number(year), (isHalf ? 39 : 32) + number)]
}

/** The ways to write dates with the name of a month. */
export function monthRules({ pattern: month, numberOf }: Months): DateRule[] {
  const comma = String.raw`\s*,\s*(?:(?:and|or)\s+)?|\s?/\s?`
  const list = String.raw`(?:\d{1,2}${ordinal}(?:${comma}|${joint})){0,6}\d{1,2}`
  const range = String.raw`(?:\d{1,2}${ordinal}${joint}){0,6}\d{1,2}`
  // After a month, a comma may also end the date: "On May 5, 12 people came."
  const series = String.raw`\d{1,2}${ordinal}(?:\s*,\s*\d{1,2}${ordinal}){1,5},?\s+(?:and|or|&)\s+(?:the\s+)?\d{1,2}|\d{1,2}/\d{1,2}`
  const year = String.raw`(?<year>\d{3,4}|['’]\d{2})${end}(?!\s?(?:${beforeChrist}))`
  const of = String.raw`(?:(?:of|de|del)\s+|d['’])?`
  const readDays = ({ days, name = '', year: known }: Groups) =>
    yearsAfter(known).flatMap((one) => numbersIn(days).map((day) => dayOf(one, numberOf(name), day)))
  return [
    rule(
      String.raw`${start}(?<days>${list})${ordinal}(?:\s+day)?[\s-]+${of}(?<name>${month})(?:[\s,-]+${of}${year})?`,
      readDays,
    ),
    rule(
      String.raw`(?<name>${month})\s+(?:the\s+)?(?<days>${series}|${range})(?:st|nd|rd|th)?(?![\d/])(?:,?\s+${year})?`,
      readDays,
    ),
    rule(
      String.raw`(?<name>${month})\s*${joint}(?<next>${month})\s+(?<year>\d{4})\s?[-–/]\s?(?<until>\d{4}|\d{2})${end}`,
      ({ name = '', next = '', year: known, until }) => {
        const [first = 0, last = first] = yearsOf(known, until)
        return [monthOf(first, numberOf(name)), monthOf(last, numberOf(next))]
      },
    ),
    rule(String.raw`(?<name>${month})(?:[\s,-]+${of}${year})?`, ({ name = '', year: known }) =>
      yearsAfter(known).map((one) => monthOf(one, numberOf(name))),
    ),
  ]
}

function yearsAfter(year: string | undefined): (number | null)[] {
  if (year === undefined) return [null]
  return /^\d/u.test(year) ? [Number(year)] : bothCenturies(year.slice(1))
}

function rule(pattern: string, read: DateRule['read'], flags = ''): DateRule {
  return { pattern: new RegExp(pattern, `gu${flags}`), read }
}
