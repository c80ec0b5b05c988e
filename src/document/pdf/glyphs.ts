/** Some text that a page shows at one place, in points from the top left corner of the page as it is read. */
export interface Piece {
  readonly text: string
  readonly left: number
  readonly right: number
  /** Of the line on which the letters stand. */
  readonly baseline: number
  /** The height of its letters. */
  readonly size: number
}

/** Pieces of text that stand beside each other. */
export interface TextLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
  /** The edges of the column in which it stands. */
  readonly column: { readonly left: number; readonly right: number }
}

export interface Page {
  readonly number: number
  readonly height: number
  readonly lines: readonly TextLine[]
}

/**
 * The middle of some numbers, each counted as often as it is heavy.
 */
export function median(values: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = values.toSorted(([one], [other]) => one - other)
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let sum = 0
  for (const [value, weight] of sorted) {
    sum += weight
    if (sum >= half) return value
  }
  return 0
}
