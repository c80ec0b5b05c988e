import type { DatasetEvidence } from './format.ts'
import { documentIds } from './load-document.ts'
import type { WrittenFacts } from './load-fact.ts'
import { tables } from './table.ts'
import type { Writer } from './write.ts'

interface Piece extends DatasetEvidence {
  readonly factId: number
  readonly ordinal: number
  readonly documentId: number
}

/** Writes the evidence of the facts that were written, and returns the ids of the documents that it cites. */
export async function writeEvidence(writer: Writer, { written, touched }: WrittenFacts): Promise<number[]> {
  const cited = new Set(written.flatMap(({ fact }) => fact.evidence.map(({ document }) => document)))
  const documents = await documentIds(writer, [...cited])
  const pieces = written.flatMap(({ id, fact }) =>
    fact.evidence.map((evidence, index) => ({
      ...evidence,
      factId: id,
      ordinal: index + 1,
      documentId: documents.get(evidence.document) ?? 0,
    })),
  )
  await removeEvidence(writer, pieces, touched)
  const paragraphs = await writeParagraphs(writer, pieces)
  await writer.upsert(
    tables.evidence,
    pieces.map(({ factId, ordinal, documentId, paragraph, anchor, digest }) => ({
      fact_id: factId,
      ordinal,
      paragraph_id: paragraphs.get(`${documentId} ${paragraph}`),
      anchor,
      digest: digest ?? null,
    })),
  )
  await writeReferences(writer, pieces, touched)
  return [...documents.values()]
}

interface StoredEvidence {
  readonly id: number
  readonly factId: number
  readonly ordinal: number
}

async function readEvidence({ tx }: Writer, factIds: readonly number[]): Promise<StoredEvidence[]> {
  if (factIds.length === 0) return []
  return await tx.$queryRaw<StoredEvidence[]>`
    select id, fact_id as "factId", ordinal from evidence where fact_id = any(${factIds}::int[])`
}

/** Takes away the pieces that facts have no more. */
async function removeEvidence(writer: Writer, pieces: readonly Piece[], touched: readonly number[]): Promise<void> {
  const kept = new Set(pieces.map(({ factId, ordinal }) => `${factId} ${ordinal}`))
  const gone = (await readEvidence(writer, touched))
    .filter(({ factId, ordinal }) => !kept.has(`${factId} ${ordinal}`))
    .map(({ id }) => id)
  await writer.keepOnly(tables.evidenceReference, 'evidence_id', gone)
  await writer.remove('evidence', gone)
}

/** The ids of the cited paragraphs, by document and number; those that no text has brought yet are made. */
async function writeParagraphs(writer: Writer, pieces: readonly Piece[]): Promise<Map<string, number>> {
  const cited = new Map(
    pieces.map(({ documentId, paragraph }) => [
      `${documentId} ${paragraph}`,
      { document_id: documentId, number: paragraph },
    ]),
  )
  await writer.upsert(tables.paragraph, [...cited.values()])
  const rows = await writer.tx.$queryRaw<{ id: number; place: string }[]>`
    select paragraph.id, document_id || ' ' || number as place
    from paragraph join jsonb_to_recordset(${JSON.stringify([...cited.values()])}::jsonb)
      as cited (document_id int, number int) using (document_id, number)`
  return new Map(rows.map(({ id, place }) => [place, id]))
}

async function writeReferences(writer: Writer, pieces: readonly Piece[], touched: readonly number[]): Promise<void> {
  const factIds = [...new Set(pieces.map(({ factId }) => factId))]
  const stored = await readEvidence(writer, factIds)
  const evidenceIds = new Map(stored.map(({ id, factId, ordinal }) => [`${factId} ${ordinal}`, id]))
  const labels = await referenceIds(writer, pieces)
  const rows = pieces.flatMap(({ factId, ordinal, documentId, references }) =>
    references.map((label, index) => ({
      evidence_id: evidenceIds.get(`${factId} ${ordinal}`),
      reference_id: labels.get(`${documentId} ${label}`),
      ordinal: index + 1,
    })),
  )
  const before = new Set(touched)
  const existing = stored.filter(({ factId }) => before.has(factId)).map(({ id }) => id)
  await writer.keepOnly(tables.evidenceReference, 'evidence_id', existing, rows)
  await writer.upsert(tables.evidenceReference, rows)
}

async function referenceIds({ tx }: Writer, pieces: readonly Piece[]): Promise<Map<string, number>> {
  const documents = [...new Set(pieces.map(({ documentId }) => documentId))]
  const rows = await tx.$queryRaw<{ id: number; place: string }[]>`
    select id, document_id || ' ' || label as place from reference where document_id = any(${documents}::int[])`
  return new Map(rows.map(({ id, place }) => [place, id]))
}
