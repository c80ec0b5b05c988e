import type { FigureQualifier } from '../../generated/prisma/enums.ts'
import { plainDecimal } from '../../model/decimal.ts'

/** A number as a text says it. */
export interface Amount {
  /** In plain digits. */
  readonly decimal: string
  readonly qualifier: FigureQualifier
  /** ISO 4217. */
  readonly currency?: string
}

/** Signs of currencies that stand for one currency only. A plain "$" is that of many countries. */
const currencies: Readonly<Record<string, string>> = {
  US$: 'USD',
  USD: 'USD',
  '€': 'EUR',
  EUR: 'EUR',
  '£': 'GBP',
  GBP: 'GBP',
  A$: 'AUD',
  C$: 'CAD',
  CHF: 'CHF',
  euro: 'EUR',
  euros: 'EUR',
  'US dollars': 'USD',
  'U.S. dollars': 'USD',
  'Swiss francs': 'CHF',
  'pounds sterling': 'GBP',
  '¥': 'JPY',
}

const money = String.raw`(?:(?<![\p{L}])(?:US\s?\$|A\$|C\$|USD|EUR|GBP|CHF)|[€£¥$])\s?`
const hedge = String.raw`(?:[Aa]bout|[Aa]round|[Aa]pproximately|[Ss]ome|[Rr]oughly|[Ee]stimated|an estimated|[Oo]ver|[Mm]ore than|[Aa]lmost|[Nn]early|[Uu]nder|[Ll]ess than|[Ff]ewer than|[Aa]t least|[Uu]p to|[Nn]o more than|~)`
const scales: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9, trillion: 12 }

/** Nothing that goes on as another number, a range, a share or an ordinal. */
const end = String.raw`(?![\d%]|[.,]\d|\s?(?:%|per cent|percent)|[-–]\d|(?:st|nd|rd|th)\b)`

/** An amount, as part of a pattern, with the groups hedge, money, digits, plus, scale and word. */
export const amount = String.raw`(?:(?<hedge>${hedge})\s?)?(?:(?<money>${money})|(?<![\d.,$€£¥\p{L}-]))(?<digits>\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,4})?)(?<plus>\+)?(?:\s(?<scale>thousand|million|billion|trillion))?(?:\s(?<word>USD|EUR|CHF|GBP|euros?|US dollars|U\.S\. dollars|Swiss francs|pounds sterling)\b)?${end}`

/** Reads the groups of a match of `amount`. */
export function amountOf(groups: Readonly<Record<string, string | undefined>>): Amount | undefined {
  const { hedge = '', digits = '', plus, scale, money: sign, word } = groups
  const plain = digits.replaceAll(',', '')
  const decimal = plainDecimal(shifted(plain, scales[scale ?? ''] ?? 0))
  const currency = currencies[word ?? ''] ?? currencies[(sign ?? '').replaceAll(/\s/gu, '')]
  return {
    decimal,
    qualifier: qualifierOf(plus === undefined ? hedge : 'at least'),
    ...(currency === undefined ? {} : { currency }),
  }
}

/** Moves the decimal point to the right: as text, because a floating-point number would lose digits. */
function shifted(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const digits = fraction.padEnd(places, '0')
  return `${whole}${digits.slice(0, places)}.${digits.slice(places)}`
}

function qualifierOf(hedge: string): FigureQualifier {
  const word = hedge.toLowerCase()
  if (word === '') return 'EXACT'
  if (/^(?:over|more than)$/u.test(word)) return 'MORE_THAN'
  if (/^(?:almost|nearly|under|less than|fewer than)$/u.test(word)) return 'LESS_THAN'
  if (word === 'at least') return 'AT_LEAST'
  return /^(?:up to|no more than)$/u.test(word) ? 'AT_MOST' : 'ABOUT'
}

const hedges: Readonly<Record<FigureQualifier, string>> = {
  EXACT: '',
  ABOUT: 'about ',
  MORE_THAN: 'more than ',
  LESS_THAN: 'nearly ',
  AT_LEAST: 'at least ',
  AT_MOST: 'at most ',
  RANGE: '',
}

/** An amount in our own words: "about 11,500", "1.8 billion US dollars". */
export function amountWords({ decimal, qualifier, currency }: Amount): string {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')
  return `${hedges[qualifier]}${fraction === undefined ? grouped : `${grouped}.${fraction}`}${currency === undefined ? '' : ` ${currency}`}`
}
