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
  /** It has much space in it, as between the cells of a table. */
  readonly isRow: boolean
  /** The edges of the column in which it stands. */
  readonly column: { readonly left: number; readonly right: number }
}

export interface Page {
  readonly number: number
  readonly height: number
  readonly lines: readonly TextLine[]
}

/** The value below which a part of some numbers is, each counted as often as it is heavy: of a half the median. */
export function quantile(values: readonly (readonly [value: number, weight: number])[], part = 0.5): number {
  const sorted = values.toSorted(([one], [other]) => one - other)
  const wanted = sorted.reduce((sum, [, weight]) => sum + weight, 0) * part
  let sum = 0
  for (const [value, weight] of sorted) {
    sum += weight
    if (sum >= wanted) return value
  }
  return 0
}
