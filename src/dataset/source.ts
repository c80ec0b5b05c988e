import type { DocumentDraft } from '../change/draft.ts'
import type { PlainDocument } from '../document/plain.ts'
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
 * Reads source files in any form and finds the documents of the dataset that they belong to: by the number of an article,
 * by the digest, the address or the title of another text; of a dataset with one document by that.
 *
 * @throws DossierError NOT_FOUND for a missing file, BAD_USER_INPUT for one that cannot be read, or that belongs to no
 *   document of the dataset.
 */
export async function readSources(dataset: Dataset, files: readonly string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const file of files) {
    const plain = await readPlainDocument(await readSource(file), { file })
    const document = findDocument(dataset, plain, file)
    const isOther = document.sha256 !== undefined && document.sha256 !== plain.sha256
    const text = new SourceText(segmentDocument(plain, document.language))
    sources.push({ file, document, text, isOther })
  }
  return sources
}

function findDocument({ slug, documents }: Dataset, text: PlainDocument, file: string): DocumentDraft {
  const found = documents.length === 1 ? onlyDocument(documents, text) : documentOf(documents, text)
  if (found !== undefined) return found
  const { externalId, title } = text
  const known = documents.map((document) => `${document.externalId ?? 'without number'} (${document.slug})`)
  const list = known.length === 0 ? 'which lists no documents' : `whose documents are ${known.join(', ')}`
  const what = externalId === undefined ? `is "${title}", without a number,` : `has the number ${externalId},`
  throw new DossierError('BAD_USER_INPUT', `${file} ${what} and is none of the dataset "${slug}", ${list}.`)
}

function onlyDocument([only]: readonly DocumentDraft[], { externalId }: PlainDocument): DocumentDraft | undefined {
  const isOther = externalId !== undefined && only?.externalId !== undefined && only.externalId !== externalId
  return isOther ? undefined : only
}

/** The document that has the number of an article; of another text the one that has its digest, address or title. */
function documentOf(documents: readonly DocumentDraft[], text: PlainDocument): DocumentDraft | undefined {
  const { externalId, sha256, url } = text
  if (externalId !== undefined) return documents.find((document) => document.externalId === externalId)
  const titled = documents.filter(({ title }) => title === text.title)
  return (
    documents.find((document) => document.sha256 === sha256) ??
    documents.find((document) => url !== undefined && document.url === url) ??
    (titled.length === 1 ? titled[0] : undefined)
  )
}
