import { type Piece, quantile } from './glyphs.ts'
import { edgesOf, findGutter, fitsGutter, lettersOf } from './gutter.ts'

/** Pieces of one line within a column. */
export interface Run {
  readonly pieces: Piece[]
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
}

/** Some lines below each other, and the edges between which they stand. */
export interface Column {
  readonly runs: readonly Run[]
  readonly left: number
  readonly right: number
}

/**
 * The columns of a page in the order in which they are read. What reaches over the space between columns, such as a
 * heading, divides them: what is above it is read first. `usual` is where other pages have the space between their columns.
 */
export function columnsOf(runs: readonly Run[], usual?: number): Column[] {
  return divide(runs, 3, usual)
}

/** Joins pieces on one line that are near to each other: words, but not columns. */
export function runsOf(pieces: readonly Piece[]): Run[] {
  const runs: Run[] = []
  for (const row of rowsOf(pieces)) {
    let run: Piece[] = []
    for (const piece of row) {
      const last = run.at(-1)
      if (last && piece.left - last.right > 1.1 * Math.max(last.size, piece.size)) {
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
function rowsOf<T extends { readonly baseline: number; readonly size: number; readonly left: number }>(
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

function divide(runs: readonly Run[], depth: number, usual?: number): Column[] {
  const own = depth === 0 ? undefined : findGutter(runs, ...edgesOf(runs))
  const gutter = own ?? (usual !== undefined && fitsGutter(runs, usual) ? usual : undefined)
  if (gutter === undefined) return runs.length === 0 ? [] : [columnOf(runs)]
  const columns: Column[] = []
  let sides: [Run[], Run[]] = [[], []]
  const flush = () => {
    columns.push(...sides.flatMap((side) => divide(side, depth - 1)))
    sides = [[], []]
  }
  let across: Run[] = []
  const flushAcross = () => {
    if (across.length > 0) columns.push(columnOf(across))
    across = []
  }
  for (const run of runs.toSorted((one, other) => one.baseline - other.baseline)) {
    if (run.left < gutter && run.right > gutter) {
      flush()
      across.push(run)
    } else {
      flushAcross()
      sides[run.right <= gutter ? 0 : 1].push(run)
    }
  }
  flush()
  flushAcross()
  return columns
}

/** Its edges are those of most of its letters: the number of a page may stand beside the text. */
function columnOf(runs: readonly Run[]): Column {
  const rows = wholeRows(runs)
  const edges = (side: 'left' | 'right') => rows.map((run): [number, number] => [run[side], lettersOf(run)])
  return { runs: rows, left: quantile(edges('left'), 0.03), right: quantile(edges('right'), 0.97) }
}

/** Runs on one line, which had much space between them, as one. */
function wholeRows(runs: readonly Run[]): Run[] {
  return rowsOf(runs).map((row) => runOf(row.flatMap(({ pieces }) => pieces)))
}
