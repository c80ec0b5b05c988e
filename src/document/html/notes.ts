import { normalizeSpace } from '../../model/white-space.ts'
import { clipTitle, type TextReference } from '../plain.ts'
import { lineOf } from './inline.ts'
import { isLeftOut } from './left-out.ts'
import { attributeOf, classesOf, closest, type Element, elementsIn, rawText, visit } from './tree.ts'

/** The footnotes and references of a page: marks in its text that lead to entries below it. */
export interface Notes {
  /** The links that are marks, with their labels. */
  readonly marks: ReadonlyMap<Element, string>
  /** What is raised because a mark is in it. */
  readonly around: ReadonlySet<Element>
  /** The entries, which are no paragraphs, with the label of the first mark that leads to them. */
  readonly entries: ReadonlyMap<Element, string | undefined>
}

/** A label as marks have it: "15", "note 1", "a"; what a mark such as "*" leads to, cannot be cited. */
const label = /^(?:\p{Nd}{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[\p{L}-]{1,16}[ .]?\p{Nd}{1,4})$/iu

const entryNames = new Set(['li', 'p', 'dd', 'aside', 'div', 'tr'])

/** Longer than any entry; an element that is longer holds more than one. */
const longestEntry = 5000

/** Finds the notes of a page. A mark is a raised link to something below it; a link upwards leads back to the mark. */
export function findNotes(root: Element): Notes {
  const marks = new Map<Element, string>()
  const around = new Set<Element>()
  const entries = new Map<Element, string | undefined>()
  const sizes = new Map<Element, number>()
  for (const { link, target, isBelow } of localLinks(root)) {
    const text = normalizeSpace(rawText(link)).replace(/^[[(] ?| ?[\])]$/gu, '')
    if (!isBelow || !isRaised(link) || !label.test(text)) continue
    marks.set(link, text)
    const raised = closest(link, ({ tagName }) => tagName === 'sup')
    if (raised) around.add(raised)
    const entry = entryOf(target, link, sizes)
    // "Table 1" leads to what is no note.
    const isNote = entry?.tagName === 'li' || !/\p{L}{3}/u.test(text)
    if (entry && isNote && entries.get(entry) === undefined) entries.set(entry, text)
  }
  const lists = elementsIn(root, isListOfReferences)
  for (const item of lists.flatMap((list) => elementsIn(list, ({ tagName }) => tagName === 'li'))) {
    if (!entries.has(item)) entries.set(item, undefined)
  }
  return { marks, around, entries }
}

interface LocalLink {
  readonly link: Element
  readonly target: Element
  readonly isBelow: boolean
}

/** The links within a page, with what they lead to. Pages that a browser has saved have their own address in them. */
function localLinks(root: Element): LocalLink[] {
  const targets = new Map<string, { element: Element; at: number }>()
  const links: { link: Element; id: string; at: number }[] = []
  let at = 0
  visit(root, {
    enter: (element) => {
      at += 1
      const name = element.tagName === 'a' ? attributeOf(element, 'name') : undefined
      for (const id of [attributeOf(element, 'id'), name]) {
        if (id !== undefined && !targets.has(id)) targets.set(id, { element, at })
      }
      const id = element.tagName === 'a' ? fragmentOf(attributeOf(element, 'href')) : undefined
      if (id !== undefined) links.push({ link: element, id, at })
      return !isLeftOut(element)
    },
  })
  return links.flatMap(({ link, id, at: linkAt }) => {
    const target = targets.get(id) ?? targets.get(decoded(id))
    return target ? [{ link, target: target.element, isBelow: target.at > linkAt }] : []
  })
}

function fragmentOf(href: string | undefined): string | undefined {
  return /#(.+)$/su.exec(href ?? '')?.[1]
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function isRaised(link: Element): boolean {
  const isNote = attributeOf(link, 'role') === 'doc-noteref' || classesOf(link).some((name) => /note-?ref/iu.test(name))
  const inside = elementsIn(link, ({ tagName }) => tagName === 'sup').length > 0
  return isNote || inside || closest(link, ({ tagName }) => tagName === 'sup') !== undefined
}

function isListOfReferences(element: Element): boolean {
  if (!['ol', 'ul'].includes(element.tagName)) return false
  return classesOf(element).includes('references') || attributeOf(element, 'role') === 'doc-endnotes'
}

/** What a mark leads to as a whole: the list item of a name within it. */
function entryOf(target: Element, link: Element, sizes: Map<Element, number>): Element | undefined {
  const entry = closest(target, ({ tagName }) => entryNames.has(tagName))
  if (entry === undefined || closest(link, (element) => element === entry)) return undefined
  const size = sizes.get(entry) ?? rawText(entry).length
  sizes.set(entry, size)
  return size > longestEntry ? undefined : entry
}

/** The list of references that the notes of a page are, in their order, each label once. */
export function referencesOf(notes: Notes): TextReference[] {
  const references = new Map<string, TextReference>()
  for (const [entry, name] of notes.entries) {
    if (name === undefined || references.has(name)) continue
    const reference = referenceOf(entry, name, notes)
    if (reference) references.set(name, reference)
  }
  return [...references.values()]
}

function referenceOf(entry: Element, name: string, notes: Notes): TextReference | undefined {
  const [link] = elementsIn(entry, (element) => element.tagName === 'a' && addressOf(element) !== undefined)
  const words = link === undefined ? '' : lineOf(link, notes).replace(/^["“'«]|["”'»]$/gu, '')
  const text = withoutLabel(lineOf(entry, notes), name).replace(/ ?[↩↑⬆]\uFE0E?$/u, '')
  const isTitle = words.length >= 12 && !/^(?:https?:|www\.)/iu.test(words)
  const title = clipTitle(isTitle ? words : text)
  if (title === '') return undefined
  const url = link && addressOf(link)
  return { label: name, title, ...(url === undefined ? {} : { url }) }
}

/** An entry without its own label and the way back to its marks: "^ a b", "[1]", "1.", "1 The". */
function withoutLabel(text: string, name: string): string {
  const rest = text.replace(/^[\^↑] ?(?:[a-z] )*/u, '')
  if (rest.startsWith(`[${name}]`)) return rest.slice(name.length + 2).trim()
  const after = rest.startsWith(name) ? rest.slice(name.length) : ''
  return /^(?:[.)] ?| (?=["“‘\p{Lu}]))/u.test(after) ? after.replace(/^[.)]? ?/u, '') : rest
}

/** The address on the web that a link leads to. */
function addressOf(link: Element): string | undefined {
  return webAddress(attributeOf(link, 'href'))
}

/** An address as the graph stores it; undefined for what is none. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000) return undefined
  const url = URL.parse(text.startsWith('//') ? `https:${text}` : text.trim())
  return url !== null && /^https?:$/u.test(url.protocol) && url.hostname !== '' ? url.href : undefined
}
