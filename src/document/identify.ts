import { deburr } from 'es-toolkit/string/deburr'
import type { Change } from '../change/change.ts'
import { documentOfSlug } from '../change/document.ts'
import { DossierError } from '../errors.ts'
import type { Document } from '../generated/prisma/client.ts'
import { checkLanguage } from '../model/language.ts'
import { findDocument } from './find-document.ts'
import type { PlainDocument } from './plain.ts'
import { readableTitle } from './title.ts'

/** What a caller may say about a document; the rest follows from the graph or from the text. */
export interface DocumentLabels {
  readonly slug?: string
  readonly title?: string
  /** BCP 47. */
  readonly language?: string
}

/**
 * The document of the graph that a text belongs to: the one with the given slug, else the one with the text's number or,
 * if it has none, with its digest, its address, or its title. If there is none, it is created. Documents that no dataset
 * declares, and that have the same number or text, become one with it.
 *
 * @throws DossierError CONFLICT when slug and number point to different documents, when the slug that follows from the
 *   title is taken, as by another text of the same title, or when the labels contradict the dataset that declares the
 *   document; AMBIGUOUS_NAME when several documents may be meant; BAD_USER_INPUT for a malformed label.
 */
export async function identifyDocument(change: Change, text: PlainDocument, said: DocumentLabels): Promise<Document> {
  const labels = checkLabels(said)
  const { tx } = change
  const title = labels.title ?? readableTitle(text)
  const known = await findDocument(change, text, title, labels.slug)
  if (known) return await relabel(change, await complete(change, known, text), labels)
  const slug = labels.slug ?? (await freeSlug(change, title, text))
  const language = labels.language ?? text.language ?? 'en'
  const { externalId = null, url = null } = text
  const document = await tx.document.create({ data: { slug, title, language, externalId, url } })
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

/**
 * A document without a number gets that of its text, so that both are found together the next time; one that no dataset
 * declares gets its address, too.
 */
async function complete(change: Change, document: Document, text: PlainDocument): Promise<Document> {
  const externalId = document.externalId ?? text.externalId ?? null
  const url = document.url ?? (document.datasetId === null ? text.url : null) ?? null
  if (externalId === document.externalId && url === document.url) return document
  await change.log.willChange('document', [document.id])
  change.count('document', { updated: 1 })
  return await change.tx.document.update({ where: { id: document.id }, data: { externalId, url } })
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
  const slug = documentSlug(title) || (externalId === undefined ? 'document' : `document-${externalId}`)
  const taken = await documentOfSlug(change, slug)
  if (!taken) return slug
  const about = `The slug "${slug}", which follows from the title "${title}", is`
  const given = externalId === undefined ? 'none' : externalId
  const which =
    taken.externalId === null && externalId === undefined
      ? 'that of a document with another text'
      : `taken by a document that ${taken.externalId === null ? 'has no number' : `has the number ${taken.externalId}`}, and this text has ${given}`
  throw new DossierError(
    'CONFLICT',
    `${about} ${which}. Give a slug: "${slug}" if it is the same document, another if not.`,
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
