import type { PrismaClient } from '../generated/prisma/client.ts'

/** A document of the graph. */
export interface ListedDocument {
  readonly slug: string
  readonly title: string
  /** Its number in its collection. */
  readonly externalId: string | null
  readonly language: string
  /** The form of its file. */
  readonly format: string | null
  /** The slug of the dataset that declares it. */
  readonly dataset: string | null
  readonly isLoaded: boolean
  readonly loadedAt: Date | null
  /** How many paragraphs have a text. */
  readonly paragraphs: number
  /** How many pieces of evidence cite it. */
  readonly evidence: number
}

/** The documents of the graph, by slug. */
export async function listDocuments({ prisma }: { readonly prisma: PrismaClient }): Promise<ListedDocument[]> {
  return await prisma.$queryRaw<ListedDocument[]>`
    select document.slug, document.title, external_id as "externalId", document.language, document.format, dataset.slug as dataset,
      document.loaded_at is not null as "isLoaded", document.loaded_at as "loadedAt",
      (select count(*)::int from paragraph where document_id = document.id and text is not null) as paragraphs,
      (select count(*)::int from evidence join paragraph on paragraph.id = paragraph_id
        where document_id = document.id) as evidence
    from document left join dataset on dataset.id = dataset_id
    order by document.slug`
}
