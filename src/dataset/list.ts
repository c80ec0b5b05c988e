import type { PrismaClient } from '../generated/prisma/client.ts'
import type { DatasetManager } from '../generated/prisma/enums.ts'

/** A dataset of the graph and how much it holds. */
export interface ListedDataset {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly managedBy: DatasetManager
  readonly loadedAt: Date
  readonly entities: number
  readonly facts: number
  readonly documents: number
}

/** The datasets of the graph, by slug. */
export async function listDatasets({ prisma }: { readonly prisma: PrismaClient }): Promise<ListedDataset[]> {
  return await prisma.$queryRaw<ListedDataset[]>`
    select slug, title, language, managed_by::text as "managedBy", loaded_at as "loadedAt",
      (select count(*)::int from entity where dataset_id = dataset.id) as entities,
      (select count(*)::int from fact where dataset_id = dataset.id) as facts,
      (select count(*)::int from document where dataset_id = dataset.id) as documents
    from dataset order by slug`
}
