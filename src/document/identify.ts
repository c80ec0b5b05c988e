import { deburr } from 'es-toolkit/string/deburr'
import type { Change } from '../change/change.ts'
import { documentOfSlug } from '../change/document.ts'
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
 * If there is none, it is created.
 *
 * @throws DossierError CONFLICT when slug and number point to different documents, when the slug that follows from the
 *   title is taken, or when the labels contradict the dataset that declares the document; AMBIGUOUS_NAME when several
 *   documents have the number; BAD_USER_INPUT for a malformed label.
 */
export async function identifyDocument(change: Change, text: PlainDocument, said: DocumentLabels): Promise<Document> {
  const labels = checkLabels(said)
  const { tx } = change
  const known = await findDocument(change, text, labels.slug)
  if (known) return await relabel(change, known, labels)
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

async function findDocument(
  change: Change,
  { externalId, sha256 }: PlainDocument,
  slug?: string,
): Promise<Document | undefined> {
  const sameNumber = await change.tx.document.findMany({ where: { externalId }, orderBy: { slug: 'asc' } })
  if (slug !== undefined) {
    const sameSlug = await documentOfSlug(change, slug)
    refuseOther(sameSlug, sameNumber, slug, externalId)
    return sameSlug ?? undefined
  }
  if (sameNumber.length <= 1) return sameNumber[0]
  const sameText = sameNumber.filter((document) => document.sha256 === sha256)
  if (sameText.length === 1) return sameText[0]
  const slugs = sameNumber.map((document) => document.slug)
  throw new DossierError(
    'AMBIGUOUS_NAME',
    `Number ${externalId} is the number of ${slugs.length} documents: ${slugs.join(', ')}. Say with the slug which it is.`,
    { slugs },
  )
}

/** A known slug and number must belong to the same document, because a text at the wrong document proves nothing. */
function refuseOther(sameSlug: Document | null, sameNumber: readonly Document[], slug: string, number: string): void {
  if (sameSlug && sameSlug.externalId !== null && sameSlug.externalId !== number) {
    const which = `The document "${slug}" has the number ${sameSlug.externalId}, and this text has ${number}`
    throw new DossierError('CONFLICT', `${which}; give the slug of another document, or none.`)
  }
  const [other] = sameNumber
  if (sameSlug || !other) return
  throw new DossierError(
    'CONFLICT',
    `Number ${number} is known as "${other.slug}", and there is no document "${slug}"; give that slug, or none.`,
  )
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
