import { quantile } from './glyphs.ts'
import { findGutter, fitsGutter } from './gutter.ts'
import { edgesOf, lettersOf, type Run, rowsOf, wholeRows } from './runs.ts'

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
  for (const row of rowsOf(runs)) {
    if (row.some((run) => run.left < gutter && run.right > gutter)) {
      flush()
      across.push(...row)
    } else {
      flushAcross()
      for (const run of row) sides[run.right <= gutter ? 0 : 1].push(run)
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
