import type { EntityKind, Prisma } from '../generated/prisma/client.ts'
import type { Elsewhere } from './read.ts'

type Reader = Pick<Prisma.TransactionClient, '$queryRaw'>

/** Finds what datasets in the graph declare, apart from `dataset` itself: its own files say what it declares. */
export function findInGraph(reader: Reader, dataset: string): Elsewhere {
  return {
    async entities(slugs) {
      if (slugs.length === 0) return new Map()
      const rows = await reader.$queryRaw<{ slug: string; kind: EntityKind }[]>`
        select entity.slug, kind::text from entity join dataset on dataset.id = dataset_id
        where entity.slug = any(${slugs}::text[]) and dataset.slug <> ${dataset}`
      return new Map(rows.map(({ slug, kind }) => [slug, kind]))
    },
    async documents(slugs) {
      if (slugs.length === 0) return new Map()
      const rows = await reader.$queryRaw<{ slug: string; labels: string[] }[]>`
        select document.slug, array(select label from reference where document_id = document.id) as labels
        from document left join dataset on dataset.id = dataset_id
        where document.slug = any(${slugs}::text[]) and dataset.slug is distinct from ${dataset}`
      return new Map(rows.map(({ slug, labels }) => [slug, new Set(labels)]))
    },
  }
}
