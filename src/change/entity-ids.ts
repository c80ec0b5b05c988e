import { selectBySlugs } from '../database/slugs.ts'
import type { Change } from './change.ts'
import type { DatasetDraft, FactDraft } from './draft.ts'
import { referencesOfEntity, referencesOfFact } from './reference.ts'
import { sameAsSlugs } from './same-as.ts'
import type { Transaction } from './writer.ts'

/** The entities to which drafts refer. */
export interface ReferredEntities {
  /** The ids of all entities that the drafts declare or refer to, by slug. */
  readonly ids: ReadonlyMap<string, number>
  /** The slugs among them that stand for entities of other datasets. */
  readonly sameAs: ReadonlyMap<string, number>
}

/**
 * The entities to which facts refer, when all are written. `current` gives the present slugs for former ones that drafts
 * list: an entity that goes may still have one.
 */
export async function findEntities(
  { tx }: Change,
  facts: readonly FactDraft[],
  current: (slugs: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<ReferredEntities> {
  const slugs = referredSlugs({ entities: [], facts })
  const sameAs = await sameAsSlugs(tx, slugs)
  const present = await current(slugs)
  const found = await idsOfSlugs(tx, [...slugs, ...present.values()])
  const ids = slugs.flatMap((slug) => {
    const id = sameAs.get(slug) ?? found.get(present.get(slug) ?? slug)
    return id === undefined ? [] : [[slug, id] as const]
  })
  return { sameAs, ids: new Map(ids) }
}

async function idsOfSlugs(tx: Transaction, slugs: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRawUnsafe<{ id: number; slug: string }[]>(selectBySlugs('entity'), slugs)
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

/** The ids of all entities that a dataset declares or refers to, by slug; also by former slugs. */
export async function entityIds(
  { tx }: Change,
  dataset: DatasetDraft,
  sameAs: ReferredEntities['sameAs'],
): Promise<Map<string, number>> {
  const { entities } = dataset
  const own = entities.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  const ids = await idsOfSlugs(tx, [...new Set([...own, ...referredSlugs(dataset)])])
  // Former slugs of these very drafts, which are written later.
  for (const { slug, formerSlugs } of entities) for (const one of formerSlugs) ids.set(one, ids.get(slug) ?? 0)
  // An entity that was the dataset's own, and is an item now, is still there.
  for (const [slug, id] of sameAs) ids.set(slug, id)
  return ids
}

export function referredSlugs({ entities, facts }: Pick<DatasetDraft, 'entities' | 'facts'>): string[] {
  const references = [...entities.flatMap(referencesOfEntity), ...facts.flatMap(referencesOfFact)]
  return [...new Set(references.map(({ slug }) => slug))]
}
