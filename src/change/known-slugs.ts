import { slugsOf } from '../database/slugs.ts'
import type { EntityKind, FactKind, Prisma } from '../generated/prisma/client.ts'
import type { Known } from './reference.ts'

/** Every slug with the dataset that declares it, and the slug that its thing has now. */
export const ownedSlugs = {
  entity: `(select id, slug, slug as current, kind, dataset_id from entity
    union all select e.id, f.slug, coalesce(s.slug, e.slug), e.kind, coalesce(s.dataset_id, e.dataset_id)
      from former_slug as f join entity as e on e.id = f.entity_id left join same_as as s on s.id = f.same_as_id)`,
  document: `(select id, slug, slug as current, dataset_id from document
    union all select d.id, f.slug, d.slug, d.dataset_id from former_document_slug as f join document as d on d.id = f.document_id)`,
} as const

type Reader = Pick<Prisma.TransactionClient, '$queryRaw' | '$queryRawUnsafe'>

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
  const rows = await reader.$queryRawUnsafe<{ slug: string; kind: EntityKind }[]>(
    `select named.slug, kind::text from ${ownedSlugs.entity} as named join dataset on dataset.id = dataset_id
    where named.slug = any($1::text[]) and dataset.slug is distinct from $2`,
    slugs,
    dataset ?? null,
  )
  return new Map(rows.map(({ slug, kind }) => [slug, kind]))
}

async function findDocuments(reader: Reader, dataset: string | undefined, slugs: readonly string[]) {
  if (slugs.length === 0) return new Map<string, ReadonlySet<string>>()
  const rows = await reader.$queryRawUnsafe<{ slug: string; labels: string[] }[]>(
    `select named.slug, array(select label from reference where document_id = document.id) as labels
    from ${slugsOf.document} as named join document using (id) left join dataset on dataset.id = dataset_id
    where named.slug = any($1::text[]) and dataset.slug is distinct from $2`,
    slugs,
    dataset ?? null,
  )
  return new Map(rows.map(({ slug, labels }) => [slug, new Set(labels)]))
}

async function findFacts(reader: Reader, dataset: string | undefined, keys: readonly string[]) {
  const rows = await findFactsByPath(reader, keys)
  return new Map(rows.filter((fact) => fact.dataset !== dataset).map(({ path, kind }) => [path, kind]))
}

interface FoundFact {
  readonly id: number
  /** DATASET/KEY. */
  readonly path: string
  readonly dataset: string
  readonly kind: FactKind
}

/** Facts by DATASET/KEY. */
export async function findFactsByPath(reader: Reader, paths: readonly string[]): Promise<FoundFact[]> {
  if (paths.length === 0) return []
  return await reader.$queryRaw<FoundFact[]>`
    select fact.id, dataset.slug || '/' || key as path, dataset.slug as dataset, kind::text
    from fact join dataset on dataset.id = dataset_id
    where (dataset.slug, key) in
      (select split_part(wanted, '/', 1), split_part(wanted, '/', 2) from unnest(${paths}::text[]) as wanted)`
}
