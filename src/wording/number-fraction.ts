import { isJoined, type Token } from './number-token.ts'
import { denominators, smallNumbers } from './number-word.ts'
import { fractionOf, one, shareOf } from './numeral.ts'

/** What a fraction may be, and the place after it. */
export interface Fraction {
  /** Empty if its decimal has no end, as that of one third. */
  readonly values: readonly bigint[]
  readonly next: number
}

const fractions: ReadonlyMap<string, bigint> = new Map([
  ['½', one / 2n],
  ['¼', one / 4n],
  ['¾', (one * 3n) / 4n],
])

/** "½" and "1/2", in digits. */
export function fractionIn({ text, isNumeral }: Token): readonly bigint[] | undefined {
  const value = fractions.get(text)
  return value === undefined ? (isNumeral ? fractionOf(text) : undefined) : [value]
}

/** "½" in "2½" and "2 1/2", "and a half" in "two and a half", "and three quarters". */
export function fractionAfter(tokens: readonly Token[], at: number): Fraction | undefined {
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

/** "one-third", "two thirds", "three quarters": the parts of a whole. */
export function shareAt(tokens: readonly Token[], at: number): Fraction | undefined {
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
export function afterOf(tokens: readonly Token[], at: number): number {
  const [of, a, times] = tokens.slice(at, at + 3)
  return of?.word === 'of' && a?.word === 'a' && times?.times !== undefined ? at + 2 : at
}
