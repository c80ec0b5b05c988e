import { removeButtons } from '../model/citation.ts'
import { checkLanguage } from '../model/language.ts'
import { normalizeSpace } from '../model/white-space.ts'
import { decodeSource } from './decode.ts'
import { placeOf, sourceFault } from './fault.ts'
import { readInformationBox } from './information-box.ts'
import { type ReadSentence, readSentences, readSingleSentence } from './sentence.ts'

export type Section = 'BODY' | 'INFORMATION_BOX'

/** A paragraph of a source; an entry of the information box is one too. */
export interface PlainParagraph {
  /** 1-based; the entries of the information box are numbered on after the body. */
  readonly number: number
  readonly section: Section
  /** With its citation marks; white space normalised. */
  readonly text: string
}

/** A source that is not split into sentences yet. */
export interface PlainDocument {
  /** The number at the head of the file. */
  readonly externalId: string
  /** The title as the file has it, mostly without spaces. */
  readonly runTogetherTitle: string
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
  readonly paragraphs: readonly PlainParagraph[]
}

export interface ReadParagraph extends PlainParagraph {
  readonly sentences: readonly ReadSentence[]
}

export interface ReadDocument extends Omit<PlainDocument, 'paragraphs'> {
  /** BCP 47 tag of the language by whose rules the text was split into sentences. */
  readonly language: string
  readonly paragraphs: readonly ReadParagraph[]
}

interface ReadOptions {
  /** BCP 47 tag of the text's language; "en" if not given. */
  readonly language?: string
  /** The name of the file in messages. */
  readonly file?: string
}

/**
 * Reads a source file: a line with its number, a line with its title, the paragraphs, one to a line, and perhaps
 * "Information box" with a Python dictionary below. Numbers paragraphs as evidence counts them: those of the body that
 * are not empty, then the entries of the box.
 *
 * @throws DossierError BAD_USER_INPUT that names line, and column where it helps, and what would be right.
 */
export function readDocument(source: string | Uint8Array, options: ReadOptions = {}): ReadDocument {
  const language = checkLanguage(options.language ?? 'en')
  return segmentDocument(readPlainDocument(source, options.file), language)
}

/** Splits a document into sentences, by the rules of `language`. */
export function segmentDocument(document: PlainDocument, language: string): ReadDocument {
  const paragraphs = document.paragraphs.map((paragraph) => ({
    ...paragraph,
    sentences:
      paragraph.section === 'BODY' ? readSentences(paragraph.text, language) : readSingleSentence(paragraph.text),
  }))
  return { ...document, language, paragraphs }
}

/** Like {@link readDocument}, without sentences. */
export function readPlainDocument(source: string | Uint8Array, file?: string): PlainDocument {
  const { text, sha256 } = decodeSource(source, file)
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
  ].map((paragraph, index) => ({ number: index + 1, ...paragraph }))
  if (paragraphs.length === 0) {
    throw sourceFault(
      'there is no text after the title; paragraphs should follow, one to a line',
      { line: head.next + 1 },
      file,
    )
  }
  return { externalId: head.externalId, runTogetherTitle: head.title, sha256, paragraphs }
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
