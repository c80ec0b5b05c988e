import { removeButtons } from '../model/citation.ts'
import { normalizeSpace } from '../model/white-space.ts'
import { placeOf, sourceFault } from './fault.ts'
import { readInformationBox } from './information-box.ts'
import type { TextContent } from './plain.ts'

/** Whether a text begins as an article does: a line that is a number, and a title on the next one. */
export function isArticle(text: string): boolean {
  const [number = '', title = ''] = text.slice(0, 2000).replace(/^\s+/u, '').split('\n').map(normalizeSpace)
  return /^\d{1,40} ?,$/u.test(number) || (/^\d{1,40}$/u.test(number) && title !== '')
}

/**
 * Reads an article: a line with its number, a line with its title, the paragraphs, one to a line, and perhaps "Information
 * box" with a Python dictionary below.
 *
 * @throws DossierError BAD_USER_INPUT that names line, and column where it helps, and what would be right.
 */
export function readArticle(text: string, file?: string): TextContent {
  const lines = text.split('\n')
  const head = readHead(lines, file)
  const box = findInformationBox(text, lines, head.next, file)
  const body = lines
    .slice(head.next, box?.line)
    .map((line) => removeButtons(normalizeSpace(line)))
    .filter((line) => line !== '')
  const entries = box?.start === undefined ? [] : readInformationBox({ text, file }, box.start)
  const paragraphs = [
    ...body.map((line) => ({ section: 'BODY' as const, text: line })),
    ...entries.map((entry) => ({ section: 'INFORMATION_BOX' as const, text: entry })),
  ]
  if (paragraphs.length === 0) {
    throw sourceFault(
      'there is no text after the title; paragraphs should follow, one to a line',
      { line: head.next + 1 },
      file,
    )
  }
  return { externalId: head.externalId, title: head.title, paragraphs, references: [] }
}

interface Head {
  readonly externalId: string
  readonly title: string
  /** Index of the line after the title. */
  readonly next: number
}

/** Number and title, each with an optional comma after it; empty lines may precede the number. */
function readHead(lines: readonly string[], file?: string): Head {
  const first = lines.findIndex((line) => normalizeSpace(line) !== '')
  const number = withoutComma(lines[first] ?? '')
  if (!/^\d{1,40}$/u.test(number)) {
    const found = first < 0 ? 'the file is blank' : `"${clip(number)}" is not the number of a document`
    throw sourceFault(`${found}; the first line should be such as "36893,"`, { line: Math.max(first, 0) + 1 }, file)
  }
  const title = withoutComma(lines[first + 1] ?? '')
  if (title === '' || title.length > 500) {
    const found = title === '' ? 'the title is missing' : `"${clip(title)}" is too long for a title`
    throw sourceFault(
      `${found}; the line after the number should be such as "HumanRightsWatch,"`,
      { line: first + 2 },
      file,
    )
  }
  return { externalId: number, title, next: first + 2 }
}

function withoutComma(line: string): string {
  return normalizeSpace(line).replace(/\s*,$/u, '')
}

function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`
}

interface InformationBox {
  /** Index of the line that says so. */
  readonly line: number
  /** Offset of the dictionary; absent when the box is empty. */
  readonly start?: number
}

/**
 * Finds the last line "Information box" that a dictionary, or nothing at all, follows: a line of the body may say the
 * same. A text below it that ends like a dictionary is treated as a broken one, and not as paragraphs.
 */
function findInformationBox(
  text: string,
  lines: readonly string[],
  from: number,
  file?: string,
): InformationBox | undefined {
  const isClosed = /\}\s*,?\s*$/u.test(text.slice(-1000))
  let below = text.length
  let end = text.length
  for (let line = lines.length - 1; line >= from; line -= 1) {
    const content = lines[line] ?? ''
    if (content.length < 100 && /^information box ?[:,]?$/iu.test(normalizeSpace(content))) {
      if (/^(?:None)?\s*$/u.test(text.slice(below, below + 1000))) return { line }
      if (text[below] === '{') return { line, start: below }
      if (isClosed) {
        const begin = clip(text.slice(below, below + 200).split('\n')[0] ?? '')
        throw sourceFault(
          `the information box begins with "${begin}"; it should begin with "{"`,
          placeOf(text, below),
          file,
        )
      }
    }
    const start = end - content.length
    const indent = content.search(/\S/u)
    if (indent >= 0) below = start + indent
    end = start - 1
  }
  return undefined
}
