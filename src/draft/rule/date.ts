import { datesIn } from '../../wording/date.ts'
import { date } from './vocabulary.ts'

/** A date of a text in EDTF, as exact as the text says it: "September 2016" is 2016-09. Undefined if it is none. */
export function edtfOf(text: string): string | undefined {
  const [mention, ...others] = datesIn(text, 'en')
  if (mention === undefined || mention.year === null || others.length > 0) return undefined
  const { precision, year, month, day } = mention
  const parts = [String(year).padStart(4, '0'), twoDigits(month), twoDigits(day)]
  if (precision === 'YEAR') return parts[0]
  if (precision === 'MONTH') return parts.slice(0, 2).join('-')
  return precision === 'DAY' ? parts.join('-') : undefined
}

const twoDigits = (part: number | null): string => String(part ?? '').padStart(2, '0')

const monthNames = 'January February March April May June July August September October November December'.split(' ')

/** "2016", "in September 2016" or "on 6 December 1951", for statements. */
export function inDate(edtf: string): string {
  const [year = '', month, day] = edtf.split('-')
  if (month === undefined) return `in ${year}`
  const name = monthNames[Number(month) - 1] ?? ''
  return day === undefined ? `in ${name} ${year}` : `on ${Number(day)} ${name} ${year}`
}

const leading = new RegExp(
  String.raw`^(?:In|On|As of|As at|By|At)\s(?:the\s(?:end|start|beginning)\sof\s)?(?:early\s|late\s|mid-)?(?<date>${date})(?:,|(?<=^As\s(?:of|at)\s.{1,30})\s|(?<=^In\s\d{4})\s(?=\p{Lu}|the\s|it\s|its\s|both\s))`,
  'u',
)

/** The date that a sentence starts with: "In 2003, ...". */
export function leadingDate(sentence: string): string | undefined {
  const found = leading.exec(sentence)?.groups?.date
  return found === undefined ? undefined : edtfOf(found)
}
