import type { Dataset } from './format.ts'
import { tables } from './table.ts'
import type { Writer } from './write.ts'

type Ids = ReadonlyMap<string, number>

interface StoredDocument {
  readonly slug: string
  readonly language: string
  readonly sha256: string | null
  readonly isLoaded: boolean
}

/**
 * Writes the documents that a dataset declares, and their citation labels. One whose text is loaded keeps the language
 * by which its sentences were told apart, and the digest of the file that was loaded.
 */
export async function writeDocuments(writer: Writer, { documents }: Dataset, datasetId: number): Promise<void> {
  const slugs = documents.map(({ slug }) => slug)
  const stored = await writer.tx.$queryRaw<StoredDocument[]>`
    select slug, language, sha256, loaded_at is not null as "isLoaded" from document where slug = any(${slugs}::text[])`
  const loaded = new Map(stored.filter(({ isLoaded }) => isLoaded).map((document) => [document.slug, document]))
  const rows = documents.map(({ slug, title, externalId, url, licence, language, sha256 }) => ({
    slug,
    title,
    external_id: externalId ?? null,
    url: url ?? null,
    licence: licence ?? null,
    language: loaded.get(slug)?.language ?? language,
    dataset_id: datasetId,
    sha256: loaded.get(slug)?.sha256 ?? sha256 ?? null,
  }))
  await writer.upsert(tables.document, rows)
  const ids = await documentIds(writer, slugs)
  const references = documents.flatMap(({ slug, references: listed }) =>
    listed.map(({ label, title, url }) => ({
      document_id: ids.get(slug),
      label,
      title: title ?? null,
      url: url ?? null,
    })),
  )
  await writer.upsert(tables.reference, references)
}

export async function documentIds({ tx }: Writer, slugs: readonly string[]): Promise<Ids> {
  const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
    select id, slug from document where slug = any(${slugs}::text[])`
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

/**
 * Takes away what the dataset declares no more: documents, citation labels, numbers of paragraphs. What other datasets
 * cite stays, and so does a text that somebody loaded; such a document then belongs to no dataset.
 */
export async function removeDocuments(writer: Writer, { documents }: Dataset, datasetId: number): Promise<void> {
  const { tx } = writer
  const slugs = documents.map(({ slug }) => slug)
  if (Object.keys(writer.changes).some((table) => table === 'evidence')) {
    const deleted = await tx.$executeRaw`
      delete from paragraph where text is null
        and not exists (select from evidence where evidence.paragraph_id = paragraph.id)`
    writer.count('paragraph', { deleted })
  }
  const gone = await tx.$executeRaw`
    delete from document where dataset_id = ${datasetId} and slug <> all (${slugs}::text[]) and loaded_at is null
      and not exists (select from paragraph join evidence on paragraph_id = paragraph.id where document_id = document.id)`
  writer.count('document', { deleted: gone })
  const left = await tx.$executeRaw`
    update document set dataset_id = null where dataset_id = ${datasetId} and slug <> all (${slugs}::text[])`
  writer.count('document', { updated: left })
  await removeReferences(writer, { documents }, datasetId)
}

async function removeReferences(
  writer: Writer,
  { documents }: Pick<Dataset, 'documents'>,
  datasetId: number,
): Promise<void> {
  const listed = documents.flatMap(({ slug, references }) => references.map(({ label }) => ({ slug, label })))
  const deleted = await writer.tx.$executeRaw`
    delete from reference using document
    where document.id = document_id and dataset_id = ${datasetId}
      and not exists (select from evidence_reference where reference_id = reference.id)
      and not exists (select from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as listed (slug text, label text)
        where listed.slug = document.slug and listed.label = reference.label)`
  writer.count('reference', { deleted })
}
