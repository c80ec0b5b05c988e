import { afterOf, fractionAfter, fractionIn, shareAt } from './number-fraction.ts'
import { isJoined, isMagnitude, type Token } from './number-token.ts'
import { letterMagnitudes, smallNumbers } from './number-word.ts'
import { one, readingsOf } from './numeral.ts'

/** A number that was read, and the place after it. */
export interface Reading {
  /** What it may mean. */
  readonly values: readonly bigint[]
  /** The magnitude that it ends with; one if there is none. */
  readonly factor: bigint
  readonly next: number
}

/** The number that starts with a token, in digits, as a fraction or in English words; undefined if none does. */
export function readNumber(tokens: readonly Token[], at: number, language: string): Reading | undefined {
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

const plus = (values: readonly bigint[], others: readonly bigint[]) =>
  values.flatMap((value) => others.map((other) => value + other))

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

function continues(tokens: readonly Token[], at: number): boolean {
  return smallNumbers.has(tokens[at]?.word ?? '') && shareAt(tokens, at) === undefined
}
