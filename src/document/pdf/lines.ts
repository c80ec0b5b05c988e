import { normalizeSpace } from '../../model/white-space.ts'
import { columnsOf } from './columns.ts'
import { type Piece, quantile, type TextLine } from './glyphs.ts'
import type { Run } from './runs.ts'

/** The lines of a page in the order in which they are read. */
export function linesOf(runs: readonly Run[], usualGutter?: number): TextLine[] {
  return columnsOf(runs, usualGutter).flatMap((column) =>
    column.runs.flatMap((run) => {
      const { left, right, baseline } = run
      const text = lineText(run)
      return text === '' ? [] : [{ text, left, right, baseline, size: sizeOf(run), isRow: isRow(run), column }]
    }),
  )
}

/** The size of most of its letters: a capital at its beginning may be larger. */
function sizeOf({ pieces }: Run): number {
  return quantile(pieces.map(({ size, text }) => [size, text.length]))
}

function isRow({ pieces, size }: Run): boolean {
  return pieces.some((piece, index) => piece.left - (pieces[index - 1]?.right ?? piece.left) > 2.5 * size)
}

/** The pieces of a line with spaces where there is room for one; a raised number as the mark of a note. */
function lineText(run: Run): string {
  const size = sizeOf(run)
  let text = ''
  let end = run.left
  for (const piece of run.pieces) {
    // A letter that is drawn twice, to make it bold.
    if (piece.left < end - 0.5 * piece.size && text.endsWith(piece.text)) continue
    const isApart = piece.left - end > 0.15 * Math.min(piece.size, size)
    const mark = markOf(piece, run.baseline, size, text)
    const joint = isApart && text !== '' && mark === undefined && !/\s$/u.test(text) ? ' ' : ''
    text += joint + (mark ?? piece.text)
    end = Math.max(end, piece.right)
  }
  return normalizeSpace(decompose(text))
}

/** "law" and a raised "12" as "law[12]"; but not "10" and "6", or "km" and "2", which are a power and a unit. */
function markOf(piece: Piece, baseline: number, size: number, before: string): string | undefined {
  const isRaised = piece.size < 0.85 * size && baseline - piece.baseline > 0.15 * size
  const number = piece.text.trim()
  if (!isRaised || !/^\d{1,3}(?:, ?\d{1,3})*$/u.test(number)) return undefined
  if (/\d$/u.test(before)) return number.length === 1 ? `^${number}` : undefined
  if (/(?:^|[\s\d])(?:[kcdm]?m|ft|mi|sq)$/u.test(before) && /^[23]$/u.test(number)) return undefined
  return /[\p{L}.,;:!?)\]"”’%]\s?$/u.test(before) ? `[${number}]` : undefined
}

/** Letters that are drawn as one, "ﬁ", and the forms of Arabic letters, as the letters that they stand for. */
function decompose(text: string): string {
  return text.replaceAll(/[\uFB00-\uFB4F\uFB50-\uFDFF\uFE70-\uFEFC]+/gu, (letters) => letters.normalize('NFKC'))
}
