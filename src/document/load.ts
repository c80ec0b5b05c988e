import type { CheckCounts } from '../change/check-counts.ts'
import { documentOfSlugOrThrow } from '../change/document.ts'
import type { EvidenceCounts } from '../change/recheck.ts'
import { removeText, writeText } from '../change/text.ts'
import { type Connected, changeGraph } from '../change/transaction.ts'
import { type DocumentLabels, identifyDocument } from './identify.ts'
import { clipTitle, type TextFormat } from './plain.ts'
import { readPlainDocument, segmentDocument } from './read.ts'
import { keepPlaces } from './replace.ts'
import { readSource } from './source-file.ts'

/** A source file, by its path or its content, and the labels of its document. */
export type DocumentInput = DocumentLabels &
  ({ readonly file: string } | { readonly text: string | Uint8Array }) & {
    /** What it is, if its content does not say so. */
    readonly format?: TextFormat
    /** It may take the place of another text, even if evidence loses its places by that: see replace.ts. */
    readonly replace?: boolean
  }

export interface LoadedDocument {
  readonly slug: string
  readonly title: string
  /** False if the graph had exactly this text already, so that no row was written. */
  readonly changed: boolean
  /** How many paragraphs and sentences the text has. */
  readonly paragraphs: number
  readonly sentences: number
  /** The evidence that cites the document, counted by the result of the check against this text. */
  readonly evidence: EvidenceCounts
  /** What the facts that cite it say, counted by whether their sentences say it, too. */
  readonly checks: CheckCounts
  /** How much of what is FOUND stands in another paragraph than is cited; absent if none does. */
  readonly moved?: number
  /** If nothing cites it: cited documents without a text and a number, which it may be. */
  readonly mayBe?: readonly string[]
}

/**
 * Loads the text of a source into the graph and checks the evidence that cites it, in one transaction. The text belongs
 * to the document with its slug, number, digest, address or title (see identify.ts); a new one is created if the graph has none. Loading the
 * same again writes nothing. An edited text replaces the one before, and its evidence is checked against it.
 *
 * @throws DossierError NOT_FOUND for a missing file, BAD_USER_INPUT for a malformed one, CONFLICT where evidence would lose
 *   its place without `replace`, and like `identifyDocument`.
 */
export async function loadDocument(db: Connected, input: DocumentInput): Promise<LoadedDocument> {
  const file = 'file' in input ? input.file : undefined
  const source = 'file' in input ? await readSource(input.file) : input.text
  const plain = await readPlainDocument(source, { file, format: input.format })
  const name = plain.externalId ?? input.slug ?? clipTitle(plain.title, 150)
  const author = { origin: { by: 'FILES', name: `document ${name}` } } as const
  const { result, changed, evidence, moved, checks } = await changeGraph(db, author, async (change) => {
    const document = await identifyDocument(change, plain, input)
    if (input.replace !== true) await keepPlaces(change, document, plain)
    const { id, slug, title, language } = document
    const text = segmentDocument(plain, language)
    await writeText(change, id, text)
    const sentences = text.paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0)
    return { slug, title, paragraphs: text.paragraphs.length, sentences }
  })
  const mayBe = Object.values(evidence).some((count) => count > 0) ? [] : await documentsWithoutNumber(db)
  return {
    ...result,
    changed: Object.keys(changed).length > 0,
    evidence,
    checks,
    ...(moved > 0 ? { moved } : {}),
    ...(mayBe.length > 0 ? { mayBe } : {}),
  }
}

const mostSuggested = 10

async function documentsWithoutNumber({ prisma }: Connected): Promise<string[]> {
  const documents = await prisma.document.findMany({
    where: { externalId: null, loadedAt: null, paragraphs: { some: { evidence: { some: {} } } } },
    select: { slug: true },
    orderBy: { slug: 'asc' },
    take: mostSuggested,
  })
  return documents.map(({ slug }) => slug)
}

/** The result of removing the text of a document. */
export interface UnloadedDocument {
  readonly slug: string
  /** False when its text was not loaded. */
  readonly changed: boolean
  /** True if the document was removed, too, because nothing declares or cites it. */
  readonly removed: boolean
  readonly evidence: EvidenceCounts
}

/**
 * Removes the text of a document from the graph. Evidence that cites it stays, as NOT_LOADED.
 *
 * @throws DossierError NOT_FOUND when no document has the slug.
 */
export async function unloadDocument(db: Connected, slug: string): Promise<UnloadedDocument> {
  const author = { origin: { by: 'FILES', name: `document ${slug}` } } as const
  const { result, changed, evidence } = await changeGraph(db, author, async (change) => {
    const document = await documentOfSlugOrThrow(change, slug)
    await removeText(change, document.id)
    const cited = await change.tx.evidence.findFirst({ where: { paragraph: { documentId: document.id } } })
    const removed = document.datasetId === null && cited === null
    if (removed) await change.remove('document', [document.id])
    return removed
  })
  return { slug, changed: Object.keys(changed).length > 0, removed: result, evidence }
}
