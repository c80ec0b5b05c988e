import { withHanNumbersAsDigits } from './han-number.ts'
import { denominators, letterMagnitudes, magnitudeOf, smallNumbers } from './number-word.ts'
import { fractionOf, isTime, numeralPattern, one, readingsOf, shareOf, valueOf, withPlainDigits } from './numeral.ts'

/** A word or a number in digits, with what separates it from the one before. */
interface Token {
  readonly gap: string
  readonly text: string
  /** In small letters. */
  readonly word: string
  readonly isNumeral: boolean
  /** What it multiplies by, if it is a magnitude: "million", "dozen". */
  readonly times: bigint | undefined
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
  const tokens = tokensOf(withHanNumbersAsDigits(withPlainDigits(text)), language)
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

function tokensOf(text: string, language: string): Token[] {
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
  const fraction = fractionIn(token)
  if (fraction !== undefined) return multiply(tokens, fraction, at + 1)
  if (token.isNumeral) {
    const values = readingsOf(token.text, language)
    const half = fractionAfter(tokens, at + 1)
    if (half !== undefined) return multiply(tokens, plus(values, half.values), half.next)
    return withHalf(tokens, multiply(tokens, values, at + 1))
  }
  return readFraction(tokens, at) ?? readShare(tokens, at) ?? readWords(tokens, at)
}

/** "½" and "1/2", in digits. */
function fractionIn({ text, isNumeral }: Token): readonly bigint[] | undefined {
  const value = fractions.get(text)
  return value === undefined ? (isNumeral ? fractionOf(text) : undefined) : [value]
}

const plus = (values: readonly bigint[], others: readonly bigint[]) =>
  values.flatMap((value) => others.map((other) => value + other))

/** "½" in "2½" and "2 1/2", "and a half" in "two and a half", "and three quarters". */
function fractionAfter(tokens: readonly Token[], at: number): Pick<Reading, 'values' | 'next'> | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  const fraction = /^[\s-]?$/u.test(token.gap) ? fractionIn(token) : undefined
  if (fraction !== undefined) return { values: fraction, next: at + 1 }
  if (token.word !== 'and') return undefined
  const [a, part] = tokens.slice(at + 1, at + 3).map(({ word }) => word)
  if (a === 'a' && (part === 'half' || part === 'quarter'))
    return { values: shareOf(1, denominators.get(part) ?? 1), next: at + 3 }
  return shareAt(tokens, at + 1)
}

/** "a million and a half" is half a million more. */
function withHalf(tokens: readonly Token[], reading: Reading): Reading {
  const { values, factor, next } = reading
  const half = factor > 1n && tokens[next - 1]?.times !== undefined ? fractionAfter(tokens, next) : undefined
  if (half === undefined) return reading
  const more = half.values.map((value) => value * factor)
  return { values: plus(values, more), factor, next: half.next }
}

/**
 * "one-third", "two thirds", "three quarter million": the parts of a whole. They say none of the numbers that they are
 * made of.
 */
function readShare(tokens: readonly Token[], at: number): Reading | undefined {
  const share = shareAt(tokens, at)
  return share && multiply(tokens, share.values, afterOf(tokens, share.next))
}

function shareAt(tokens: readonly Token[], at: number): Pick<Reading, 'values' | 'next'> | undefined {
  const [part, whole, of] = tokens.slice(at, at + 3)
  const word = part?.word ?? ''
  const count = word === 'a' && of?.word === 'of' ? 1 : isOrdinal(word) ? undefined : smallNumbers.get(word)
  const size = denominators.get(whole?.word ?? '')
  if (whole === undefined || count === undefined || size === undefined || count < 1 || count >= 20) return undefined
  if (!isJoined(whole)) return undefined
  const isShare = count === 1 || whole.word.endsWith('s') || size === 4 || !/^\s$/u.test(whole.gap)
  return isShare ? { values: shareOf(count, size), next: at + 2 } : undefined
}

const isOrdinal = (word: string) => /(?:st|nd|rd|th)$/u.test(word)

/** The place after "of a", if a magnitude follows: "two thirds of a million". */
function afterOf(tokens: readonly Token[], at: number): number {
  const [of, a, times] = tokens.slice(at, at + 3)
  return of?.word === 'of' && a?.word === 'a' && times?.times !== undefined ? at + 2 : at
}

/** "half a million", "a quarter of a million", "half a dozen", "a couple of hundred". */
function readFraction(tokens: readonly Token[], at: number): Reading | undefined {
  const words = tokens
    .slice(at, at + 5)
    .map(({ word }) => word)
    .join(' ')
  const found = /^(?:(?:a )?(?<name>half|couple|quarter)|(?<three>three) quarters)(?: of)? (?:an? )?(?=\p{L})/u.exec(
    `${words} `,
  )
  if (found === null) return undefined
  const { name = 'three' } = found.groups ?? {}
  const reading = multiply(tokens, [quantities[name] ?? one], at + found[0].trim().split(' ').length)
  return reading.factor > 1n ? reading : undefined
}

const quantities: Readonly<Record<string, bigint>> = {
  half: one / 2n,
  couple: one * 2n,
  quarter: one / 4n,
  three: (one * 3n) / 4n,
}

/** Multiplies by the magnitudes that follow: "1.8 thousand million", "2.5bn", "5-million". */
function multiply(tokens: readonly Token[], values: readonly bigint[], from: number): Reading {
  let [factor, next] = [1n, from]
  for (let token = tokens[next]; token?.times !== undefined && isJoined(token); token = tokens[next]) {
    factor *= token.times
    next += 1
  }
  const letter = tokens[from]
  const unit = letter && factor === 1n && isJoined(letter) ? letterMagnitudes.get(letter.word) : undefined
  if (unit !== undefined)
    return { values: values.flatMap((value) => [value, value * unit]), factor: unit, next: from + 1 }
  return { values: values.map((value) => value * factor), factor, next }
}

/** "one hundred and seventy-five", "two million five hundred thousand", "a dozen". */
function readWords(tokens: readonly Token[], at: number, limit?: bigint): Reading | undefined {
  let [total, current, last, next] = [0n, -1n, 1n, at]
  for (let token = tokens[next]; token !== undefined && (next === at || isJoined(token)); token = tokens[next]) {
    const { word, times } = token
    const small = smallNumbers.get(word)
    if (small !== undefined && fits(small, current)) current = (current < 0n ? 0n : current) + BigInt(small)
    else if (next === at && /^an?$/u.test(word) && isMagnitude(tokens[at + 1])) current = 1n
    else if (next === at && isOneHundred(tokens, at)) [current, last] = [100n, 100n]
    else if (times !== undefined && current > 0n) {
      if (times <= 100n) current *= times
      else [total, current] = [total + current * times, 0n]
      last = times
    } else if (!(word === 'and' && next > at && last > 1n && continues(tokens, next + 1))) break
    next += 1
  }
  if (next === at || (current < 0n && total === 0n)) return undefined
  const value = (total + (current < 0n ? 0n : current)) * one
  const factor = total > 0n || current >= 100n ? last : 1n
  const less =
    current <= 0n && total > 0n && (limit === undefined || last < limit)
      ? readAfterComma(tokens, next, last)
      : undefined
  if (less !== undefined) return { ...less, values: plus([value], less.values) }
  if (tokens[next - 1]?.times !== undefined) return withHalf(tokens, { values: [value], factor: last, next })
  const half = fractionAfter(tokens, next)
  if (half === undefined) return { values: [value], factor, next }
  return multiply(tokens, plus([value], half.values), half.next)
}

/** "hundred thousand", which says how many without "a"; "several hundred thousand" does not. */
function isOneHundred(tokens: readonly Token[], at: number): boolean {
  const isVague = /^(?:several|few|many|couple|of|some|numerous|various)$/u.test(tokens[at - 1]?.word ?? '')
  return tokens[at]?.word === 'hundred' && !isVague && isMagnitude(tokens[at + 1])
}

/** "one million, two hundred thousand": a smaller number with a magnitude of its own, so that it is no list. */
function readAfterComma(tokens: readonly Token[], at: number, magnitude: bigint): Reading | undefined {
  const token = tokens[at]
  if (token === undefined || !/^,\s$/u.test(token.gap) || !smallNumbers.has(token.word)) return undefined
  const reading = readWords(tokens, at, magnitude)
  const [value = 0n] = reading?.values ?? []
  return reading !== undefined && reading.factor > 1n && value < magnitude * one ? reading : undefined
}

/** Whether a word below a hundred goes on what was read: "twenty" "three", "hundred" "forty", not "three" "four". */
function fits(small: number, current: bigint): boolean {
  if (current < 0n) return true
  const rest = current % 100n
  return rest === 0n ? current !== 0n || small > 0 : rest >= 20n && rest % 10n === 0n && small < 10 && small > 0
}

function isMagnitude(token: Token | undefined): boolean {
  return token?.times !== undefined && isJoined(token)
}

function continues(tokens: readonly Token[], at: number): boolean {
  return smallNumbers.has(tokens[at]?.word ?? '') && shareAt(tokens, at) === undefined
}

/** The start of a range takes the magnitude of its end: five million in "5 to 10 million", 30,000 in "30–40,000". */
function valuesOfRange(tokens: readonly Token[], { values, factor, next }: Reading, language: string): bigint[] {
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
