import { joinLines, wordsOf } from '../hyphen.ts'
import { listMark } from '../plain-text.ts'
import { type Page, quantile, type TextLine } from './glyphs.ts'

interface Group {
  readonly page: number
  readonly lines: TextLine[]
}

export interface PageParagraph {
  /** The page on which it begins. */
  readonly page: number
  readonly text: string
}

/** Joins the lines of a document to paragraphs, by where they stand. A paragraph may go on in the next column or page. */
export function paragraphsOf(pages: readonly Page[]): PageParagraph[] {
  const all = pages.flatMap(({ lines }) => lines)
  const words = wordsOf(all.map(({ text }) => text))
  const leading = leadingOf(all)
  const groups: Group[] = []
  let current: Group | undefined
  for (const { number, lines } of pages) {
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1]
      if (before?.column !== line.column) current = openGroup(groups, line)
      else if (!follows(before, line, leading)) current = undefined
      if (current === undefined) {
        current = { page: number, lines: [] }
        groups.push(current)
      }
      current.lines.push(line)
    }
  }
  return groups.map(({ page, lines }) => ({
    page,
    text: joinLines(
      lines.map(({ text }) => text),
      words,
    ),
  }))
}

/** How far below each other the lines of a paragraph stand, as a multiple of their size. */
function leadingOf(lines: readonly TextLine[]): number {
  const steps = lines.flatMap((line, index): [number, number][] => {
    const before = lines[index - 1]
    if (before?.column !== line.column || !isSameSize(before, line)) return []
    const step = (line.baseline - before.baseline) / line.size
    return step > 0.8 && step < 3 ? [[step, line.text.length]] : []
  })
  return steps.length === 0 ? 1.2 : quantile(steps)
}

function isSameSize(one: TextLine, other: TextLine): boolean {
  return Math.abs(one.size - other.size) < 0.08 * Math.max(one.size, other.size)
}

/** Whether a line goes on with the paragraph of the line above it. */
function follows(before: TextLine, line: TextLine, leading: number): boolean {
  if (!isSameSize(before, line) || before.isRow || line.isRow || startsItem(before, line)) return false
  const step = (line.baseline - before.baseline) / line.size
  if (step > Math.max(leading * 1.3, leading + 0.25)) return false
  const isItem = listMark.test(before.text) && line.left > before.left
  if (isItem) return true
  if (isIndented(line) && (!isIndented(before) || hasRoom(before, line)) && !isCentred(before)) return false
  return !endedBefore(before, line)
}

/** A number may be one of the sentence: "either (1) a state or" and "(2) a union". */
function startsItem(before: TextLine, line: TextLine): boolean {
  if (!listMark.test(line.text)) return false
  return !/^[\p{L}\d(]/u.test(line.text) || hasRoom(before, line) || /[.!?:;,]["”’)\]]*$/u.test(before.text)
}

function isIndented({ left, size, column }: TextLine): boolean {
  return left - column.left > 0.8 * size
}

/** Whether a line ended with its paragraph: the next word would have fitted in, and it is the end of a sentence or a list of names. */
function endedBefore(before: TextLine, line: TextLine): boolean {
  if (!hasRoom(before, line)) return false
  if (sentenceEnd.test(before.text)) return true
  const isHalf = before.column.right - before.right > 0.35 * (before.column.right - before.column.left)
  return isHalf && /^["“(]?[\p{Lu}\p{N}]/u.test(line.text) && !isCentred(before)
}

/** A heading in the middle of its column, of which there may be a second line. */
function isCentred({ left, right, size, column }: TextLine): boolean {
  const [before, after] = [left - column.left, column.right - right]
  return before > size && Math.abs(before - after) < 2 * size
}

/** Whether the first word of the next line would have had room in a line. */
function hasRoom({ right, column }: TextLine, next: TextLine): boolean {
  const [word = ''] = /^\S+/u.exec(next.text) ?? []
  const letter = (next.right - next.left) / next.text.length
  return column.right - right > letter * (word.length + 1)
}

/** The end of a sentence, with the marks of its notes. */
const sentenceEnd = /[.!?:;]["”’)\]]*(?:\[[\d, ]+\])*$/u

/** How many paragraphs back one may be that goes on: footnotes stand between. */
const farthest = 8

/** The paragraph of an earlier column that goes on in a line: it has no end, and the line no beginning. */
function openGroup(groups: readonly Group[], line: TextLine): Group | undefined {
  if (listMark.test(line.text) || isIndented(line)) return undefined
  const isMiddle = /^["“(]?\p{Ll}/u.test(line.text)
  const mayBeName = /^["“(]?[\p{Lu}\p{N}]/u.test(line.text)
  return groups.slice(-farthest).findLast(({ lines }) => {
    const last = lines.at(-1)
    if (last === undefined || !isSameSize(last, line) || sentenceEnd.test(last.text)) return false
    return isMiddle || (mayBeName && lines.length > 1 && !hasRoom(last, line))
  })
}
