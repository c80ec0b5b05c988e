import { chunk } from 'es-toolkit/array/chunk'
import { type Change, nothingRemoved } from '../change/change.ts'
import { changeDataset } from '../change/dataset.ts'
import type { HeaderDraft } from '../change/item-draft.ts'
import { usedEntities } from '../change/uses.ts'

export interface Gone {
  readonly facts: number
  readonly entities: number
}

interface Thing {
  readonly id: number
  readonly slug: string
}

/**
 * Removes what the file does not state any more: facts that rest on its records alone, and the entities that these facts
 * were about, if nothing speaks of them now. What people added stays, and so does what others refer to.
 */
export async function removeGone(change: Change, header: HeaderDraft, document: string): Promise<Gone> {
  const facts = await goneFacts(change, header.slug, document)
  if (facts.length === 0) return { facts: 0, entities: 0 }
  const ends = await endsOf(change, header.slug, facts)
  for (const some of chunk(facts, 5000)) {
    await remove(change, header, { facts: new Set(some.map(({ slug }) => slug)) })
  }
  const used = await usedEntities(
    change.tx,
    ends.map(({ id }) => id),
  )
  const entities = ends.filter(({ id }) => !used.has(id))
  for (const some of chunk(entities, 5000)) {
    await remove(change, header, { entities: new Set(some.map(({ slug }) => slug)) })
  }
  const items = await goneItems(change, header.slug, ends)
  if (items.length > 0) await remove(change, header, { sameAs: new Set(items) })
  return { facts: facts.length, entities: entities.length + items.length }
}

async function remove(change: Change, header: HeaderDraft, removed: Partial<typeof nothingRemoved>): Promise<void> {
  await changeDataset(change, { ...header, documents: [], entities: [], facts: [] }, { ...nothingRemoved, ...removed })
}

/** Facts, with their keys as slugs, whose evidence is in the document and nowhere else, and that the file lacks. */
async function goneFacts({ tx }: Change, dataset: string, document: string): Promise<Thing[]> {
  return await tx.$queryRaw<Thing[]>`
    select fact.id, fact.key as slug from fact join dataset on dataset.id = fact.dataset_id and dataset.slug = ${dataset}
    where not exists (select from import_fact where import_fact.key = fact.key)
      and not exists (select from evidence
        join paragraph on paragraph.id = coalesce(evidence.moved_from_id, evidence.paragraph_id)
        join document on document.id = paragraph.document_id
        where evidence.fact_id = fact.id and document.slug <> ${document})
    order by fact.key`
}

/** The entities that these facts speak of and the file does not, of any dataset. */
async function endsOf({ tx }: Change, dataset: string, facts: readonly Thing[]): Promise<Thing[]> {
  const ids = facts.map(({ id }) => id)
  return await tx.$queryRaw<Thing[]>`
    select distinct entity.id, entity.slug from fact join entity on entity.id in (fact.subject_id, fact.object_id)
      join dataset on dataset.id = entity.dataset_id
    where fact.id = any(${ids}::int[]) and (dataset.slug = ${dataset} or exists (
        select from same_as join dataset as own on own.id = same_as.dataset_id and own.slug = ${dataset}
        where same_as.entity_id = entity.id))
      and not exists (select from import_entity where import_entity.slug = entity.slug)
    order by entity.slug`
}

/** The items among them that are entities of other datasets, and of which no fact of this dataset speaks any more. */
async function goneItems({ tx }: Change, dataset: string, ends: readonly Thing[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    select same_as.slug from same_as join dataset on dataset.id = same_as.dataset_id and dataset.slug = ${dataset}
    where entity_id = any(${ends.map(({ id }) => id)}::int[])
      and not exists (select from import_entity where import_entity.slug = same_as.slug)
      and not exists (select from fact where fact.dataset_id = dataset.id
        and (subject_id = same_as.entity_id or object_id = same_as.entity_id))
    order by same_as.slug`
  return rows.map(({ slug }) => slug)
}
