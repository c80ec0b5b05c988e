import { canonicalLanguage } from '../../model/language.ts'
import { normalizeSpace } from '../../model/white-space.ts'
import { decodeHtml } from '../decode.ts'
import { sourceFault } from '../fault.ts'
import { clipTitle, type TextContent } from '../plain.ts'
import { lineOf } from './inline.ts'
import { isLeftOut } from './left-out.ts'
import { findNotes, type Notes, referencesOf, webAddress } from './notes.ts'
import { paragraphsOf } from './paragraphs.ts'
import { attributeOf, classesOf, type Element, elementsIn, firstIn, parsePage, rawText } from './tree.ts'

/**
 * Reads a page: its main part, without what stands around it.
 *
 * @throws DossierError BAD_USER_INPUT when there is no text in it.
 */
export function readHtml(bytes: Buffer, file?: string): TextContent {
  return readPage(decodeHtml(bytes), file)
}

/** Like {@link readHtml}, of a text that is decoded. */
export function readPage(text: string, file?: string): TextContent {
  const page = parsePage(text)
  const root = firstIn(page, ({ tagName }) => tagName === 'html')
  const body = root && firstIn(root, ({ tagName }) => tagName === 'body')
  if (root === undefined || body === undefined)
    throw sourceFault(
      'the page consists of frames and has no text of its own; save what is in a frame',
      undefined,
      file,
    )
  const notes = findNotes(body)
  const content = mainPart(body)
  const heading = titleHeading(body, content)
  const title = titleOf(root, heading, notes)
  // The heading of an information box says the title again.
  const paragraphs = paragraphsOf(content, notes, heading).filter(({ text: said }) => said !== `${title}:`)
  const [first] = paragraphs
  if (first === undefined) {
    throw sourceFault(
      'the page has no text; if a program writes it in the browser, save it as PDF or text',
      undefined,
      file,
    )
  }
  const url = addressOf(root, text)
  const language = canonicalLanguage(attributeOf(root, 'lang') ?? '')
  return {
    title: title || clipTitle(first.text, 80),
    ...(language === undefined ? {} : { language }),
    ...(url === undefined ? {} : { url }),
    paragraphs,
    references: referencesOf(notes),
  }
}

/** The part of a page that is its text: that of MediaWiki, what the page says itself, or all of it. */
function mainPart(body: Element): Element {
  const isShown = (element: Element) => !isLeftOut(element) && /\S/u.test(rawText(element))
  const find = (isMain: (element: Element) => boolean) => {
    const found = elementsIn(body, isMain).filter(isShown)
    return found.length === 1 ? found[0] : undefined
  }
  return (
    find((element) => classesOf(element).includes('mw-parser-output')) ??
    find((element) => element.tagName === 'main' || attributeOf(element, 'role') === 'main') ??
    find(({ tagName }) => tagName === 'article') ??
    body
  )
}

/** The heading that is the title of the page: the first one of its text or, above that, the only one. */
function titleHeading(body: Element, content: Element): Element | undefined {
  const isHeading = (element: Element) =>
    element.tagName === 'h1' && /\S/u.test(rawText(element)) && !isLeftOut(element)
  const within = firstIn(content, isHeading)
  if (within) return within
  const all = elementsIn(body, isHeading)
  return all.find((element) => attributeOf(element, 'id') === 'firstHeading') ?? (all.length === 1 ? all[0] : undefined)
}

function titleOf(root: Element, heading: Element | undefined, notes: Notes): string {
  const said = heading && lineOf(heading, notes)
  if (said) return clipTitle(said)
  const title = firstIn(root, ({ tagName, parentNode }) => tagName === 'title' && parentNode?.nodeName === 'head')
  return clipTitle(normalizeSpace(title ? rawText(title) : '').replace(/ [–—-] Wikip[\p{L}]+$/u, ''))
}

/** The address of the page: what it says itself, or what a browser noted when it saved the page. */
function addressOf(root: Element, text: string): string | undefined {
  const link = firstIn(root, (element) => element.tagName === 'link' && attributeOf(element, 'rel') === 'canonical')
  const property = firstIn(root, (element) => attributeOf(element, 'property') === 'og:url')
  const [, saved] = /<!-- saved from url=\(\d{4}\)(\S+) -->/u.exec(text.slice(0, 2000)) ?? []
  return (
    webAddress(link && attributeOf(link, 'href')) ??
    webAddress(property && attributeOf(property, 'content')) ??
    webAddress(saved)
  )
}
