import { labelsBetween, labelsOf, markPlace } from './citation-label.ts'
import { pageLength } from './citation-page.ts'
import { isButton, isRemark } from './remark.ts'

/** A mark in brackets in the text of an encyclopaedia: a citation, a remark of its editors, or a button. */
interface Mark {
  readonly start: number
  readonly end: number
  /** The labels of citations: "1", "a", "note 3". None for remarks ("citation needed") and buttons ("edit"). */
  readonly labels: readonly string[]
  readonly button: boolean
}

/** A citation label and its position: the number of characters before it in the text without marks. */
export interface Citation {
  readonly label: string
  readonly at: number
}

/** The marks of `text`, in order; page numbers that follow one belong to it. */
function findMarks(text: string): Mark[] {
  const marks: Mark[] = []
  let lead = ''
  for (const match of text.matchAll(/\[ ?([^[\]]{1,80}?) ?\]|［ ?([^［］]{1,80}?) ?］|[【〔](\p{Nd}{1,3})[】〕]/gu)) {
    const start = match.index
    const end = start + match[0].length
    const read = readMark(match[1] ?? match[2] ?? match[3] ?? '', text, start, end)
    if (!read) continue
    // Marks that follow each other stand after the same words.
    if (marks.at(-1)?.end !== start) lead = text.slice(Math.max(0, start - 3), start)
    const page = read.labels.length > 0 ? pageLength(text.slice(end, end + 80), lead) : 0
    marks.push({ start, end: end + page, ...read })
  }
  return marks
}

function readMark(
  inner: string,
  text: string,
  start: number,
  end: number,
): Pick<Mark, 'labels' | 'button'> | undefined {
  if (isButton(inner)) return { labels: [], button: true }
  const place = markPlace(text.slice(Math.max(0, start - 2), start), text.charAt(end))
  const labels = labelsOf(inner, place)
  if (labels) return { labels, button: false }
  return isRemark(inner, place.isAttached) ? { labels: [], button: false } : undefined
}

/** Marks that follow each other, with a space, a comma or a dash between them or without, as one. */
function chainMarks(text: string, marks: readonly Mark[]): Mark[][] {
  const chains: Mark[][] = []
  for (const mark of marks) {
    const chain = chains.at(-1)
    const gap = chain ? text.slice(chain.at(-1)?.end, mark.start) : undefined
    if (chain && gap !== undefined && /^(?: ?|[,;، 、]? ?| ?[–—-] ?)$/u.test(gap)) chain.push(mark)
    else chains.push([mark])
  }
  return chains
}

/** The labels of a chain; "[34]–[36]" cites what is between, too. */
function labelsOfChain(text: string, chain: readonly Mark[]): string[] {
  const labels: string[] = []
  for (const [index, mark] of chain.entries()) {
    const gap = text.slice(chain[index - 1]?.end ?? mark.start, mark.start)
    const [first, last] = [labels.at(-1), mark.labels[0]]
    const isRange = /[–—-]/u.test(gap) && [first, last].every((label) => label && /^\p{Nd}+$/u.test(label))
    if (isRange) labels.push(...labelsBetween(first ?? '', last ?? '').slice(1), ...mark.labels.slice(1))
    else labels.push(...mark.labels)
  }
  return labels
}

/** The replacement of a chain of marks: a space if it separated words, or if a sentence starts right after it. */
function jointFor(before: string, after: string, spaced: boolean): '' | ' ' {
  if (before === '' || after === '') return ''
  if (spaced) return /^[.,;:!?)\]»”’…]/u.test(after) ? '' : ' '
  return /[.!?…]["'”’»)\]]*$/u.test(before) && /^["'“‘«([]?\p{Lu}/u.test(after) ? ' ' : ''
}

function takeOut(text: string, marks: readonly Mark[]): { text: string; citations: Citation[] } {
  const pieces: string[] = []
  const citations: Citation[] = []
  let length = 0
  let from = 0
  for (const chain of chainMarks(text, marks)) {
    const start = chain[0]?.start ?? 0
    const end = chain.at(-1)?.end ?? start
    const before = text.slice(from, start).replace(/ $/u, '')
    const after = text.slice(end, end + 4)
    const spaceAfter = after.startsWith(' ')
    length += before.length
    for (const label of labelsOfChain(text, chain)) citations.push({ label, at: length })
    const joint = jointFor(before.slice(-8), after.trim(), spaceAfter || text[start - 1] === ' ')
    pieces.push(before, joint)
    length += joint.length
    from = end + (spaceAfter ? 1 : 0)
  }
  pieces.push(text.slice(from))
  return { text: pieces.join(''), citations }
}

/**
 * Separates a text with normalised white space from its marks: citations like [1], [5, 6], [a] and [note 3] with their
 * page numbers, remarks like [citation needed], and buttons like [edit]. Words that an editor put in brackets stay.
 */
export function separateCitations(text: string): { text: string; citations: Citation[] } {
  return takeOut(text, findMarks(text))
}

/** The text without the buttons of a page, such as [edit]; citations stay. */
export function removeButtons(text: string): string {
  return takeOut(
    text,
    findMarks(text).filter((mark) => mark.button),
  ).text
}
