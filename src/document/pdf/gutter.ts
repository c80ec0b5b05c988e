import { quantile } from './glyphs.ts'
import { edgesOf, lettersOf, type Run, wholeRows } from './runs.ts'

/** How many lines a column has at least: fewer are a table, or names side by side. */
const fewestLines = 4

/**
 * Where the space between two columns of running text is: few lines reach over it, and lines at its sides fill their columns.
 * Those of a table do not.
 */
export function findGutter(runs: readonly Run[], left: number, right: number): number | undefined {
  const width = right - left
  if (runs.length < 2 * fewestLines || width < 100 || width > 20_000) return undefined
  const counts = Array.from({ length: Math.ceil(width) + 1 }, () => 0)
  for (const run of runs) {
    for (let at = Math.floor(run.left - left); at < run.right - left; at += 1) counts[at] = (counts[at] ?? 0) + 1
  }
  const candidates = counts.slice(Math.floor(width * 0.2), Math.ceil(width * 0.8))
  const least = Math.min(...candidates)
  if (least > wholeRows(runs).length * 0.3) return undefined
  const first = candidates.indexOf(least)
  let last = first
  while (candidates[last + 1] === least) last += 1
  const gutter = left + Math.floor(width * 0.2) + (first + last + 1) / 2
  return areColumns(runs, gutter, left, right) ? gutter : undefined
}

function areColumns(runs: readonly Run[], gutter: number, left: number, right: number): boolean {
  const sides = [runs.filter((run) => run.right <= gutter), runs.filter((run) => run.left >= gutter)].map(wholeRows)
  if (sides.some((side) => side.length < fewestLines)) return false
  const prose = sides.map((side, index) => {
    const width = index === 0 ? gutter - left : right - gutter
    return side.filter((run) => isProse(run, width)).length >= Math.max(fewestLines, side.length * 0.1)
  })
  // A list beside running text: a table has its names in a narrow column.
  const isMiddle = Math.abs((gutter - left) / (right - left) - 0.5) < 0.06
  return prose.every(Boolean) || (isMiddle && prose.some(Boolean))
}

/** A line of running text fills its column. */
function isProse(run: Run, width: number): boolean {
  return run.right - run.left > width * 0.75 && lettersOf(run) >= 20
}

/** Where most pages of a document have the space between their columns; undefined if they have none. */
export function usualGutter(pages: readonly (readonly Run[])[]): number | undefined {
  const full = pages.filter((runs) => wholeRows(runs).length >= fewestLines)
  const gutters = full.flatMap((runs) => findGutter(runs, ...edgesOf(runs)) ?? [])
  if (gutters.length < 2 || gutters.length < full.length / 2) return undefined
  return quantile(gutters.map((gutter) => [gutter, 1]))
}

/** Whether a page may have its columns where others have them, though what is in them is no running text. */
export function fitsGutter(runs: readonly Run[], gutter: number): boolean {
  return runs.filter((run) => run.left < gutter && run.right > gutter).length <= wholeRows(runs).length * 0.1
}
