import { withHanNumbersAsDigits } from './han-number.ts'
import { valuesOfRange } from './number-range.ts'
import { readNumber } from './number-reading.ts'
import { isNegative, tokensOf } from './number-token.ts'
import { valueOf, withPlainDigits } from './numeral.ts'

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
