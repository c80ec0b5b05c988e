import { readNumbers } from '../command-line/number-list.ts'
import { counted } from '../command-line/terminal.ts'
import type { TextFormat } from './plain.ts'
import { type ReadParagraph, readDocument } from './read.ts'
import { readSource } from './source-file.ts'
import { readableTitle } from './title.ts'

/** A paragraph as evidence cites it. */
export interface ShownParagraph {
  readonly paragraph: number
  readonly section: ReadParagraph['section']
  /** The page on which it begins, where the form has pages. */
  readonly page?: number
  readonly sentences: readonly {
    /** 1-based within the paragraph. */
    readonly sentence: number
    /** Without citation marks. */
    readonly text: string
    readonly references: readonly string[]
    readonly digest: string
  }[]
}

/** A source file as the program reads it. */
export interface ShownDocument {
  /** Its number in its collection; only articles have one. */
  readonly number?: string
  readonly format: TextFormat
  readonly title: string
  readonly language: string
  readonly sha256: string
  /** How many paragraphs the file has; those that were asked for are in `paragraphs`. */
  readonly paragraphCount: number
  readonly paragraphs: readonly ShownParagraph[]
}

interface ShowOptions {
  readonly language?: string
  readonly format?: TextFormat
  readonly wanted?: readonly string[]
}

/**
 * Reads a source file without a graph. `wanted` are numbers and ranges of paragraphs: "20", "20-23", "30-", "1,5-7".
 *
 * @throws UsageError when a number is malformed or the file has no such paragraph; DossierError as `readDocument`.
 */
export async function showDocument(
  file: string,
  { language, format, wanted = [] }: ShowOptions,
): Promise<ShownDocument> {
  const document = await readDocument(await readSource(file), { file, format, language })
  const numbers =
    wanted.length === 0
      ? undefined
      : readNumbers(wanted, { one: 'paragraph', of: file, last: document.paragraphs.length })
  return {
    ...(document.externalId === undefined ? {} : { number: document.externalId }),
    format: document.format,
    title: readableTitle(document),
    language: document.language,
    sha256: document.sha256,
    paragraphCount: document.paragraphs.length,
    paragraphs: document.paragraphs.filter(({ number }) => numbers?.has(number) ?? true).map(shown),
  }
}

function shown({ number, section, page, sentences }: ReadParagraph): ShownParagraph {
  return {
    paragraph: number,
    section,
    ...(page === undefined ? {} : { page }),
    sentences: sentences.map(({ ordinal, ...sentence }) => ({ sentence: ordinal, ...sentence })),
  }
}

/** A document for people: "20.1" is what evidence calls sentence 1 of paragraph 20; its citation labels are at its end. */
export function documentText({ number, title, format, paragraphCount, paragraphs }: ShownDocument): string {
  const sentences = paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0)
  const all = counted(paragraphCount, 'paragraph')
  const what = paragraphs.length === paragraphCount ? all : `${paragraphs.length} of ${all}`
  const head = `${number === undefined ? '' : `${number} `}${title} (${format}): ${what}, ${counted(sentences, 'sentence')}`
  return [head, ...paragraphs.map(paragraphText)].join('\n\n')
}

function paragraphText({ paragraph, section, page, sentences }: ShownParagraph): string {
  const place = section === 'INFORMATION_BOX' ? ', information box' : page === undefined ? '' : `, page ${page}`
  const head = `Paragraph ${paragraph}${place}`
  const lines = sentences.map(({ sentence, text, references }) => {
    const labels = references.map((label) => ` [${label}]`).join('')
    return `  ${paragraph}.${sentence}  ${text}${labels && ` ${labels}`}`
  })
  return [head, ...lines].join('\n')
}
