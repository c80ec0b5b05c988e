import type { Piece } from './glyphs.ts'

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
 * heading, divides them: what is above it is read first.
 */
export function columnsOf(pieces: readonly Piece[]): Column[] {
  return divide(runsOf(pieces), 3)
}

/** Joins pieces on one line that are near to each other: words, but not columns. */
function runsOf(pieces: readonly Piece[]): Run[] {
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

function divide(runs: readonly Run[], depth: number): Column[] {
  const left = runs.reduce((least, run) => Math.min(least, run.left), Number.POSITIVE_INFINITY)
  const right = runs.reduce((most, run) => Math.max(most, run.right), 0)
  const gutter = depth === 0 ? undefined : findGutter(runs, left, right)
  if (gutter === undefined) return runs.length === 0 ? [] : [{ runs: wholeRows(runs), left, right }]
  const columns: Column[] = []
  let sides: [Run[], Run[]] = [[], []]
  const flush = () => {
    columns.push(...sides.flatMap((side) => divide(side, depth - 1)))
    sides = [[], []]
  }
  let across: Run[] = []
  const flushAcross = () => {
    if (across.length > 0) columns.push({ runs: wholeRows(across), left, right })
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

/** Runs on one line, which had much space between them, as one. */
function wholeRows(runs: readonly Run[]): Run[] {
  return rowsOf(runs).map((row) => runOf(row.flatMap(({ pieces }) => pieces)))
}

/** How many lines a column has at least: fewer are a table, or names side by side. */
const fewestLines = 4

/**
 * Where the space between two columns of running text is: few lines reach over it, and lines at its sides fill their columns.
 * Those of a table do not.
 */
function findGutter(runs: readonly Run[], left: number, right: number): number | undefined {
  const width = right - left
  if (runs.length < 2 * fewestLines || width < 100) return undefined
  const counts = Array.from({ length: Math.ceil(width) + 1 }, () => 0)
  for (const run of runs) {
    for (let at = Math.floor(run.left - left); at < run.right - left; at += 1) counts[at] = (counts[at] ?? 0) + 1
  }
  const candidates = counts.slice(Math.floor(width * 0.2), Math.ceil(width * 0.8))
  const least = Math.min(...candidates)
  if (least > runs.length * 0.3) return undefined
  const first = candidates.indexOf(least)
  let last = first
  while (candidates[last + 1] === least) last += 1
  const gutter = left + Math.floor(width * 0.2) + (first + last + 1) / 2
  return areColumns(runs, gutter, left, right) ? gutter : undefined
}

function areColumns(runs: readonly Run[], gutter: number, left: number, right: number): boolean {
  const sides = [runs.filter((run) => run.right <= gutter), runs.filter((run) => run.left >= gutter)]
  const beside = sides.reduce((sum, side) => sum + side.length, 0)
  if (sides.some((side) => side.length < fewestLines) || beside < runs.length * 0.5) return false
  const prose = sides.map((side, index) => {
    const width = index === 0 ? gutter - left : right - gutter
    return side.filter((run) => isProse(run, width)).length >= Math.max(fewestLines, side.length * 0.1)
  })
  // A list beside running text: a table has its names in a narrow column.
  const isMiddle = Math.abs((gutter - left) / (right - left) - 0.5) < 0.06
  return prose.every(Boolean) || (isMiddle && prose.some(Boolean))
}

/** A line of running text fills its column. */
function isProse({ pieces, left, right }: Run, width: number): boolean {
  return right - left > width * 0.75 && pieces.reduce((sum, { text }) => sum + text.length, 0) >= 20
}
