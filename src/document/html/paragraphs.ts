import { removeButtons } from '../../model/citation.ts'
import type { Section } from '../plain.ts'
import { paragraphsOf as plainParagraphs } from '../plain-text.ts'
import { blocks, Line, lineOf } from './inline.ts'
import { isLeftOut } from './left-out.ts'
import type { Notes } from './notes.ts'
import { isInformationBox, isLayout, readBox, readRows } from './table.ts'
import { type Element, elementsIn, rawText, visit } from './tree.ts'

interface Found {
  readonly section: Section
  readonly text: string
}

/**
 * The paragraphs of a page: blocks of text, items of lists, rows of tables, then the entries of information boxes. The
 * title and the entries of notes are none.
 */
export function paragraphsOf(content: Element, notes: Notes, title: Element | undefined): Found[] {
  const body: string[] = []
  const box: string[] = []
  const line = new Line(notes)
  let broken = false
  const flush = () => {
    const text = removeButtons(line.take())
    if (text !== '') body.push(text)
    broken = false
  }
  visit(content, {
    enter: (element) => {
      if (element === title || notes.entries.has(element) || isLeftOut(element)) return false
      // Two line breaks in a row are how old pages begin a paragraph.
      if (blocks.has(element.tagName) || (element.tagName === 'br' && broken)) flush()
      broken = element.tagName === 'br'
      const whole = readWhole(element, notes)
      if (whole === undefined) return line.enter(element)
      ;(isInformationBox(element) ? box : body).push(...whole)
      return false
    },
    leave: (element) => {
      line.leave(element)
      if (blocks.has(element.tagName)) flush()
    },
    text: (value) => {
      if (/\S/u.test(value)) broken = false
      line.text(value)
    },
  })
  flush()
  return [
    ...body.map((text) => ({ section: 'BODY' as const, text })),
    ...box.map((text) => ({ section: 'INFORMATION_BOX' as const, text })),
  ]
}

/** The paragraphs of an element that is read as a whole: a table, or text with lines of its own. */
function readWhole(element: Element, notes: Notes): string[] | undefined {
  if (element.tagName === 'pre') return plainParagraphs(rawText(element))
  if (element.tagName !== 'table') return undefined
  const texts = isInformationBox(element) ? readBox(element, notes) : readTable(element, notes)
  return texts?.map(removeButtons).filter((text) => text !== '')
}

function readTable(table: Element, notes: Notes): string[] | undefined {
  if (isLayout(table)) return undefined
  const captions = elementsIn(table, ({ tagName }) => tagName === 'caption')
  return [...captions.map((caption) => lineOf(caption, notes)), ...readRows(table, notes)]
}
