import { deburr } from 'es-toolkit/string/deburr'
import type { Change } from '../change/change.ts'
import { documentOfSlug } from '../change/document.ts'
import { mergeDocument, numberKey } from '../change/same-document.ts'
import { DossierError } from '../errors.ts'
import type { Document } from '../generated/prisma/client.ts'
import { checkLanguage } from '../model/language.ts'
import type { PlainDocument } from './read.ts'
import { readableTitle } from './title.ts'

/** What a caller may say about a document; the rest follows from the graph or from the text. */
export interface DocumentLabels {
  readonly slug?: string
  readonly title?: string
  /** BCP 47. */
  readonly language?: string
}

/**
 * The document of the graph that a text belongs to: the one with the given slug, else the one with the text's number.
 * If there is none, it is created. Documents that no dataset declares, and that have the same number, become one with it.
 *
 * @throws DossierError CONFLICT when slug and number point to different documents, when the slug that follows from the
 *   title is taken, or when the labels contradict the dataset that declares the document; AMBIGUOUS_NAME when several
 *   documents have the number; BAD_USER_INPUT for a malformed label.
 */
export async function identifyDocument(change: Change, text: PlainDocument, said: DocumentLabels): Promise<Document> {
  const labels = checkLabels(said)
  const { tx } = change
  const known = await findDocument(change, text, labels.slug)
  if (known) return await relabel(change, await setNumber(change, known, text), labels)
  const title = labels.title ?? readableTitle(text)
  const slug = labels.slug ?? (await freeSlug(change, title, text))
  const language = labels.language ?? 'en'
  const document = await tx.document.create({ data: { slug, title, language, externalId: text.externalId } })
  change.count('document', { inserted: 1 })
  await change.log.didCreate('document', [document.id])
  return document
}

/** The labels, with the language in its canonical form. */
function checkLabels(labels: DocumentLabels): DocumentLabels {
  const { slug, title, language } = labels
  if (slug !== undefined && !/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u.test(slug)) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `"${slug}" is not a slug; small letters with hyphens, "a-title", would be.`,
    )
  }
  if (title !== undefined && title.trim() === '') {
    throw new DossierError('BAD_USER_INPUT', 'The title is empty; leave it out, or say what people should read.')
  }
  return language === undefined ? labels : { ...labels, language: checkLanguage(language) }
}

async function findDocument(change: Change, text: PlainDocument, slug?: string): Promise<Document | undefined> {
  const same = await sameDocuments(change, text)
  const named = slug === undefined ? undefined : await documentOfSlug(change, slug)
  if (slug !== undefined) refuseOther(named ?? null, same, slug, text.externalId)
  const found = named?.datasetId ? named : (theOne(same, text) ?? named)
  if (!found) return undefined
  for (const other of same) {
    if (other.id !== found.id && other.datasetId === null) await mergeDocument(change, found.id, other.id)
  }
  // As it is now: it may have got a text.
  return await change.tx.document.findUniqueOrThrow({ where: { id: found.id } })
}

/** The documents with the number of a text, and those without a number that were written from the same file. */
async function sameDocuments({ tx }: Change, { externalId, sha256 }: PlainDocument): Promise<Document[]> {
  const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
    `select id from document
    where ${numberKey('external_id')} = ${numberKey('$1::text')} or (external_id is null and sha256 = $2)`,
    externalId,
    sha256,
  )
  return await tx.document.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { slug: 'asc' } })
}

/**
 * The document that a dataset declares, if there is one; of several the one that has the number, and of several with it
 * the one that was written from this very file.
 */
function theOne(same: readonly Document[], { externalId, sha256 }: PlainDocument): Document | undefined {
  const declared = same.filter(({ datasetId }) => datasetId !== null)
  const known = declared.length > 0 ? declared : same
  const numbered = known.filter((document) => document.externalId !== null)
  const candidates = numbered.length > 0 ? numbered : known
  if (candidates.length <= 1) return candidates[0]
  const sameText = candidates.filter((document) => document.sha256 === sha256)
  if (sameText.length === 1) return sameText[0]
  const slugs = candidates.map((document) => document.slug)
  throw new DossierError(
    'AMBIGUOUS_NAME',
    `Number ${externalId} is the number of ${slugs.length} documents: ${slugs.join(', ')}. Say with the slug which it is.`,
    { slugs },
  )
}

/** A known slug and number must belong to the same document, because a text at the wrong document proves nothing. */
function refuseOther(sameSlug: Document | null, same: readonly Document[], slug: string, number: string): void {
  if (sameSlug && sameSlug.externalId !== null && !same.some(({ id }) => id === sameSlug.id)) {
    const which = `The document "${slug}" has the number ${sameSlug.externalId}, and this text has ${number}`
    throw new DossierError('CONFLICT', `${which}; give the slug of another document, or none.`)
  }
  const [other] = same
  if (sameSlug || !other) return
  throw new DossierError(
    'CONFLICT',
    `Number ${number} is known as "${other.slug}", and there is no document "${slug}"; give that slug, or none.`,
  )
}

/** A document without a number gets that of its text, so that both are found together the next time. */
async function setNumber(change: Change, document: Document, { externalId }: PlainDocument): Promise<Document> {
  if (document.externalId !== null) return document
  await change.log.willChange('document', [document.id])
  change.count('document', { updated: 1 })
  return await change.tx.document.update({ where: { id: document.id }, data: { externalId } })
}

/** A document that no dataset declares takes new labels; one that a dataset declares keeps those of its files. */
async function relabel(change: Change, document: Document, labels: DocumentLabels): Promise<Document> {
  const title = labels.title ?? document.title
  const language = labels.language ?? document.language
  if (title === document.title && language === document.language) return document
  if (document.datasetId !== null) {
    const what = title === document.title ? `language "${document.language}"` : `title "${document.title}"`
    throw new DossierError(
      'CONFLICT',
      `A dataset declares the document "${document.slug}" with the ${what}; change it there, or leave it out here.`,
    )
  }
  await change.log.willChange('document', [document.id])
  change.count('document', { updated: 1 })
  return await change.tx.document.update({ where: { id: document.id }, data: { title, language } })
}

/** The slug that follows from the title, when no document has it. */
async function freeSlug(change: Change, title: string, { externalId }: PlainDocument): Promise<string> {
  const slug = documentSlug(title) || `document-${externalId}`
  const taken = await documentOfSlug(change, slug)
  if (!taken) return slug
  const number = taken.externalId === null ? 'has no number' : `has the number ${taken.externalId}`
  throw new DossierError(
    'CONFLICT',
    `The slug "${slug}", which follows from the title "${title}", is taken by a document that ${number}, and this text has ${externalId}. Give a slug: "${slug}" if it is the same document, another if not.`,
    { slug },
  )
}

/** "Amnesty International" as "amnesty-international"; letters of other scripts stay. */
function documentSlug(title: string): string {
  return deburr(title.normalize('NFC'))
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
}
