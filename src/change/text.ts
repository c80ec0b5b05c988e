import type { Change } from './change.ts'
import type { ParagraphDraft, TextDraft } from './draft.ts'
import { letGo, storeBatch } from './text-batch.ts'
import { writeTextReferences } from './text-reference.ts'

/** A text that is too long to hold: its paragraphs, numbered from 1 without a gap, are read while they are written. */
export interface TextStream extends Omit<TextDraft, 'paragraphs'> {
  readonly paragraphs: AsyncIterable<ParagraphDraft> | Iterable<ParagraphDraft>
}

/**
 * What is read of a text at a time: so many paragraphs, or so many characters, whichever comes first. Prisma keeps the
 * values of its last hundred statements, so a batch must be much smaller than what fits into memory.
 */
const batchSize = { paragraphs: 1000, characters: 100_000 }

interface Stored {
  readonly sha256: string | null
  readonly format: string | null
  readonly isLoaded: boolean
}

/**
 * Replaces the text of a document, and returns whether that changed anything. Rows that are right already are not
 * written. Paragraphs that the new text lacks lose their text, but stay while evidence cites them. Needs a fixed number
 * of statements for each batch of paragraphs. The evidence of the document is checked again when the change is complete.
 */
export async function writeText(change: Change, documentId: number, text: TextDraft | TextStream): Promise<boolean> {
  const [stored] = await change.tx.$queryRaw<Stored[]>`
    select sha256, format, loaded_at is not null as "isLoaded" from document where id = ${documentId}`
  await change.log.willChange('document', [documentId])
  let [last, different] = [0, 0]
  for await (const batch of batchesOf(text.paragraphs)) {
    different += await storeBatch(change, documentId, batch, text.language)
    last = batch.at(-1)?.number ?? last
  }
  different += await emptyParagraphs(change, documentId, last)
  const format = text.format ?? stored?.format ?? null
  const isOther = different > 0 || !stored?.isLoaded || stored.sha256 !== text.sha256
  if (isOther && stored?.isLoaded && stored.sha256 === text.sha256) await forgetSentences(change, documentId)
  if (isOther || stored.format !== format) {
    const updated = await change.tx.$executeRaw`
      update document set sha256 = ${text.sha256}, format = ${format}, loaded_at = now() where id = ${documentId}`
    change.count('document', { updated })
  }
  await writeTextReferences(change, documentId, text.references ?? [])
  change.recheck([documentId])
  change.checkFacts.citing([documentId])
  return isOther
}

/** A record as a paragraph: its text, and the sentence that it is. */
export type RecordDraft = Pick<ParagraphDraft, 'text' | 'sentences'>

/** The records of a file. */
export interface RecordsDraft extends Pick<TextDraft, 'language' | 'sha256'> {
  readonly records: AsyncIterable<RecordDraft> | Iterable<RecordDraft>
}

/**
 * As `writeText`, of a document of records, as many as there are: the first record is paragraph 1, the next one paragraph
 * 2. Returns whether that changed anything.
 */
export async function writeRecords(change: Change, documentId: number, text: RecordsDraft): Promise<boolean> {
  const { language, sha256, records } = text
  return await writeText(change, documentId, { language, sha256, format: 'records', paragraphs: numbered(records) })
}

async function* numbered(records: RecordsDraft['records']): AsyncGenerator<ParagraphDraft> {
  let number = 0
  for await (const { text, sentences } of records) {
    number += 1
    yield { number, section: 'BODY', text, sentences }
  }
}

async function* batchesOf(paragraphs: TextStream['paragraphs']): AsyncGenerator<ParagraphDraft[]> {
  let batch: ParagraphDraft[] = []
  let characters = 0
  for await (const paragraph of paragraphs) {
    batch.push(paragraph)
    characters += paragraph.text.length
    if (batch.length < batchSize.paragraphs && characters < batchSize.characters) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

/**
 * The same file is read otherwise than before: in another language, or by another version of the program. Its text has
 * not changed, so evidence without a digest may be found in the sentences of now.
 */
async function forgetSentences(change: Change, documentId: number): Promise<void> {
  const updated = await change.tx.$executeRaw`
    update evidence set found_digest = null from paragraph
    where paragraph.id = paragraph_id and document_id = ${documentId} and found_digest not in
      (select digest from sentence join paragraph on paragraph.id = paragraph_id
        where paragraph.document_id = ${documentId})`
  change.count('evidence', { updated })
}

/** Removes the text of a document from the graph, and returns whether there was one. Evidence that cites it stays. */
export async function removeText(change: Change, documentId: number): Promise<boolean> {
  await change.log.willChange('document', [documentId])
  const emptied = await emptyParagraphs(change, documentId, 0)
  const updated = await change.tx.$executeRaw`
    update document set loaded_at = null where id = ${documentId} and loaded_at is not null`
  change.count('document', { updated })
  await writeTextReferences(change, documentId, [])
  change.recheck([documentId])
  change.checkFacts.citing([documentId])
  return emptied + updated > 0
}

/** Takes the text from all paragraphs after number `after`; returns how many rows changed. */
async function emptyParagraphs(change: Change, documentId: number, after: number): Promise<number> {
  const { tx } = change
  // Evidence that is FOUND refers to a sentence. The reference is removed first, and the check sets it again.
  await letGo(change, documentId, 'number > $2::int', [after])
  // Their sentences are deleted with them.
  const deleted = await tx.$executeRaw`
    delete from paragraph where document_id = ${documentId} and number > ${after}
      and not exists (select from evidence where evidence.paragraph_id = paragraph.id)
      and not exists (select from evidence where moved_from_id = paragraph.id)`
  const updated = await tx.$executeRaw`
    update paragraph set text = null, section = null, page = null
    where document_id = ${documentId} and number > ${after} and (text is not null or section is not null)`
  const sentences = await tx.$executeRaw`
    delete from sentence using paragraph
    where paragraph.id = paragraph_id and paragraph.document_id = ${documentId} and number > ${after}`
  change.count('paragraph', { deleted, updated })
  change.count('sentence', { deleted: sentences })
  return deleted + updated + sentences
}
