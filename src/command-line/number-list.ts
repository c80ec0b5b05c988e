import { UsageError } from './result.ts'

/** What the numbers of a list stand for. */
export interface Numbered {
  /** "paragraph". */
  readonly one: string
  /** What has them: "article.txt". */
  readonly of: string
  /** Their last number; the first is 1. */
  readonly last: number
}

/**
 * Reads numbers and ranges: "20", "20-23", "30-", "1,5-7".
 *
 * @throws UsageError when one is malformed, or not there.
 */
export function readNumbers(texts: readonly string[], numbered: Numbered): Set<number> {
  return new Set(texts.flatMap((text) => text.split(',')).flatMap((text) => numbersOf(text.trim(), numbered)))
}

function numbersOf(text: string, { one, of, last }: Numbered): number[] {
  const [, first, dash, end] = /^(\d{1,7})(?:(-|–)(\d{1,7})?)?$/u.exec(text) ?? []
  if (first === undefined) {
    throw new UsageError(`"${text}" is no ${one}; a number such as 20 or a range such as 20-23 would be.`)
  }
  const from = Number(first)
  const to = dash === undefined ? from : Number(end ?? last)
  for (const number of [from, to]) {
    if (number < 1 || number > last) {
      throw new UsageError(`There is no ${one} ${number}; those of ${of} are 1 to ${last}.`)
    }
  }
  if (to < from) throw new UsageError(`The range "${text}" ends before it begins; "${to}-${from}" would not.`)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
