import type { Change } from './change.ts'
import type { ParagraphDraft } from './draft.ts'

/** Writes some paragraphs that follow each other; returns how many rows changed. */
export async function storeBatch(
  change: Change,
  documentId: number,
  batch: readonly ParagraphDraft[],
  language: string,
): Promise<number> {
  const paragraphs = batch.map(({ number, section, text, page }) => ({ number, section, text, page }))
  const sentences = batch.flatMap(({ number, sentences: read }) =>
    read.map(({ ordinal, text, digest, references }) => ({ number, ordinal, text, digest, labels: references })),
  )
  const between = [batch[0]?.number ?? 0, batch.at(-1)?.number ?? 0] as const
  const written = await storeParagraphs(change, documentId, { paragraphs: JSON.stringify(paragraphs), between })
  return (
    written + (await storeSentences(change, documentId, { sentences: JSON.stringify(sentences), between, language }))
  )
}

/** Frees the sentences of a document that `condition` selects from the evidence that refers to them. */
export async function letGo(
  change: Change,
  documentId: number,
  condition: string,
  parameters: readonly (number | string)[],
): Promise<void> {
  const evidence = await change.tx.$queryRawUnsafe<{ id: number; factId: number }[]>(
    `select evidence.id, fact_id as "factId" from evidence join sentence on sentence.id = sentence_id
      join paragraph on paragraph.id = sentence.paragraph_id
    where paragraph.document_id = $1 and ${condition}`,
    documentId,
    ...parameters,
  )
  if (evidence.length === 0) return
  await change.log.willChange(
    'fact',
    evidence.map(({ factId }) => factId),
  )
  const ids = evidence.map(({ id }) => id)
  const updated = await change.tx.$executeRaw`
    update evidence set status = 'NOT_LOADED', sentence_id = null, moved_from_id = null,
      paragraph_id = coalesce(moved_from_id, paragraph_id)
    where id = any(${ids}::int[])`
  change.count('evidence', { updated })
}

interface Batch {
  /** The numbers of the first and the last paragraph. They bound what a statement reads, however it is planned. */
  readonly between: readonly [number, number]
}

interface ParagraphBatch extends Batch {
  /** As JSON. */
  readonly paragraphs: string
}

async function storeParagraphs(
  change: Change,
  documentId: number,
  { paragraphs, between: [first, last] }: ParagraphBatch,
): Promise<number> {
  const { tx } = change
  const updated = await tx.$executeRaw`
    update paragraph set text = new.text, section = new.section::"ParagraphSection", page = new.page
    from jsonb_to_recordset(${paragraphs}::jsonb) as new (number int, section text, text text, page int)
    where document_id = ${documentId} and paragraph.number between ${first} and ${last}
      and paragraph.number = new.number
      and (paragraph.text, paragraph.section::text, paragraph.page) is distinct from (new.text, new.section, new.page)`
  const inserted = await tx.$executeRaw`
    insert into paragraph (document_id, number, section, text, page)
    select ${documentId}, number, section::"ParagraphSection", text, page
    from jsonb_to_recordset(${paragraphs}::jsonb) as new (number int, section text, text text, page int)
    where not exists (select from paragraph where document_id = ${documentId}
      and paragraph.number between ${first} and ${last} and paragraph.number = new.number)
    order by number`
  change.count('paragraph', { updated, inserted })
  return updated + inserted
}

interface SentenceBatch extends Batch {
  /** As JSON. */
  readonly sentences: string
  readonly language: string
}

async function storeSentences(
  change: Change,
  documentId: number,
  { sentences, between: [first, last], language }: SentenceBatch,
): Promise<number> {
  const { tx } = change
  await letGo(
    change,
    documentId,
    `number between $2::int and $3::int and (number, sentence.ordinal) not in
      (select number, ordinal from jsonb_to_recordset($4::jsonb) as new (number int, ordinal int))`,
    [first, last, sentences],
  )
  const deleted = await tx.$executeRaw`
    delete from sentence using paragraph
    where paragraph.id = paragraph_id and paragraph.document_id = ${documentId} and number between ${first} and ${last}
      and (number, ordinal) not in
      (select number, ordinal from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int))`
  const updated = await tx.$executeRaw`
    update sentence set text = new.text, digest = new.digest, labels = new.labels, language = ${language}
    from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int, text text, digest text, labels text[])
      join paragraph on paragraph.number = new.number and document_id = ${documentId}
        and paragraph.number between ${first} and ${last}
    where paragraph_id = paragraph.id and sentence.ordinal = new.ordinal
      and (sentence.text, sentence.digest, sentence.labels, sentence.language)
        is distinct from (new.text, new.digest, new.labels, ${language})`
  const inserted = await tx.$executeRaw`
    insert into sentence (paragraph_id, ordinal, text, digest, labels, language)
    select paragraph.id, ordinal, new.text, digest, new.labels, ${language}
    from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int, text text, digest text, labels text[])
      join paragraph on paragraph.number = new.number and document_id = ${documentId}
        and paragraph.number between ${first} and ${last}
    where not exists (select from sentence where paragraph_id = paragraph.id and sentence.ordinal = new.ordinal)
    order by new.number, ordinal`
  change.count('sentence', { deleted, updated, inserted })
  return deleted + updated + inserted
}
