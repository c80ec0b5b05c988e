import { SourceText } from '../dataset/source-text.ts'
import { type ReadParagraph, readDocument } from '../document/read.ts'
import { readSource } from '../document/source-file.ts'
import { readableTitle } from '../document/title.ts'

/** A citation of a text, as its own list of references has it. */
export interface SourceReference {
  readonly label: string
  readonly title?: string
  readonly url?: string
}

/** The text that candidates are read out of. */
export interface DraftSource {
  /** As people write it. */
  readonly title: string
  /** BCP 47. */
  readonly language: string
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** The number by which its collection knows it. */
  readonly externalId?: string
  /** The form of the text, as documents of datasets name it. */
  readonly format?: string
  readonly references: readonly SourceReference[]
  readonly paragraphs: readonly ReadParagraph[]
  readonly text: SourceText
}

/**
 * Reads the text of a file.
 *
 * @throws DossierError as `readDocument` and `readSource` do.
 */
export async function readSourceFile(file: string, language?: string): Promise<DraftSource> {
  const document = readDocument(await readSource(file), { file, language })
  const { sha256, externalId, paragraphs } = document
  return {
    title: readableTitle(document),
    language: document.language,
    sha256,
    externalId,
    format: 'article',
    references: [],
    paragraphs,
    text: new SourceText(document),
  }
}
