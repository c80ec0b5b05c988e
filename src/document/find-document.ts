import type { Change } from '../change/change.ts'
import { documentOfSlug } from '../change/document.ts'
import { mergeDocument, numberKey } from '../change/same-document.ts'
import { DossierError } from '../errors.ts'
import type { Document } from '../generated/prisma/client.ts'
import type { PlainDocument } from './plain.ts'

/**
 * The document of the graph that a text with this title belongs to, if there is one.
 *
 * @throws DossierError CONFLICT when the text is that of another document than `slug` says; AMBIGUOUS_NAME when it may be
 *   that of several.
 */
export async function findDocument(
  change: Change,
  text: PlainDocument,
  title: string,
  slug?: string,
): Promise<Document | undefined> {
  const same = await sameDocuments(change, text)
  const named = slug === undefined ? undefined : await documentOfSlug(change, slug)
  if (slug !== undefined) refuseOther(named ?? null, same, slug, text)
  const found = isNamed(named, text) ? named : (theOne(same, text) ?? named)
  if (!found) return slug === undefined ? await findByLabels(change, text, title) : undefined
  for (const other of same) {
    if (other.id !== found.id && other.datasetId === null) await mergeDocument(change, found.id, other.id)
  }
  // As it is now: it may have got a text.
  return await change.tx.document.findUniqueOrThrow({ where: { id: found.id } })
}

/** Whether the slug alone says which document it is: a text without a number belongs to whatever document it is said to. */
function isNamed(named: Document | null | undefined, { externalId }: PlainDocument): named is Document {
  return Boolean(named && (named.datasetId !== null || externalId === undefined))
}

/**
 * A text without a number is found by its address; and by its title, if nothing is known of the text of the document that
 * has it: another text of the same title may be of something else.
 */
async function findByLabels({ tx }: Change, text: PlainDocument, title: string): Promise<Document | undefined> {
  if (text.externalId !== undefined) return undefined
  const atAddress = text.url === undefined ? [] : await tx.document.findMany({ where: { url: text.url }, ...bySlug })
  if (atAddress.length > 0) return onlyOne(atAddress, `The address ${text.url} is that`)
  const unknown = { externalId: null, sha256: null, loadedAt: null }
  const titled = await tx.document.findMany({ where: { title, ...unknown }, ...bySlug })
  return onlyOne(titled, `The title "${title}" is that`)
}

const bySlug = { orderBy: { slug: 'asc' } } as const

function onlyOne(documents: readonly Document[], what: string): Document | undefined {
  if (documents.length <= 1) return documents[0]
  const slugs = documents.map(({ slug }) => slug)
  throw new DossierError(
    'AMBIGUOUS_NAME',
    `${what} of ${slugs.length} documents: ${slugs.join(', ')}. Say with the slug which it is.`,
    { slugs },
  )
}

/**
 * The documents with the number of a text, and those without a number that were written from the same file.
 * Of a text without a number: all that were written from the same file.
 */
async function sameDocuments({ tx }: Change, { externalId, sha256 }: PlainDocument): Promise<Document[]> {
  if (externalId === undefined) return await tx.document.findMany({ where: { sha256 }, ...bySlug })
  const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
    `select id from document
    where ${numberKey('external_id')} = ${numberKey('$1::text')} or (external_id is null and sha256 = $2)`,
    externalId,
    sha256,
  )
  return await tx.document.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, ...bySlug })
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
  return onlyOne(candidates, externalId === undefined ? 'The text is that' : `Number ${externalId} is the number`)
}

/** A known slug and number must belong to the same document, because a text at the wrong document proves nothing. */
function refuseOther(
  sameSlug: Document | null,
  same: readonly Document[],
  slug: string,
  { externalId }: PlainDocument,
): void {
  const isOther = sameSlug !== null && !same.some(({ id }) => id === sameSlug.id)
  if (isOther && externalId !== undefined && sameSlug.externalId !== null) {
    const which = `The document "${slug}" has the number ${sameSlug.externalId}, and this text has ${externalId}`
    throw new DossierError('CONFLICT', `${which}; give the slug of another document, or none.`)
  }
  const [other] = same
  if (sameSlug || !other) return
  const what = externalId === undefined ? 'This text' : `Number ${externalId}`
  throw new DossierError(
    'CONFLICT',
    `${what} is known as "${other.slug}", and there is no document "${slug}"; give that slug, or none.`,
  )
}
