import type { CheckedStatus } from '../change/anchor.ts'
import type { Change } from '../change/change.ts'
import { documentOfSlugOrThrow } from '../change/document.ts'
import { nearestSentence } from '../change/nearest-sentence.ts'
import { type Connected, changeGraph } from '../change/transaction.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** A piece of evidence and the result of its check. */
export interface CheckedEvidence {
  readonly status: CheckedStatus
  /** The stable key of its fact in the dataset's files. */
  readonly factKey: string
  /** The slugs of the fact's dataset and of the document. */
  readonly dataset: string
  readonly document: string
  /** 1-based. Where the sentence stands; what is cited, while it is not found. */
  readonly paragraph: number
  /** What is cited, if the sentence has moved. */
  readonly citedParagraph?: number
  readonly anchor: string
  /** The sentence, when the status is FOUND. */
  readonly sentence: string | null
}

/**
 * Checks all evidence, or that of one document by its slug, against the loaded texts, and corrects stored statuses that
 * differ. Rows are in order of document, paragraph and fact.
 *
 * @throws DossierError NOT_FOUND when no document has the slug.
 */
export async function checkEvidence(
  db: Connected,
  { document }: { readonly document?: string } = {},
): Promise<CheckedEvidence[]> {
  const author = { origin: { by: 'FILES', name: 'evidence check' } } as const
  const { result } = await changeGraph(db, author, async (change) => {
    const ids = await documentIds(change, document)
    change.recheck(ids)
    change.checkFacts.citing(ids)
    return ids
  })
  return await listEvidence(db.prisma, result)
}

async function documentIds(change: Change, slug?: string): Promise<number[]> {
  if (slug !== undefined) return [(await documentOfSlugOrThrow(change, slug)).id]
  const documents = await change.tx.document.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  return documents.map(({ id }) => id)
}

async function listEvidence(prisma: Prisma.TransactionClient, ids: readonly number[]): Promise<CheckedEvidence[]> {
  const rows = await prisma.$queryRaw<(CheckedEvidence & { movedFrom: number | null })[]>`
    select status::text, fact.key as "factKey", dataset.slug as dataset, document.slug as document,
      paragraph.number as paragraph, cited.number as "movedFrom", anchor, sentence.text as sentence
    from evidence
      join fact on fact.id = fact_id
      join dataset on dataset.id = fact.dataset_id
      join paragraph on paragraph.id = evidence.paragraph_id
      join document on document.id = paragraph.document_id
      left join paragraph as cited on cited.id = moved_from_id
      left join sentence on sentence.id = sentence_id
    where document.id = any(${ids}::int[])
    order by document.slug, paragraph.number, fact.key, evidence.ordinal`
  return rows.map(({ movedFrom, ...row }) => (movedFrom === null ? row : { ...row, citedParagraph: movedFrom }))
}

/** A sentence and its paragraph, for a person to look at. */
export interface NearestSentence {
  readonly paragraph: number
  readonly text: string
}

/** For each piece of evidence that is ORPHANED the sentence of its document that is most like its anchor. */
export async function nearestSentences(
  { prisma }: Connected,
  evidence: readonly CheckedEvidence[],
): Promise<Map<CheckedEvidence, NearestSentence>> {
  const orphans = evidence.filter(({ status }) => status === 'ORPHANED')
  const found = new Map<CheckedEvidence, NearestSentence>()
  for (const [document, pieces] of Map.groupBy(orphans, (piece) => piece.document)) {
    const sentences = await prisma.$queryRaw<NearestSentence[]>`
      select paragraph.number as paragraph, sentence.text
      from sentence join paragraph on paragraph.id = paragraph_id join document on document.id = paragraph.document_id
      where slug = ${document} order by paragraph.number, ordinal`
    for (const piece of pieces) {
      const nearest = nearestSentence(sentences, piece)
      if (nearest) found.set(piece, nearest)
    }
  }
  return found
}
