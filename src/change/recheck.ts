import { chunk } from 'es-toolkit/array/chunk'
import { type AnchoredSentence, type CheckedStatus, locateAnchor } from './anchor.ts'
import type { Change } from './change.ts'
import type { Transaction } from './writer.ts'

/** How many pieces of evidence have which status. */
export type EvidenceCounts = Record<CheckedStatus, number>

export const noEvidence: EvidenceCounts = { FOUND: 0, AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 }

interface StoredEvidence {
  readonly id: number
  readonly factId: number
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

/** How many documents are checked at a time, with their sentences in memory. */
const batchSize = 200

/**
 * Checks all evidence of the documents against their sentences and updates what changed: the status, and the sentence
 * if it is FOUND. Needs four statements for two hundred documents, however much evidence there is.
 */
export async function recheckEvidence(change: Change, documentIds: readonly number[]): Promise<EvidenceCounts> {
  const counts = { ...noEvidence }
  for (const ids of chunk(documentIds, batchSize)) await recheckBatch(change, ids, counts)
  return counts
}

async function recheckBatch(change: Change, ids: readonly number[], counts: EvidenceCounts): Promise<void> {
  const evidence = await change.tx.$queryRaw<StoredEvidence[]>`
    select evidence.id, fact_id as "factId", paragraph_id as "paragraphId", anchor, digest, status::text,
      sentence_id as "sentenceId", loaded_at is not null as "isLoaded"
    from evidence
      join paragraph on paragraph.id = evidence.paragraph_id
      join document on document.id = paragraph.document_id
    where document_id = any(${ids}::int[])`
  if (evidence.length === 0) return
  const sentences = await readCitedSentences(change.tx, ids)
  const different: { id: number; factId: number; status: CheckedStatus; sentenceId: number | null }[] = []
  for (const { id, factId, paragraphId, anchor, digest, isLoaded, ...stored } of evidence) {
    const candidates = isLoaded ? (sentences.get(paragraphId) ?? []) : undefined
    const { status, sentence } = locateAnchor(candidates, anchor, digest)
    const sentenceId = sentence?.id ?? null
    counts[status] += 1
    if (status !== stored.status || sentenceId !== stored.sentenceId) different.push({ id, factId, status, sentenceId })
  }
  if (different.length === 0) return
  await change.log.willChange(
    'fact',
    different.map(({ factId }) => factId),
  )
  const updated = await change.tx.$executeRaw`
    update evidence set status = change.status::"EvidenceStatus", sentence_id = change."sentenceId"
    from jsonb_to_recordset(${JSON.stringify(different)}::jsonb) as change (id int, status text, "sentenceId" int)
    where evidence.id = change.id`
  change.count('evidence', { updated })
}

/** The sentences of the paragraphs that evidence cites, by paragraph. */
async function readCitedSentences(
  tx: Transaction,
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
