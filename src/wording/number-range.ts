import { type Reading, readNumber } from './number-reading.ts'
import type { Token } from './number-token.ts'
import { one } from './numeral.ts'

/** The start of a range takes the magnitude of its end: five million in "5 to 10 million", 30,000 in "30–40,000". */
export function valuesOfRange(tokens: readonly Token[], { values, factor, next }: Reading, language: string): bigint[] {
  if (factor !== 1n) return []
  const token = tokens[next]
  if (token === undefined) return []
  const isWord = /^-?\s$/u.test(token.gap) && /^(?:to|and|or|bis|à|a|y)$/u.test(token.word)
  if (!isWord && !/^\s*[-–—−]\s*[$€£¥]?$/u.test(token.gap)) return []
  const from = afterCurrency(tokens, isWord ? next + 1 : next)
  const end = readNumber(tokens, from, language)
  if (end === undefined) return []
  const times = end.factor === 1n ? thousandsOf(tokens[from], values, token) : end.factor
  return times === 1n ? [] : values.map((value) => value * times)
}

/** The place after the name of a currency that is said again: "US$5 to US$10 million". */
function afterCurrency(tokens: readonly Token[], at: number): number {
  const [currency, number] = tokens.slice(at, at + 2)
  const isCurrency = /^(?:[A-Z]{1,3}|Rs|kr)$/u.test(currency?.text ?? '') && number?.isNumeral
  return isCurrency && /^\s?[$€£¥]?\s?$/u.test(number.gap) ? at + 1 : at
}

/**
 * A thousand, if the range ends with thousands in digits and its start is less than they are. "1 to 2,000" starts with
 * one.
 */
function thousandsOf(end: Token | undefined, values: readonly bigint[], { word }: Token): bigint {
  const thousands = /^(?<count>\d{1,3})[,.'’ \u00A0\u202F\u2009]000$/u.exec(end?.text ?? '')?.groups?.count ?? '0'
  const least = /^\p{L}/u.test(word) ? (/^(?:to|bis|à)$/u.test(word) ? 10n : 1000n) : 1n
  return values.every((value) => value >= least * one && value < BigInt(thousands) * one) ? 1000n : 1n
}
