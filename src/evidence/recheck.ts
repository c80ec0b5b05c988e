import type { Prisma } from '../generated/prisma/client.ts'
import { type AnchoredSentence, type CheckedStatus, locateAnchor } from './check.ts'

/** How many pieces of evidence have which status. */
export type EvidenceCounts = Record<CheckedStatus, number>

export interface Recheck {
  readonly counts: EvidenceCounts
  /** How many pieces got another status or another sentence. */
  readonly changed: number
}

interface StoredEvidence {
  readonly id: number
  readonly paragraphId: number
  readonly anchor: string
  readonly digest: string | null
  readonly status: CheckedStatus
  readonly sentenceId: number | null
  readonly isLoaded: boolean
}

interface StoredSentence extends AnchoredSentence {
  readonly id: number
  readonly paragraphId: number
}

/** Documents at a time: the sentences of these are in memory together. */
const batchSize = 200

/**
 * Checks all evidence of the documents against their sentences and writes what is different now: status, and the
 * sentence of what is FOUND. Three statements for each two hundred documents, however much evidence there is. Part of
 * the caller's transaction.
 */
export async function recheckEvidence(tx: Prisma.TransactionClient, documentIds: readonly number[]): Promise<Recheck> {
  const counts: EvidenceCounts = { FOUND: 0, AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 }
  let changed = 0
  for (let at = 0; at < documentIds.length; at += batchSize) {
    changed += await recheckBatch(tx, documentIds.slice(at, at + batchSize), counts)
  }
  return { counts, changed }
}

async function recheckBatch(
  tx: Prisma.TransactionClient,
  ids: readonly number[],
  counts: EvidenceCounts,
): Promise<number> {
  const evidence = await tx.$queryRaw<StoredEvidence[]>`
    select evidence.id, paragraph_id as "paragraphId", anchor, digest, status::text, sentence_id as "sentenceId",
      loaded_at is not null as "isLoaded"
    from evidence
      join paragraph on paragraph.id = evidence.paragraph_id
      join document on document.id = paragraph.document_id
    where document_id = any(${ids}::int[])`
  if (evidence.length === 0) return 0
  const sentences = await readCitedSentences(tx, ids)
  const changes: { id: number; status: CheckedStatus; sentenceId: number | null }[] = []
  for (const { id, paragraphId, anchor, digest, isLoaded, ...stored } of evidence) {
    const candidates = isLoaded ? (sentences.get(paragraphId) ?? []) : undefined
    const { status, sentence } = locateAnchor(candidates, anchor, digest)
    const sentenceId = sentence?.id ?? null
    counts[status] += 1
    if (status !== stored.status || sentenceId !== stored.sentenceId) changes.push({ id, status, sentenceId })
  }
  if (changes.length === 0) return 0
  return await tx.$executeRaw`
    update evidence set status = change.status::"EvidenceStatus", sentence_id = change."sentenceId"
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (id int, status text, "sentenceId" int)
    where evidence.id = change.id`
}

/** The sentences of the paragraphs that evidence cites, by paragraph. */
async function readCitedSentences(
  tx: Prisma.TransactionClient,
  documentIds: readonly number[],
): Promise<Map<number, StoredSentence[]>> {
  const sentences = await tx.$queryRaw<StoredSentence[]>`
    select sentence.id, paragraph_id as "paragraphId", sentence.text, digest
    from sentence join paragraph on paragraph.id = sentence.paragraph_id
    where document_id = any(${documentIds}::int[])
      and exists (select from evidence where evidence.paragraph_id = paragraph.id)
    order by paragraph_id, ordinal`
  return Map.groupBy(sentences, ({ paragraphId }) => paragraphId)
}
