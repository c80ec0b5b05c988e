import type { Piece } from './glyphs.ts'

/** Pieces of one line within a column. */
export interface Run {
  readonly pieces: Piece[]
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
}

/** Joins pieces on one line that are near to each other. Words that are set far apart stay apart, but not columns. */
export function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = []
  for (const row of rowsOf(pieces)) {
    let run: Piece[] = []
    for (const piece of row) {
      const last = run.at(-1)
      if (last && piece.left - last.right > 0.6 * Math.max(last.size, piece.size)) {
        runs.push(runOf(run))
        run = []
      }
      run.push(piece)
    }
    if (run.length > 0) runs.push(runOf(run))
  }
  return runs
}

/** Pieces whose letters stand at one height, with what is raised or lowered beside them; from the top, from the left. */
export function rowsOf<T extends { readonly baseline: number; readonly size: number; readonly left: number }>(
  pieces: readonly T[],
): T[][] {
  const rows: T[][] = []
  let main: T | undefined
  for (const piece of pieces.toSorted((one, other) => one.baseline - other.baseline)) {
    const isNear = main && piece.baseline - main.baseline < 0.5 * Math.max(main.size, piece.size)
    const row = isNear ? rows.at(-1) : undefined
    if (row) row.push(piece)
    else rows.push([piece])
    if (!row || piece.size > (main?.size ?? 0)) main = piece
  }
  return rows.map((row) => row.toSorted((one, other) => one.left - other.left))
}

function runOf(pieces: Piece[]): Run {
  const largest = pieces.reduce((best, piece) => (piece.size > best.size ? piece : best))
  const right = pieces.reduce((most, piece) => Math.max(most, piece.right), 0)
  return { pieces, left: pieces[0]?.left ?? 0, right, baseline: largest.baseline, size: largest.size }
}

/** Runs on one line, which had much space between them, as one. */
export function wholeRows(runs: readonly Run[]): Run[] {
  return rowsOf(runs).map((row) => runOf(row.flatMap(({ pieces }) => pieces)))
}

export function edgesOf(runs: readonly Run[]): [left: number, right: number] {
  return runs.reduce<[number, number]>(
    ([left, right], run) => [Math.min(left, run.left), Math.max(right, run.right)],
    [Number.POSITIVE_INFINITY, 0],
  )
}

export function lettersOf({ pieces }: Run): number {
  return pieces.reduce((sum, { text }) => sum + text.length, 0)
}
