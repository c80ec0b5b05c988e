import { magnitudeOf, smallNumbers } from './number-word.ts'
import { isTime, numeralPattern } from './numeral.ts'

/** A word or a number in digits, with what separates it from the one before. */
export interface Token {
  readonly gap: string
  readonly text: string
  /** In small letters. */
  readonly word: string
  readonly isNumeral: boolean
  /** What it multiplies by, if it is a magnitude: "million", "dozen". */
  readonly times: bigint | undefined
}

const tokenPattern = new RegExp(String.raw`${numeralPattern.source}|[千万萬億亿兆½¼¾%]|\p{L}+`, 'gu')

/** The words and numbers of a text, whose digits are plain. */
export function tokensOf(text: string, language: string): Token[] {
  let [from, before] = [0, '']
  return Array.from(text.matchAll(tokenPattern), ({ 0: found, index }) => {
    const gap = text.slice(from, index)
    const isNumeral = /^\.?\d/u.test(found) && !isTime(found) && !isPartOfName(before, gap)
    from = index + found.length
    before = found
    const word = found.toLowerCase()
    return { gap, text: found, word, isNumeral, times: magnitudeOf(word, language) }
  })
}

/** Words before a hyphen and a number that are no name with it: "a top-10 list", "five-10 people". */
const beforeHyphen = new RegExp(
  String.raw`^(?:top|under|over|sub|pre|post|mid|plus|minus|age|aged|USD|EUR|CHF|GBP|${[...smallNumbers.keys()].join('|')})$`,
  'iu',
)

/** Whether a number after a word belongs to a name, as in "COVID-19" and "F-16". */
function isPartOfName(word: string, gap: string): boolean {
  return /^[-\u2010\u2011]$/u.test(gap) && /^\p{L}/u.test(word) && !beforeHyphen.test(word)
}

/** Whether two words may belong to one number. */
export const isJoined = ({ gap }: Token) => /^[\s\u00A0\u2010\u2011-]?$/u.test(gap)

/** A minus sign right before it, which is no dash between two numbers: "−5", "minus 5". */
export function isNegative(tokens: readonly Token[], at: number): boolean {
  const { gap = '' } = tokens[at] ?? {}
  if (/(?:^|[\s(])[-−]$/u.test(gap) && !(gap.length === 1 && tokens[at - 1])) return true
  return isJoined(tokens[at] as Token) && /^(?:minus|negative)$/u.test(tokens[at - 1]?.word ?? '')
}

/** Whether it multiplies what is before it. */
export function isMagnitude(token: Token | undefined): boolean {
  return token?.times !== undefined && isJoined(token)
}
