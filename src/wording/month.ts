import { escapeRegExp } from 'es-toolkit/string/escapeRegExp'
import { smallNumbers } from './number-word.ts'

/** Names that Intl does not know: of Austria, and one more way to shorten. */
const others: readonly (readonly [string, number])[] = [
  ['Sept', 9],
  ['Jänner', 1],
  ['Jän', 1],
  ['Feber', 2],
]

/** English names in small letters. Those that are also other words have to stand before a year. */
const small = 'january february march april may june july august september october november december'.split(' ')
const ambiguous = new Set(['march', 'may', 'august'])
const beforeYear = String.raw`(?=\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?(?:1\d|20)\d{2}(?!\d))`

export interface Months {
  /** A regular expression for the names of months, as the texts of a language write them. */
  readonly pattern: string
  /** From 1. */
  numberOf(name: string): number
}

const known = new Map<string, Months>()

/** The names of months in a language and in English, whole and shortened. */
export function monthsOf(language: string): Months {
  const found = known.get(language) ?? readMonths(language)
  known.set(language, found)
  return found
}

function readMonths(language: string): Months {
  const numbers = new Map<string, number>(others)
  for (const locale of [language, 'en']) {
    for (const [name, month] of namesIn(locale)) {
      for (const form of [name, capitalized(name, locale), name.toLocaleUpperCase(locale)]) {
        if (!numbers.has(form)) numbers.set(form, month)
      }
    }
  }
  for (const [index, name] of small.entries()) {
    if (!ambiguous.has(name) && !numbers.has(name)) numbers.set(name, index + 1)
  }
  const names = [...numbers.keys()].toSorted((one, other) => other.length - one.length)
  const pattern = String.raw`(?<![\p{L}\p{M}])(?:${names.map((name) => escapeRegExp(name)).join('|')}|(?:${[...ambiguous].join('|')})${beforeYear})\.?(?![\p{L}\p{M}])`
  const numberIn = (name: string) => numbers.get(name) ?? small.indexOf(name) + 1
  return { pattern, numberOf: (name) => numberIn(name.replace(/\.$/u, '')) }
}

/** With a day and without, because many languages decline them: "grudzień", but "5 grudnia". */
function namesIn(locale: string): [string, number][] {
  const formats = (['long', 'short'] as const).flatMap((month) =>
    [{ month }, { month, day: 'numeric' } as const, { month, year: 'numeric' } as const].map(
      (options) => new Intl.DateTimeFormat([locale, 'en'], { ...options, calendar: 'gregory', timeZone: 'UTC' }),
    ),
  )
  return Array.from({ length: 12 }, (_, index) => index).flatMap((index) =>
    formats.flatMap((format): [string, number][] => {
      const parts = format.formatToParts(Date.UTC(2001, index, 5))
      const name = parts.find(({ type }) => type === 'month')?.value.replace(/\.$/u, '') ?? ''
      // "12月" is read as a number.
      return name === '' || /\p{N}/u.test(name) ? [] : [[name, index + 1]]
    }),
  )
}

function capitalized(name: string, locale: string): string {
  const [first = ''] = name
  return first.toLocaleUpperCase(locale) + name.slice(first.length)
}

const ordinalWords = [...smallNumbers].filter(([word]) => /(?:st|nd|rd|th)$/u.test(word))
/** The first of a month has a name in languages that count the other days. */
const firstWords = 'primero primeiro primo premier ersten erster'.split(' ')
const days = new Map(
  [
    ...ordinalWords,
    ...firstWords.map((word): [string, number] => [word, 1]),
    ...[...smallNumbers].flatMap(([ten, value]) =>
      value === 20 || value === 30
        ? ordinalWords.flatMap(([word, unit]): [string, number][] =>
            unit > 0 && unit < 10 ? [[`${ten}-${word}`, value + unit]] : [],
          )
        : [],
    ),
  ].filter(([, day]) => day >= 1 && day <= 31),
)
const dayWords = [...days.keys()].toSorted((one, other) => other.length - one.length).join('|')

const centuries = new RegExp(
  String.raw`\b(?:(?:${dayWords})\b(?:\s*(?:,|and|or|to|[-–])\s*)?)+(?=[\s-]*centur(?:y|ies)\b)`,
  'giu',
)
const dayWord = new RegExp(String.raw`\b(?:${dayWords})\b`, 'giu')

/** A text with ordinals in digits: "the fifth of December" as "the 5 of December", "the twentieth century". */
export function withOrdinalsAsDigits(text: string, { pattern }: Months): string {
  const before = new RegExp(String.raw`\b(?:${dayWords})(?=(?:\s+day)?\s+(?:(?:of|de|di|d['’])\s*)?${pattern})`, 'giu')
  const after = new RegExp(String.raw`(?<=${pattern}\s+(?:the\s+)?)(?:${dayWords})\b`, 'giu')
  const digits = (word: string) => String(days.get(word.toLowerCase()) ?? word)
  return text
    .replace(before, digits)
    .replace(after, digits)
    .replace(centuries, (list) => list.replace(dayWord, digits))
}
