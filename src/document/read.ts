import { checkLanguage } from '../model/language.ts'
import { readArticle } from './article.ts'
import { readBounded } from './bounded.ts'
import { decodeText, digestOf, sourceBytes } from './decode.ts'
import { recognizeFormat } from './format.ts'
import type { PlainDocument, PlainParagraph, TextContent, TextFormat } from './plain.ts'
import { readPlainText } from './plain-text.ts'
import { type ReadSentence, readSentences, readSingleSentence } from './sentence.ts'

export interface ReadParagraph extends PlainParagraph {
  readonly sentences: readonly ReadSentence[]
}

export interface ReadDocument extends Omit<PlainDocument, 'paragraphs'> {
  /** BCP 47 tag of the language by whose rules the text was split into sentences. */
  readonly language: string
  readonly paragraphs: readonly ReadParagraph[]
}

interface SourceOptions {
  /** The name of the file, for messages; its ending counts where the content does not say what it is. */
  readonly file?: string
  /** What the file is, if that is known. */
  readonly format?: TextFormat
}

interface ReadOptions extends SourceOptions {
  /** BCP 47 tag of the text's language; what the text says, or "en", if not given. */
  readonly language?: string
}

/**
 * Reads the text of a source in any of the forms of docs/texts.md. Numbers paragraphs as evidence counts them: those of
 * the body, then the entries of the information box.
 *
 * @throws DossierError BAD_USER_INPUT that says where and why the source cannot be read, and what would be right.
 */
export async function readDocument(source: string | Uint8Array, options: ReadOptions = {}): Promise<ReadDocument> {
  const language = options.language === undefined ? undefined : checkLanguage(options.language)
  const plain = await readPlainDocument(source, options)
  return segmentDocument(plain, language ?? plain.language ?? 'en')
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
export async function readPlainDocument(
  source: string | Uint8Array,
  { file, format: given }: SourceOptions = {},
): Promise<PlainDocument> {
  const bytes = sourceBytes(source, file)
  const format = given ?? recognizeFormat(bytes, file)
  const { paragraphs, ...content } = await readContent(bytes, format, file)
  const numbered = paragraphs.map((paragraph, index) => ({ number: index + 1, ...paragraph }))
  return { ...content, format, sha256: digestOf(bytes), paragraphs: numbered }
}

async function readContent(bytes: Buffer, format: TextFormat, file?: string): Promise<TextContent> {
  switch (format) {
    case 'article':
      return readArticle(decodeText(bytes, file), file)
    case 'text':
      return readPlainText(decodeText(bytes, file), file)
    case 'markdown':
    case 'html':
    case 'pdf':
      return await readBounded(bytes, format, file)
  }
}
