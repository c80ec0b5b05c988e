import { normalizeSpace } from '../../model/white-space.ts'
import { isLeftOut } from './left-out.ts'
import type { Notes } from './notes.ts'
import { type Element, visit } from './tree.ts'

/** Elements that begin on a line of their own. */
export const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main ol p pre section summary ' +
    'table tbody td tfoot th thead tr ul'
  ).split(' '),
)

/** Collects the text of a line: marks of notes as [label], quotations in quotes. */
export class Line {
  readonly #notes: Notes
  #parts: string[] = []
  /** What is raised and has marks of notes in it. */
  #marked: Element | undefined

  constructor(notes: Notes) {
    this.#notes = notes
  }

  /** Whether what is inside of the element belongs to the line. */
  enter(element: Element): boolean {
    const label = this.#notes.marks.get(element)
    if (label !== undefined) {
      this.#parts.push(`[${label}]`)
      return false
    }
    if (element.tagName === 'q') this.#parts.push('“')
    else if (element.tagName === 'br') this.#parts.push(' ')
    else if (element.tagName === 'sup' && this.#notes.around.has(element)) this.#marked ??= element
    else if (element.tagName === 'sup' && this.#endsWithDigit() && /^\d/u.test(textAtStart(element)))
      this.#parts.push('^')
    return true
  }

  leave(element: Element): void {
    if (element.tagName === 'q') this.#parts.push('”')
    if (element === this.#marked) this.#marked = undefined
  }

  text(value: string): void {
    // The brackets and commas round the links of marks: the marks have their own.
    if (this.#marked !== undefined && /^[\s[\](),;]*$/u.test(value)) return
    this.#parts.push(value)
  }

  #endsWithDigit(): boolean {
    return /\d$/u.test(this.#parts.at(-1) ?? '')
  }

  /** The text so far; the next one begins empty. */
  take(): string {
    const text = normalizeSpace(this.#parts.join(''))
    this.#parts = []
    return text
  }
}

function textAtStart(element: Element): string {
  const [first] = element.childNodes
  return first !== undefined && 'value' in first ? first.value : ''
}

/** The text inside of an element as one line. */
export function lineOf(root: Element, notes: Notes): string {
  return linesOf(root, notes).join(' ')
}

/** The text inside of an element, a line for each block and each line break. */
export function linesOf(root: Element, notes: Notes): string[] {
  const line = new Line(notes)
  const lines: string[] = []
  const flush = () => {
    const text = line.take()
    if (text !== '') lines.push(text)
  }
  visit(root, {
    enter: (element) => {
      if (isLeftOut(element)) return false
      if (blocks.has(element.tagName) || element.tagName === 'br') flush()
      return line.enter(element)
    },
    leave: (element) => {
      line.leave(element)
      if (blocks.has(element.tagName)) flush()
    },
    text: (value) => line.text(value),
  })
  flush()
  return lines
}
