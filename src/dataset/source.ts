import type { DocumentDraft } from '../change/draft.ts'
import { readPlainDocument, segmentDocument } from '../document/read.ts'
import { readSource } from '../document/source-file.ts'
import { DossierError } from '../errors.ts'
import type { Dataset } from './read/format.ts'
import { SourceText } from './source-text.ts'

/** The text of a document of a dataset, from a file. */
export interface Source {
  readonly file: string
  readonly document: DocumentDraft
  readonly text: SourceText
  /** True if the digest of the file is not the one that the dataset gives. */
  readonly isOther: boolean
}

/** The texts of some sources, by the slugs of their documents. */
export function textsBySlug(sources: readonly Source[]): ReadonlyMap<string, SourceText> {
  return new Map(sources.map(({ document, text }) => [document.slug, text]))
}

/**
 * Reads source files and finds the documents of the dataset that they belong to, by the number at their head.
 *
 * @throws DossierError NOT_FOUND for a missing file, BAD_USER_INPUT for a malformed one, or one that belongs to no
 *   document of the dataset.
 */
export async function readSources(dataset: Dataset, files: readonly string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const file of files) {
    const plain = readPlainDocument(await readSource(file), file)
    const document = findDocument(dataset, plain.externalId, file)
    const isOther = document.sha256 !== undefined && document.sha256 !== plain.sha256
    const text = new SourceText(segmentDocument(plain, document.language))
    sources.push({ file, document, text, isOther })
  }
  return sources
}

function findDocument({ slug, documents }: Dataset, number: string, file: string): DocumentDraft {
  const [only] = documents
  const found =
    documents.find(({ externalId }) => externalId === number) ??
    (documents.length === 1 && only?.externalId === undefined ? only : undefined)
  if (found !== undefined) return found
  const known = documents.map((document) => `${document.externalId ?? 'without number'} (${document.slug})`)
  const list = known.length === 0 ? 'which lists no documents' : `whose documents are ${known.join(', ')}`
  throw new DossierError(
    'BAD_USER_INPUT',
    `${file} has the number ${number}, and is none of the dataset "${slug}", ${list}.`,
  )
}
