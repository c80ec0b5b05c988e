import type { Change } from './change.ts'
import { documentIds } from './document.ts'
import type { EvidenceDraft } from './draft.ts'
import type { WrittenFacts } from './fact.ts'
import { tables } from './table.ts'

interface Piece extends EvidenceDraft {
  readonly factId: number
  readonly ordinal: number
  readonly documentId: number
}

/**
 * Writes the evidence of the facts that were written; it is checked when the change is complete. Until then it stands
 * in the paragraph that it cites. Returns the ids of the paragraphs that the facts cited before.
 */
export async function writeEvidence(change: Change, { written, touched }: WrittenFacts): Promise<number[]> {
  const cited = new Set(written.flatMap(({ draft }) => draft.evidence.map(({ document }) => document)))
  const documents = await documentIds(change, [...cited])
  const pieces = written.flatMap(({ id, draft }) =>
    draft.evidence.map((evidence, index) => ({
      ...evidence,
      factId: id,
      ordinal: index + 1,
      documentId: documents.get(evidence.document) ?? 0,
    })),
  )
  const stored = await readEvidence(change, touched)
  await removeEvidence(change, pieces, stored)
  const paragraphs = await writeParagraphs(change, pieces)
  const found = foundDigests(stored)
  await change.upsert(
    tables.evidence,
    pieces.map(({ factId, ordinal, documentId, paragraph, anchor, digest }) => {
      const citedId = paragraphs.get(`${documentId} ${paragraph}`)
      return {
        fact_id: factId,
        ordinal,
        paragraph_id: citedId,
        moved_from_id: null,
        anchor,
        digest: digest ?? null,
        found_digest: digest === undefined ? (found.get(citation(factId, citedId, anchor)) ?? null) : null,
      }
    }),
  )
  await writeReferences(change, pieces, touched)
  change.recheckFacts(written.map(({ id }) => id))
  return [...new Set(stored.map(({ citedId }) => citedId))]
}

interface StoredEvidence {
  readonly id: number
  readonly factId: number
  readonly ordinal: number
  readonly citedId: number
  readonly anchor: string
  readonly foundDigest: string | null
}

async function readEvidence({ tx }: Change, factIds: readonly number[]): Promise<StoredEvidence[]> {
  if (factIds.length === 0) return []
  return await tx.$queryRaw<StoredEvidence[]>`
    select id, fact_id as "factId", ordinal, coalesce(moved_from_id, paragraph_id) as "citedId", anchor,
      found_digest as "foundDigest"
    from evidence where fact_id = any(${factIds}::int[])`
}

/** Removes the evidence that facts no longer have. */
async function removeEvidence(
  change: Change,
  pieces: readonly Piece[],
  stored: readonly StoredEvidence[],
): Promise<void> {
  const kept = new Set(pieces.map(({ factId, ordinal }) => `${factId} ${ordinal}`))
  const gone = stored.filter(({ factId, ordinal }) => !kept.has(`${factId} ${ordinal}`)).map(({ id }) => id)
  await change.keepOnly(tables.evidenceReference, 'evidence_id', gone)
  await change.remove('evidence', gone)
}

/** The digests of the sentences in which evidence was found, by what it cites: they stay while that stays. */
function foundDigests(stored: readonly StoredEvidence[]): Map<string, string | null> {
  return new Map(
    stored.map(({ factId, citedId, anchor, foundDigest }) => [citation(factId, citedId, anchor), foundDigest]),
  )
}

function citation(factId: number, paragraphId: number | undefined, anchor: string): string {
  return `${factId} ${paragraphId} ${anchor}`
}

/** The ids of the cited paragraphs, by document and number. Paragraphs that no loaded text has are created. */
async function writeParagraphs(change: Change, pieces: readonly Piece[]): Promise<Map<string, number>> {
  const cited = new Map(
    pieces.map(({ documentId, paragraph }) => [
      `${documentId} ${paragraph}`,
      { document_id: documentId, number: paragraph },
    ]),
  )
  await change.upsert(tables.paragraph, [...cited.values()])
  const rows = await change.tx.$queryRaw<{ id: number; place: string }[]>`
    select paragraph.id, document_id || ' ' || number as place
    from paragraph join jsonb_to_recordset(${JSON.stringify([...cited.values()])}::jsonb)
      as cited (document_id int, number int) using (document_id, number)`
  return new Map(rows.map(({ id, place }) => [place, id]))
}

async function writeReferences(change: Change, pieces: readonly Piece[], touched: readonly number[]): Promise<void> {
  const factIds = [...new Set(pieces.map(({ factId }) => factId))]
  const stored = await readEvidence(change, factIds)
  const evidenceIds = new Map(stored.map(({ id, factId, ordinal }) => [`${factId} ${ordinal}`, id]))
  const labels = await referencesOf(change, pieces)
  const cited = pieces.flatMap(({ documentId, references }) =>
    references.flatMap((label) => labels.get(`${documentId} ${label}`) ?? []),
  )
  await listCited(change, cited)
  const rows = pieces.flatMap(({ factId, ordinal, documentId, references }) =>
    references.map((label, index) => ({
      evidence_id: evidenceIds.get(`${factId} ${ordinal}`),
      reference_id: labels.get(`${documentId} ${label}`)?.id,
      ordinal: index + 1,
    })),
  )
  const before = new Set(touched)
  const existing = stored.filter(({ factId }) => before.has(factId)).map(({ id }) => id)
  await change.keepOnly(tables.evidenceReference, 'evidence_id', existing, rows)
  await change.upsert(tables.evidenceReference, rows)
}

interface StoredReference {
  readonly id: number
  readonly documentId: number
  readonly place: string
  readonly listed: boolean
}

async function referencesOf({ tx }: Change, pieces: readonly Piece[]): Promise<Map<string, StoredReference>> {
  const documents = [...new Set(pieces.map(({ documentId }) => documentId))]
  const rows = await tx.$queryRaw<StoredReference[]>`
    select id, document_id as "documentId", document_id || ' ' || label as place, listed
    from reference where document_id = any(${documents}::int[])`
  return new Map(rows.map((row) => [row.place, row]))
}

/** What evidence cites is no longer the text's alone: files that are written from the graph have to list it. */
async function listCited(change: Change, cited: readonly StoredReference[]): Promise<void> {
  const unlisted = cited.filter(({ listed }) => !listed)
  if (unlisted.length === 0) return
  await change.log.willChange('document', [...new Set(unlisted.map(({ documentId }) => documentId))])
  const ids = unlisted.map(({ id }) => id)
  const updated = await change.tx.$executeRaw`
    update reference set listed = true where id = any(${ids}::int[]) and not listed`
  change.count('reference', { updated })
}
