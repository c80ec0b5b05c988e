import type { CheckedStatus } from '../change/anchor.ts'
import type { Change } from '../change/change.ts'
import { documentOfSlugOrThrow } from '../change/document.ts'
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
  /** 1-based. */
  readonly paragraph: number
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
  return await prisma.$queryRaw<CheckedEvidence[]>`
    select status::text, fact.key as "factKey", dataset.slug as dataset, document.slug as document,
      paragraph.number as paragraph, anchor, sentence.text as sentence
    from evidence
      join fact on fact.id = fact_id
      join dataset on dataset.id = fact.dataset_id
      join paragraph on paragraph.id = evidence.paragraph_id
      join document on document.id = document_id
      left join sentence on sentence.id = sentence_id
    where document_id = any(${ids}::int[])
    order by document.slug, paragraph.number, fact.key, evidence.ordinal`
}
