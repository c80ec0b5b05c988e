import path from 'node:path'
import type { Change } from '../../change/change.ts'
import { documentOfSlug } from '../../change/document.ts'
import { writeRecords } from '../../change/text.ts'
import { type Connected, changeGraph } from '../../change/transaction.ts'
import { DossierError } from '../../errors.ts'
import type { Document } from '../../generated/prisma/client.ts'
import { checkLanguage } from '../../model/language.ts'
import type { DocumentLabels } from '../identify.ts'
import type { LoadedDocument } from '../load.ts'
import { keepPlaces } from '../replace.ts'
import { openRecordFile, type RecordFile } from './file.ts'
import { isRefused, readRecords } from './read.ts'

interface RecordsInput extends DocumentLabels {
  readonly file: string
  /** It may take the place of another text, even if evidence loses its places by that. */
  readonly replace?: boolean | undefined
}

/**
 * Loads a file of records, of any size, as the text of a document: a paragraph for each record, the same that imports make
 * of it. It belongs to the document with the slug, else to the one that was made from this very file.
 *
 * @throws DossierError as `loadDocument` does.
 */
export async function loadRecords(db: Connected, input: RecordsInput): Promise<LoadedDocument> {
  const file = await openRecordFile(input.file)
  const origin = { by: 'FILES', name: `document ${input.slug ?? path.basename(input.file)}`.slice(0, 200) } as const
  const { result, changed, evidence, moved, checks } = await changeGraph(db, { origin }, async (change) => {
    const document = await documentOf(change, file, input)
    if (input.replace !== true) await keepPlaces(change, document, file)
    const { id, slug, title, language } = document
    let paragraphs = 0
    const records = paragraphsOf(file, () => {
      paragraphs += 1
    })
    await writeRecords(change, id, { language, sha256: file.sha256, records })
    return { slug, title, paragraphs, sentences: paragraphs }
  })
  const isOther = Object.keys(changed).length > 0
  return { ...result, changed: isOther, evidence, checks, ...(moved > 0 ? { moved } : {}) }
}

async function* paragraphsOf(file: RecordFile, onRecord: () => void) {
  for await (const record of readRecords(file)) {
    if (isRefused(record)) continue
    onRecord()
    yield { text: record.text, sentences: record.sentences }
  }
}

async function documentOf(change: Change, { sha256 }: RecordFile, input: RecordsInput): Promise<Document> {
  const { tx } = change
  if (input.slug !== undefined) {
    const known = await documentOfSlug(change, input.slug)
    return known ?? (await createDocument(change, input.slug, input))
  }
  const same = await tx.document.findMany({ where: { sha256 }, orderBy: { slug: 'asc' } })
  const [found] = same
  if (found === undefined) {
    const message = `No document of the graph was made from "${input.file}". Say with --slug which document it is, or is to be.`
    throw new DossierError('NOT_FOUND', message, { file: input.file })
  }
  if (same.length === 1) return found
  const slugs = same.map(({ slug }) => slug)
  const message = `${slugs.length} documents were made from this file: ${slugs.join(', ')}. Say with --slug which it is.`
  throw new DossierError('AMBIGUOUS_NAME', message, { slugs })
}

async function createDocument(
  change: Change,
  slug: string,
  { file, title, language }: RecordsInput,
): Promise<Document> {
  if (!/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u.test(slug)) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `"${slug}" is not a slug; small letters with hyphens, "a-title", would be.`,
    )
  }
  const labels = { title: title ?? path.basename(file), language: checkLanguage(language ?? 'en') }
  const document = await change.tx.document.create({ data: { slug, ...labels, format: 'records' } })
  change.count('document', { inserted: 1 })
  await change.log.didCreate('document', [document.id])
  return document
}
