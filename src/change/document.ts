import { selectBySlugs } from '../database/slugs.ts'
import { DossierError } from '../errors.ts'
import type { Document } from '../generated/prisma/client.ts'
import { type Change, isRemoved, type Scope } from './change.ts'
import type { DatasetDraft, DocumentDraft } from './draft.ts'
import { dateRow } from './period-row.ts'
import { uniteDocuments } from './same-document.ts'
import { tables } from './table.ts'

interface StoredDocument {
  readonly id: number
  readonly slug: string
  readonly externalId: string | null
  readonly language: string
  readonly sha256: string | null
  readonly format: string | null
  readonly isLoaded: boolean
}

/**
 * Writes the documents that a dataset declares, and their citation labels. A document with a loaded text keeps the
 * language by which it was split into sentences, and the digest, the number and the format of the loaded file.
 */
export async function writeDocuments(change: Change, documents: readonly DocumentDraft[], scope: Scope): Promise<void> {
  await renameDocuments(change, documents)
  await uniteDocuments(change, documents, scope)
  const slugs = documents.map(({ slug }) => slug)
  const stored = await storedDocuments(change, slugs)
  await change.log.willChange(
    'document',
    [...stored.values()].map(({ id }) => id),
  )
  const rows = documents.map((document) => {
    const { slug, title, externalId, url, licence, language, sha256, format } = document
    const loaded = stored.get(slug)?.isLoaded ? stored.get(slug) : undefined
    return {
      slug,
      title,
      external_id: externalId ?? loaded?.externalId ?? null,
      url: url ?? null,
      licence: licence ?? null,
      language: loaded?.language ?? language,
      dataset_id: scope.datasetId,
      sha256: loaded?.sha256 ?? sha256 ?? null,
      format: loaded?.format ?? format ?? null,
      ...dateRow('as_of', document.asOf),
      ...dateRow('retrieved_on', document.retrievedOn),
    }
  })
  await change.upsert(tables.document, rows)
  const ids = await documentIds(change, slugs)
  await change.log.didCreate(
    'document',
    slugs.flatMap((slug) => (stored.has(slug) ? [] : (ids.get(slug) ?? []))),
  )
  const references = documents.flatMap(({ slug, references: listed }) =>
    listed.map(({ label, title, url }) => {
      return { document_id: ids.get(slug), label, title: title ?? null, url: url ?? null, listed: true }
    }),
  )
  await change.upsert(tables.reference, references)
  const former = documents.flatMap(({ slug, formerSlugs }) =>
    formerSlugs.map((one) => ({ slug: one, document_id: ids.get(slug) })),
  )
  await change.log.willTakeDocumentSlugs(former.map(({ slug }) => slug))
  await change.keepOnly(tables.formerDocumentSlug, 'document_id', [...ids.values()], former, 'not kept')
  await change.upsert(tables.formerDocumentSlug, former)
}

async function storedDocuments({ tx }: Change, slugs: readonly string[]): Promise<Map<string, StoredDocument>> {
  const rows = await tx.$queryRaw<StoredDocument[]>`
    select id, slug, external_id as "externalId", language, sha256, format, loaded_at is not null as "isLoaded" from document
    where slug = any(${slugs}::text[])`
  return new Map(rows.map((document) => [document.slug, document]))
}

/** A document that is known by a former slug keeps its row, and so its text and what cites it. */
async function renameDocuments(change: Change, documents: readonly DocumentDraft[]): Promise<void> {
  const known = await storedDocuments(
    change,
    documents.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs]),
  )
  for (const { slug, formerSlugs } of documents) {
    const old = known.has(slug) ? undefined : formerSlugs.map((one) => known.get(one)).find((one) => one !== undefined)
    if (old === undefined) continue
    await change.log.willRename('document', [old.id])
    const updated = await change.tx.$executeRaw`update document set slug = ${slug} where id = ${old.id}`
    change.count('document', { updated })
  }
}

/** Ids by slug; also by former slugs. */
export async function documentIds({ tx }: Change, slugs: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRawUnsafe<{ id: number; slug: string }[]>(selectBySlugs('document'), slugs)
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

/** The document that has, or had, this slug. */
export async function documentOfSlug(change: Change, slug: string): Promise<Document | null> {
  const id = (await documentIds(change, [slug])).get(slug)
  return id === undefined ? null : await change.tx.document.findUnique({ where: { id } })
}

/** As `documentOfSlug`. Throws NOT_FOUND that names the slug. */
export async function documentOfSlugOrThrow(change: Change, slug: string): Promise<Document> {
  const document = await documentOfSlug(change, slug)
  if (document) return document
  throw new DossierError('NOT_FOUND', `There is no document "${slug}"; \`document list\` names all.`)
}

/**
 * Removes what the dataset no longer declares: documents and citation labels. What other datasets cite stays, and so do
 * loaded texts; such a document then belongs to no dataset.
 */
export async function removeDocuments(
  change: Change,
  documents: DatasetDraft['documents'],
  scope: Scope,
): Promise<void> {
  const { tx } = change
  const declared = new Set(documents.map(({ slug }) => slug))
  const owned = await tx.$queryRaw<{ id: number; slug: string }[]>`
    select id, slug from document where dataset_id = ${scope.datasetId}`
  const dropped = owned
    .filter(({ slug }) => !declared.has(slug) && isRemoved(scope, 'documents', slug))
    .map(({ id }) => id)
  await change.log.willChange('document', dropped)
  const gone = await tx.$executeRaw`
    delete from document where id = any(${dropped}::int[]) and loaded_at is null
      and not exists (select from paragraph join evidence on paragraph_id = paragraph.id where document_id = document.id)`
  change.count('document', { deleted: gone })
  const left = await tx.$executeRaw`update document set dataset_id = null where id = any(${dropped}::int[])`
  change.count('document', { updated: left })
  await removeReferences(change, documents, scope)
}

/** Removes those of these paragraphs that are only numbers, and that nothing cites any more. */
export async function removeParagraphs(change: Change, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const deleted = await change.tx.$executeRaw`
    delete from paragraph where id = any(${ids}::int[]) and text is null
      and not exists (select from evidence where evidence.paragraph_id = paragraph.id)
      and not exists (select from evidence where moved_from_id = paragraph.id)`
  change.count('paragraph', { deleted })
}

/** Removes labels that are neither listed nor cited any more: of the declared documents, or of all that the dataset has. */
async function removeReferences(
  change: Change,
  documents: readonly DocumentDraft[],
  { datasetId, isWhole }: Scope,
): Promise<void> {
  const listed = documents.flatMap(({ slug, references }) => references.map(({ label }) => ({ slug, label })))
  const declared = documents.map(({ slug }) => slug)
  const gone = `document.id = document_id and dataset_id = $1 and ($2 or document.slug = any($3::text[]))
    and not exists (select from evidence_reference where reference_id = reference.id)
    and not exists (select from jsonb_to_recordset($4::jsonb) as listed (slug text, label text)
      where listed.slug = document.slug and listed.label = reference.label)`
  const values = [datasetId, isWhole, declared, JSON.stringify(listed)]
  // What the loaded text lists itself stays, as its own.
  const updated = await change.tx.$executeRawUnsafe(
    `update reference set listed = false, title = null, url = null from document
    where ${gone} and listed and text_title is not null`,
    ...values,
  )
  const deleted = await change.tx.$executeRawUnsafe(
    `delete from reference using document where ${gone} and text_title is null`,
    ...values,
  )
  change.count('reference', { updated, deleted })
}
