import { dozens, letterMagnitudes, magnitudes, smallNumbers } from './number-word.ts'
import { numeralPattern, one, readingsOf, valueOf, withPlainDigits } from './numeral.ts'

/** A word or a number in digits, with what separates it from the one before. */
interface Token {
  readonly gap: string
  readonly text: string
  /** In small letters. */
  readonly word: string
  readonly isNumeral: boolean
}

/** A number that was read, and the place after it. */
interface Reading {
  /** What it may mean. */
  readonly values: readonly bigint[]
  /** The magnitude that it ends with; one if there is none. */
  readonly factor: bigint
  readonly next: number
}

const tokenPattern = new RegExp(String.raw`${numeralPattern.source}|[千万萬億亿兆½¼¾%]|\p{L}+`, 'gu')
const fractions: ReadonlyMap<string, bigint> = new Map([
  ['½', one / 2n],
  ['¼', one / 4n],
  ['¾', (one * 3n) / 4n],
])

/**
 * All numbers that a text says, in digits with any separators or in English words, with magnitudes ("1.8 billion",
 * "US$2.5bn", "a dozen") and in ranges ("5 to 10 million" says five million, too). A number that can be read in
 * several ways stands for all of them.
 */
export function numbersIn(text: string, language: string): ReadonlySet<bigint> {
  const tokens = tokensOf(withPlainDigits(text))
  const found = new Set<bigint>()
  for (let at = 0; at < tokens.length; ) {
    const reading = readNumber(tokens, at, language)
    for (const value of reading?.values ?? []) found.add(isNegative(tokens, at) ? -value : value)
    for (const value of reading ? valuesOfRange(tokens, reading, language) : []) found.add(value)
    at = reading?.next ?? at + 1
  }
  return found
}

/** Whether one of the numbers is the decimal. */
export function holdsNumber(numbers: ReadonlySet<bigint>, decimal: string): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(decimal) && numbers.has(valueOf(decimal))
}

function tokensOf(text: string): Token[] {
  let from = 0
  return Array.from(text.matchAll(tokenPattern), ({ 0: found, index }) => {
    const gap = text.slice(from, index)
    from = index + found.length
    return { gap, text: found, word: found.toLowerCase(), isNumeral: /^\d/u.test(found) }
  })
}

/** Whether two words may belong to one number. */
const isJoined = ({ gap }: Token) => /^[\s\u00A0\u2010\u2011-]?$/u.test(gap)

/** A minus sign right before it, which is no dash between two numbers: "−5", "minus 5". */
function isNegative(tokens: readonly Token[], at: number): boolean {
  const { gap = '' } = tokens[at] ?? {}
  if (/(?:^|[\s(])[-−]$/u.test(gap) && !(gap.length === 1 && tokens[at - 1])) return true
  return isJoined(tokens[at] as Token) && /^(?:minus|negative)$/u.test(tokens[at - 1]?.word ?? '')
}

function readNumber(tokens: readonly Token[], at: number, language: string): Reading | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  const fraction = fractions.get(token.text)
  if (fraction !== undefined) return multiply(tokens, [fraction], at + 1)
  if (token.isNumeral) {
    const values = readingsOf(token.text, language)
    const half = fractionAfter(tokens, at + 1)
    return multiply(tokens, half ? values.map((value) => value + half.value) : values, half?.next ?? at + 1)
  }
  return readFraction(tokens, at) ?? readWords(tokens, at)
}

/** "½" in "2½", "and a half" in "two and a half". */
function fractionAfter(tokens: readonly Token[], at: number): { value: bigint; next: number } | undefined {
  const fraction = fractions.get(tokens[at]?.text ?? '')
  if (fraction !== undefined && tokens[at]?.gap.trim() === '') return { value: fraction, next: at + 1 }
  const [and, a, half] = tokens.slice(at, at + 3).map(({ word }) => word)
  return and === 'and' && a === 'a' && half === 'half' ? { value: one / 2n, next: at + 3 } : undefined
}

/** "half a million", "a quarter of a million", "half a dozen". */
function readFraction(tokens: readonly Token[], at: number): Reading | undefined {
  const words = tokens
    .slice(at, at + 5)
    .map(({ word }) => word)
    .join(' ')
  const found = /^(?:(?:a )?(?<half>half)|(?:a )?quarter|(?<three>three) quarters)(?: of)? (?:an? )?(?=\p{L})/u.exec(
    `${words} `,
  )
  if (found === null) return undefined
  const value = found.groups?.half ? one / 2n : found.groups?.three ? (one * 3n) / 4n : one / 4n
  const reading = multiply(tokens, [value], at + found[0].trim().split(' ').length)
  return reading.factor > 1n ? reading : undefined
}

/** Multiplies by the magnitudes that follow: "1.8 thousand million", "2.5bn", "5-million". */
function multiply(tokens: readonly Token[], values: readonly bigint[], from: number): Reading {
  let [factor, next] = [1n, from]
  for (let token = tokens[next]; token !== undefined && isJoined(token); token = tokens[next]) {
    const times = magnitudes.get(token.word) ?? dozens.get(token.word)
    if (times === undefined) break
    factor *= times
    next += 1
  }
  const letter = tokens[from]
  const unit = letter && factor === 1n && isJoined(letter) ? letterMagnitudes.get(letter.word) : undefined
  if (unit !== undefined)
    return { values: values.flatMap((value) => [value, value * unit]), factor: unit, next: from + 1 }
  return { values: values.map((value) => value * factor), factor, next }
}

/** "one hundred and seventy-five", "two million five hundred thousand", "a dozen". */
function readWords(tokens: readonly Token[], at: number): Reading | undefined {
  let [total, current, last, next] = [0n, -1n, 1n, at]
  for (let token = tokens[next]; token !== undefined && (next === at || isJoined(token)); token = tokens[next]) {
    const { word } = token
    const small = smallNumbers.get(word)
    const times = magnitudes.get(word) ?? dozens.get(word)
    if (small !== undefined && fits(small, current)) current = (current < 0n ? 0n : current) + BigInt(small)
    else if (next === at && /^an?$/u.test(word) && isMagnitude(tokens[at + 1])) current = 1n
    else if (times !== undefined && current > 0n) {
      if (times === 100n || dozens.has(word)) current *= times
      else [total, current] = [total + current * times, 0n]
      last = times
    } else if (!(word === 'and' && next > at && last > 1n && continues(tokens, next + 1))) break
    next += 1
  }
  if (next === at || (current < 0n && total === 0n)) return undefined
  const value = (total + (current < 0n ? 0n : current)) * one
  const half = fractionAfter(tokens, next)
  if (half === undefined) return { values: [value], factor: total > 0n || current >= 100n ? last : 1n, next }
  return multiply(tokens, [value + half.value], half.next)
}

/** Whether a word below a hundred goes on what was read: "twenty" "three", "hundred" "forty", not "three" "four". */
function fits(small: number, current: bigint): boolean {
  if (current < 0n) return true
  const rest = current % 100n
  return rest === 0n ? current !== 0n || small > 0 : rest >= 20n && rest % 10n === 0n && small < 10 && small > 0
}

function isMagnitude(token: Token | undefined): boolean {
  return token !== undefined && isJoined(token) && (magnitudes.has(token.word) || dozens.has(token.word))
}

function continues(tokens: readonly Token[], at: number): boolean {
  return smallNumbers.has(tokens[at]?.word ?? '')
}

/** The start of a range takes the magnitude of its end: five million in "5 to 10 million". */
function valuesOfRange(tokens: readonly Token[], { values, factor, next }: Reading, language: string): bigint[] {
  if (factor !== 1n) return []
  const token = tokens[next]
  if (token === undefined) return []
  const isWord = /^-?\s$/u.test(token.gap) && /^(?:to|and|or|bis|à|a|y)$/u.test(token.word)
  if (!isWord && !/^\s*[-–—−]\s*[$€£]?$/u.test(token.gap)) return []
  const end = readNumber(tokens, isWord ? next + 1 : next, language)
  return end === undefined || end.factor === 1n ? [] : values.map((value) => value * end.factor)
}
