import type { EntityKind, FactKind, Prisma } from '../generated/prisma/client.ts'
import type { Known } from './reference.ts'

type Reader = Pick<Prisma.TransactionClient, '$queryRaw'>

/** Finds what others declare. The result contains only what was found. */
export interface KnownElsewhere {
  find(wanted: Record<keyof Known, readonly string[]>): Promise<Known>
}

/** Finds what the datasets of the graph declare, except `dataset`, whose drafts say what it declares. */
export function findInGraph(reader: Reader, dataset?: string): KnownElsewhere {
  return {
    async find({ entities, documents, facts }) {
      return {
        entities: await findEntities(reader, dataset, entities),
        documents: await findDocuments(reader, dataset, documents),
        facts: await findFacts(reader, dataset, facts),
      }
    },
  }
}

async function findEntities(reader: Reader, dataset: string | undefined, slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, EntityKind>()
  const rows = await reader.$queryRaw<{ slug: string; kind: EntityKind }[]>`
    select found.slug, kind::text from
      (select id, slug from entity union all select entity_id, slug from former_slug) as found
      join entity using (id) join dataset on dataset.id = dataset_id
    where found.slug = any(${slugs}::text[]) and dataset.slug is distinct from ${dataset ?? null}`
  return new Map(rows.map(({ slug, kind }) => [slug, kind]))
}

async function findDocuments(reader: Reader, dataset: string | undefined, slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, ReadonlySet<string>>()
  const rows = await reader.$queryRaw<{ slug: string; labels: string[] }[]>`
    select found.slug, array(select label from reference where document_id = document.id) as labels from
      (select id, slug from document union all select document_id, slug from former_document_slug) as found
      join document using (id) left join dataset on dataset.id = dataset_id
    where found.slug = any(${slugs}::text[]) and dataset.slug is distinct from ${dataset ?? null}`
  return new Map(rows.map(({ slug, labels }) => [slug, new Set(labels)]))
}

async function findFacts(reader: Reader, dataset: string | undefined, keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, FactKind>()
  const rows = await reader.$queryRaw<{ key: string; kind: FactKind }[]>`
    select dataset.slug || '/' || key as key, kind::text from fact join dataset on dataset.id = dataset_id
    where (dataset.slug, key) in (select split_part(wanted, '/', 1), split_part(wanted, '/', 2)
      from unnest(${keys}::text[]) as wanted) and dataset.slug is distinct from ${dataset ?? null}`
  return new Map(rows.map(({ key, kind }) => [key, kind]))
}
