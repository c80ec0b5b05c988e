import { factKind, factKinds, textIn } from '../model/kind.ts'
import { nothingRemoved, type Removed } from './change.ts'
import type { DatasetDraft, EntityDraft, FactDraft } from './draft.ts'
import { imagesOf } from './image.ts'
import type { ItemContent } from './item.ts'
import { readItem } from './item-draft.ts'
import { namingThings } from './named-in.ts'
import type { Transaction } from './writer.ts'

/** Items of a dataset that are written, and those that are removed. */
export interface Part extends Pick<DatasetDraft, 'documents' | 'entities' | 'facts'> {
  readonly sameAs: NonNullable<DatasetDraft['sameAs']>
  readonly removed: Removed
}

export const emptyPart: Part = { documents: [], entities: [], sameAs: [], facts: [], removed: nothingRemoved }

/**
 * Adds to a part what the rows of its entities depend on: an entity leaves out labels that facts give it as names. So
 * entities and these facts are written together, as if the whole dataset were. Where an entity of the dataset becomes one
 * of another dataset, what names it is written again, because it means the other from now on.
 */
export async function withDependents(tx: Transaction, datasetId: number, given: Part): Promise<Part> {
  const part = await withNaming(tx, datasetId, given)
  const subjects = await subjectsOf(tx, datasetId, part)
  if (subjects.length === 0) return part
  const entities = await readMissing(tx, 'entity', entitiesOf(datasetId), subjects, new Set(slugsOf(part)))
  const facts = await readMissing(tx, 'fact', factsAbout(datasetId), subjects, keysOf(part))
  return {
    ...part,
    entities: [...part.entities, ...(entities as EntityDraft[])],
    facts: [...part.facts, ...(facts as FactDraft[])],
  }
}

/** With the facts and entities that name what becomes an entity of another dataset. */
async function withNaming(tx: Transaction, datasetId: number, part: Part): Promise<Part> {
  const joined = part.sameAs.map(({ slug }) => slug)
  if (joined.length === 0) return part
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select id from entity where dataset_id = ${datasetId} and slug = any(${joined}::text[])`
  if (rows.length === 0) return part
  const ids = rows.map(({ id }) => id)
  const written = { fact: keysOf(part), entity: new Set(slugsOf(part)) }
  const found = { fact: [] as unknown[], entity: [] as unknown[] }
  for (const { type, ids: naming } of namingThings('entity')) {
    if (type !== 'fact' && type !== 'entity') continue
    const own = `select id from ${type} where dataset_id = ${datasetId} and id in (${naming})`
    found[type] = await readMissing(tx, type, own, ids, written[type])
  }
  return {
    ...part,
    entities: [...part.entities, ...(found.entity as EntityDraft[])],
    facts: [...part.facts, ...(found.fact as FactDraft[])],
  }
}

/** The keys of the facts of the part, and of those that it removes. */
function keysOf({ facts, removed }: Part): Set<string> {
  return new Set([...facts.map(({ key }) => key), ...removed.facts])
}

/** The slugs of the entities of the part, also those that they had, and of those that it removes. */
function slugsOf({ entities, sameAs, removed }: Part): string[] {
  const drafted = [...entities, ...sameAs].flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  return [...drafted, ...removed.entities]
}

/** The ids of the entities that the part writes, and of those that its facts give, or gave, a name. */
async function subjectsOf(tx: Transaction, datasetId: number, part: Part): Promise<number[]> {
  const stated = part.facts.flatMap((draft) => {
    const { name, subject } = factKind(draft.kind)
    return name === undefined ? [] : [textIn(draft, subject.field) ?? '']
  })
  const keys = [...keysOf(part)]
  const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
    `select id from entity where dataset_id = $1 and slug = any($2::text[])
    union select entity_id from former_slug join entity on entity.id = entity_id
      where dataset_id = $1 and same_as_id is null and former_slug.slug = any($2::text[])
    union select subject_id from fact join entity on entity.id = subject_id
      where fact.dataset_id = $1 and entity.dataset_id = $1 and key = any($3::text[]) and fact.kind::text = any($4::text[])`,
    datasetId,
    [...new Set([...slugsOf(part), ...stated])],
    keys,
    namingKinds().map(({ kind }) => kind),
  )
  return rows.map(({ id }) => id)
}

/** Kinds of facts that give their subject a name. */
function namingKinds() {
  return factKinds().filter(({ name }) => name !== undefined)
}

function entitiesOf(datasetId: number): string {
  return `select id from entity where dataset_id = ${datasetId} and id = any($1::int[])`
}

function factsAbout(datasetId: number): string {
  const kinds = namingKinds().map(({ kind }) => `'${kind}'`)
  return `select id from fact where dataset_id = ${datasetId} and subject_id = any($1::int[]) and kind in (${kinds.join(', ')})`
}

/** The drafts of the things that `ids` selects, without those that the part has already. */
async function readMissing(
  tx: Transaction,
  type: 'entity' | 'fact',
  ids: string,
  subjects: readonly number[],
  known: ReadonlySet<string>,
): Promise<(EntityDraft | FactDraft)[]> {
  const images = await tx.$queryRawUnsafe<{ key: string; content: ItemContent }[]>(imagesOf(type, ids), subjects)
  return images.flatMap(({ key, content }) => {
    if (known.has(key)) return []
    const { draft } = readItem(type, content)
    // What an earlier version wrote and this one would refuse is left as it is.
    return draft === undefined ? [] : [draft]
  })
}
