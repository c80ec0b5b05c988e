import type { Prisma } from '../generated/prisma/client.ts'
import type { ReadDocument } from './read.ts'

/**
 * Makes the paragraphs and sentences of a document those of `text`, and returns how many rows changed: a row that is
 * right already is not written. Paragraphs that the text no longer has lose theirs; the row stays while evidence cites
 * it. A fixed number of statements.
 */
export async function storeText(tx: Prisma.TransactionClient, documentId: number, text: ReadDocument): Promise<number> {
  const paragraphs = text.paragraphs.map(({ number, section, text: content }) => ({ number, section, text: content }))
  const sentences = text.paragraphs.flatMap(({ number, sentences: read }) =>
    read.map((sentence) => ({ number, ordinal: sentence.ordinal, text: sentence.text, digest: sentence.digest })),
  )
  const removed = await removeText(tx, documentId, paragraphs.length)
  const written = await storeParagraphs(tx, documentId, JSON.stringify(paragraphs))
  return removed + written + (await storeSentences(tx, documentId, JSON.stringify(sentences), text.language))
}

/** Takes the text from all paragraphs after number `after`; returns how many rows changed. */
export async function removeText(tx: Prisma.TransactionClient, documentId: number, after = 0): Promise<number> {
  // Evidence that is FOUND has a sentence: it lets go first, and says what it is once it is checked again.
  await tx.$executeRaw`
    update evidence set status = 'NOT_LOADED', sentence_id = null
    from sentence join paragraph on paragraph.id = sentence.paragraph_id
    where sentence.id = sentence_id and document_id = ${documentId} and number > ${after}`
  // Their sentences go with them.
  const deleted = await tx.$executeRaw`
    delete from paragraph where document_id = ${documentId} and number > ${after}
      and not exists (select from evidence where evidence.paragraph_id = paragraph.id)`
  const emptied = await tx.$executeRaw`
    update paragraph set text = null, section = null
    where document_id = ${documentId} and number > ${after} and (text is not null or section is not null)`
  const sentences = await tx.$executeRaw`
    delete from sentence using paragraph
    where paragraph.id = paragraph_id and document_id = ${documentId} and number > ${after}`
  return deleted + emptied + sentences
}

async function storeParagraphs(tx: Prisma.TransactionClient, documentId: number, paragraphs: string): Promise<number> {
  const updated = await tx.$executeRaw`
    update paragraph set text = new.text, section = new.section::"ParagraphSection"
    from jsonb_to_recordset(${paragraphs}::jsonb) as new (number int, section text, text text)
    where document_id = ${documentId} and paragraph.number = new.number
      and (paragraph.text, paragraph.section::text) is distinct from (new.text, new.section)`
  const inserted = await tx.$executeRaw`
    insert into paragraph (document_id, number, section, text)
    select ${documentId}, number, section::"ParagraphSection", text
    from jsonb_to_recordset(${paragraphs}::jsonb) as new (number int, section text, text text)
    where not exists (select from paragraph where document_id = ${documentId} and paragraph.number = new.number)
    order by number`
  return updated + inserted
}

async function storeSentences(
  tx: Prisma.TransactionClient,
  documentId: number,
  sentences: string,
  language: string,
): Promise<number> {
  await tx.$executeRaw`
    update evidence set status = 'NOT_LOADED', sentence_id = null
    from sentence join paragraph on paragraph.id = sentence.paragraph_id
    where sentence.id = sentence_id and document_id = ${documentId} and (number, sentence.ordinal) not in
      (select number, ordinal from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int))`
  const deleted = await tx.$executeRaw`
    delete from sentence using paragraph
    where paragraph.id = paragraph_id and document_id = ${documentId} and (number, ordinal) not in
      (select number, ordinal from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int))`
  const updated = await tx.$executeRaw`
    update sentence set text = new.text, digest = new.digest, language = ${language}
    from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int, text text, digest text)
      join paragraph on paragraph.number = new.number and document_id = ${documentId}
    where paragraph_id = paragraph.id and sentence.ordinal = new.ordinal
      and (sentence.text, sentence.digest, sentence.language) is distinct from (new.text, new.digest, ${language})`
  const inserted = await tx.$executeRaw`
    insert into sentence (paragraph_id, ordinal, text, digest, language)
    select paragraph.id, ordinal, new.text, digest, ${language}
    from jsonb_to_recordset(${sentences}::jsonb) as new (number int, ordinal int, text text, digest text)
      join paragraph on paragraph.number = new.number and document_id = ${documentId}
    where not exists (select from sentence where paragraph_id = paragraph.id and sentence.ordinal = new.ordinal)
    order by new.number, ordinal`
  return deleted + updated + inserted
}
