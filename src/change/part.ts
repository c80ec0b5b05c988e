import { factKind, factKinds, textIn } from '../model/kind.ts'
import { nothingRemoved, type Removed } from './change.ts'
import type { DatasetDraft, EntityDraft, FactDraft } from './draft.ts'
import { imagesOf } from './image.ts'
import type { ItemContent } from './item.ts'
import { readItem } from './item-draft.ts'
import type { Transaction } from './writer.ts'

/** Items of a dataset that are written, and those that are removed. */
export interface Part extends Pick<DatasetDraft, 'documents' | 'entities' | 'facts'> {
  readonly sameAs: NonNullable<DatasetDraft['sameAs']>
  readonly removed: Removed
}

export const emptyPart: Part = { documents: [], entities: [], sameAs: [], facts: [], removed: nothingRemoved }

/**
 * Adds to a part what the rows of its entities depend on: an entity leaves out labels that facts give it as names. So
 * entities and these facts are written together, as if the whole dataset were.
 */
export async function withDependents(tx: Transaction, datasetId: number, part: Part): Promise<Part> {
  const subjects = await subjectsOf(tx, datasetId, part)
  if (subjects.length === 0) return part
  const entities = await readMissing(tx, 'entity', entitiesOf(datasetId), subjects, new Set(slugsOf(part)))
  const written = new Set([...part.facts.map(({ key }) => key), ...part.removed.facts])
  const facts = await readMissing(tx, 'fact', factsAbout(datasetId), subjects, written)
  return {
    ...part,
    entities: [...part.entities, ...(entities as EntityDraft[])],
    facts: [...part.facts, ...(facts as FactDraft[])],
  }
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
  const keys = [...part.facts.map(({ key }) => key), ...part.removed.facts]
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
