import { readNumbers } from '../command-line/number-list.ts'
import { counted } from '../command-line/terminal.ts'
import { type ReadDocument, type ReadParagraph, readDocument } from './read.ts'
import { readSource } from './source-file.ts'
import { readableTitle } from './title.ts'

/** A paragraph as evidence cites it. */
export interface ShownParagraph {
  readonly paragraph: number
  readonly section: ReadParagraph['section']
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
  readonly number: string
  readonly title: string
  readonly language: string
  readonly sha256: string
  /** How many paragraphs the file has; those that were asked for are in `paragraphs`. */
  readonly paragraphCount: number
  readonly paragraphs: readonly ShownParagraph[]
}

/**
 * Reads a source file without a graph. `wanted` are numbers and ranges of paragraphs: "20", "20-23", "30-", "1,5-7".
 *
 * @throws UsageError when a number is malformed or the file has no such paragraph; DossierError as `readDocument`.
 */
export async function showDocument(
  file: string,
  { language, wanted = [] }: { readonly language?: string; readonly wanted?: readonly string[] },
): Promise<ShownDocument> {
  const document = readDocument(await readSource(file), { file, language })
  const numbers =
    wanted.length === 0
      ? undefined
      : readNumbers(wanted, { one: 'paragraph', of: file, last: document.paragraphs.length })
  return {
    number: document.externalId,
    title: readableTitle(document),
    language: document.language,
    sha256: document.sha256,
    paragraphCount: document.paragraphs.length,
    paragraphs: document.paragraphs.filter(({ number }) => numbers?.has(number) ?? true).map(shown),
  }
}

function shown({ number, section, sentences }: ReadDocument['paragraphs'][number]): ShownParagraph {
  return {
    paragraph: number,
    section,
    sentences: sentences.map(({ ordinal, ...sentence }) => ({ sentence: ordinal, ...sentence })),
  }
}

/** A document for people: "20.1" is what evidence calls sentence 1 of paragraph 20; its citation labels are at its end. */
export function documentText({ number, title, paragraphCount, paragraphs }: ShownDocument): string {
  const sentences = paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0)
  const all = counted(paragraphCount, 'paragraph')
  const what = paragraphs.length === paragraphCount ? all : `${paragraphs.length} of ${all}`
  return [`${number} ${title}: ${what}, ${counted(sentences, 'sentence')}`, ...paragraphs.map(paragraphText)].join(
    '\n\n',
  )
}

function paragraphText({ paragraph, section, sentences }: ShownParagraph): string {
  const head = `Paragraph ${paragraph}${section === 'INFORMATION_BOX' ? ', information box' : ''}`
  const lines = sentences.map(({ sentence, text, references }) => {
    const labels = references.map((label) => ` [${label}]`).join('')
    return `  ${paragraph}.${sentence}  ${text}${labels && ` ${labels}`}`
  })
  return [head, ...lines].join('\n')
}
