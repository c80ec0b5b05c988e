import { SourceText } from '../dataset/source-text.ts'
import type { TextReference } from '../document/plain.ts'
import { type ReadDocument, type ReadParagraph, readDocument } from '../document/read.ts'
import { readSource } from '../document/source-file.ts'
import { readableTitle } from '../document/title.ts'

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
  /** Where it can be read, if it says so. */
  readonly url?: string
  /** The form of the text. */
  readonly format: ReadDocument['format']
  /** Its own list of references. */
  readonly references: readonly (Partial<TextReference> & Pick<TextReference, 'label'>)[]
  readonly paragraphs: readonly ReadParagraph[]
  readonly text: SourceText
}

/**
 * Reads the text of a file, in any form that documents have.
 *
 * @throws DossierError as `readDocument` and `readSource` do.
 */
export async function readSourceFile(file: string, language?: string): Promise<DraftSource> {
  const document = await readDocument(await readSource(file), { file, ...(language !== undefined && { language }) })
  return { ...document, title: readableTitle(document), text: new SourceText(document) }
}
