import type { EntityKind } from '../generated/prisma/enums.ts'
import { entityKind } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { type Change, isRemoved, type Scope } from './change.ts'
import { contentOf, sameInGraph } from './content.ts'
import { isOfThisVersion } from './digest.ts'
import type { DatasetDraft, EntityDraft } from './draft.ts'
import { entityIds, type ReferredEntities, referredSlugs } from './entity-ids.ts'
import { type Planned, planEntities, type StatedName, statedNames } from './entity-plan.ts'
import type { ItemContent } from './item.ts'
import type { Meaning } from './meaning.ts'
import { entityKindRow, type Ids } from './row.ts'
import { sameAsSlugs, type WrittenSameAs } from './same-as.ts'
import { fieldsShape, type TableShape, tables } from './table.ts'
import { treeField } from './tree.ts'
import { refuseUsedEntities } from './uses.ts'

export interface StoredEntity {
  readonly id: number
  readonly slug: string
  readonly kind: EntityKind
  readonly digest: string
}

/** An entity that was written. */
export interface WrittenEntity {
  readonly id: number
  readonly draft: EntityDraft
}

export interface WrittenEntities extends ReferredEntities {
  readonly written: readonly WrittenEntity[]
  readonly unchanged: number
  /** Rows in the tables of former kinds. They are removed when no fact refers to them any more. */
  readonly converted: readonly Pick<StoredEntity, 'id' | 'kind'>[]
  readonly removed: readonly StoredEntity[]
}

export interface WriteOptions {
  /** The names that facts of the dataset give the entities. If not given, all these facts are among the drafts. */
  readonly stated?: readonly StatedName[]
  /** What trees refer to is written later, by `linkTrees`: it may not be there yet. */
  readonly leavesTrees?: boolean
}

/** Writes new and changed entities. Those that the dataset no longer declares are left to `removeEntities`. */
export async function writeEntities(
  change: Change,
  dataset: DatasetDraft,
  scope: Scope,
  items: WrittenSameAs,
  { stated = statedNames(dataset.facts), leavesTrees = false }: WriteOptions = {},
): Promise<WrittenEntities> {
  const { datasetId, meaning } = scope
  const sameAs = await sameAsSlugs(change.tx, referredSlugs(dataset))
  const stored = await storedEntities(change, dataset, scope, items)
  const before = matchStored(dataset.entities, stored)
  const planned = planEntities(dataset.entities, stated, sameAs)
  const same = await sameInGraph(change.tx, 'entity', contentsToCompare(planned, before, meaning))
  const changed = planned.filter(({ draft, digest }) => {
    const old = before.get(draft.slug)
    return old === undefined || old.slug !== draft.slug || (old.digest !== digest && !same.has(old.id))
  })
  const kept = new Set(before.values())
  const removed = stored.filter(
    (entity) => !kept.has(entity) && (isRemoved(scope, 'entities', entity.slug) || items.ids.has(entity.slug)),
  )
  const converted = changed.flatMap(({ draft }) => {
    const old = before.get(draft.slug)
    return old && old.kind !== draft.kind ? [old] : []
  })
  await refuseUsedEntities(
    change.tx,
    [...removed, ...converted].map(({ id }) => id),
    datasetId,
  )
  const existing = changed.flatMap(({ draft }) => before.get(draft.slug)?.id ?? [])
  await change.log.willChange('entity', [...existing, ...removed.map(({ id }) => id)])
  await renameEntities(change, changed, before)
  await change.upsert(
    tables.entity,
    changed.map((plan) => entityRow(plan, datasetId)),
  )
  const ids = await entityIds(change, dataset, sameAs)
  const made = changed.flatMap(({ draft }) => (before.has(draft.slug) ? [] : (ids.get(draft.slug) ?? [])))
  await change.log.didCreate('entity', made)
  await writeParts(change, changed, ids, { existing, leavesTrees })
  const written = changed.map(({ draft }) => ({ id: ids.get(draft.slug) ?? 0, draft }))
  return { ids, sameAs, written, unchanged: planned.length - changed.length, converted, removed }
}

/** By the ids of the stored entities: what is written otherwise than before, and may say the same. */
function contentsToCompare(
  planned: readonly Planned[],
  before: ReadonlyMap<string, StoredEntity>,
  meaning: Meaning,
): Map<number, ItemContent> {
  return new Map(
    planned.flatMap(({ draft, labels, digest }) => {
      const old = before.get(draft.slug)
      if (old === undefined || old.digest === digest || !isOfThisVersion(old.digest)) return []
      return [[old.id, contentOf('entity', { ...draft, labels }, meaning)] as const]
    }),
  )
}

/** The entities of the dataset; of those that a part of it does not concern, none. */
async function storedEntities(
  { tx }: Change,
  { entities }: DatasetDraft,
  { datasetId, isWhole, removed }: Scope,
  items: WrittenSameAs,
): Promise<StoredEntity[]> {
  if (isWhole) {
    return await tx.$queryRaw<StoredEntity[]>`
      select id, slug, kind::text, digest from entity where dataset_id = ${datasetId}`
  }
  const drafted = entities.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  const slugs = [...new Set([...drafted, ...removed.entities, ...items.ids.keys()])]
  return await tx.$queryRaw<StoredEntity[]>`
    select id, slug, kind::text, digest from entity where dataset_id = ${datasetId} and slug = any(${slugs}::text[])`
}

/** The stored entity of each draft, by the draft's slug: the one with the slug, else one with a former slug of it. */
function matchStored(
  drafts: readonly EntityDraft[],
  stored: readonly StoredEntity[],
): ReadonlyMap<string, StoredEntity> {
  const bySlug = new Map(stored.map((entity) => [entity.slug, entity]))
  return new Map(
    drafts.flatMap(({ slug, formerSlugs }) => {
      const found = [slug, ...formerSlugs].map((one) => bySlug.get(one)).find((entity) => entity !== undefined)
      return found === undefined ? [] : [[slug, found] as const]
    }),
  )
}

async function renameEntities(
  change: Change,
  changed: readonly Planned[],
  before: ReadonlyMap<string, StoredEntity>,
): Promise<void> {
  const renamed = changed.flatMap(({ draft: { slug } }) => {
    const old = before.get(slug)
    return old === undefined || old.slug === slug ? [] : [{ id: old.id, slug }]
  })
  await renameAll(change, renamed)
}

/** Gives an entity another slug. Its former one finds it only if its draft lists it. */
export async function renameEntity(change: Change, slug: string, next: string): Promise<void> {
  const entities = await change.tx.$queryRaw<{ id: number }[]>`select id from entity where slug = ${slug}`
  await renameAll(
    change,
    entities.map(({ id }) => ({ id, slug: next })),
  )
}

async function renameAll(change: Change, renamed: readonly { readonly id: number; readonly slug: string }[]) {
  if (renamed.length === 0) return
  await change.log.willRename(
    'entity',
    renamed.map(({ id }) => id),
  )
  for (const { id, slug } of renamed) {
    const updated = await change.tx.$executeRaw`update entity set slug = ${slug} where id = ${id}`
    change.count('entity', { updated })
  }
}

function entityRow({ draft, digest }: Planned, datasetId: number) {
  const { kind, slug, name, summary } = draft
  const described = { summary: summary ?? null, summary_is_own: summary !== undefined }
  return { kind, slug, name, name_key: nameKey(name), ...described, dataset_id: datasetId, digest }
}

const isPlain = '"name"."alias_id" is null and "name"."same_as_id" is null'
const isOwn = 'same_as_id is null'

/** Writes what belongs to entities: the rows of their kinds, names, identifiers and former slugs. */
async function writeParts(
  change: Change,
  planned: readonly Planned[],
  entities: ReadonlyMap<string, number>,
  { existing, leavesTrees }: { readonly existing: readonly number[]; readonly leavesTrees: boolean },
): Promise<void> {
  const ids: Ids = { entities, facts: new Map() }
  for (const [kind, group] of Map.groupBy(planned, ({ draft }) => draft.kind)) {
    const rows = group.map(({ draft }) => entityKindRow(draft, ids))
    // A tree is written in one statement, because a row may come before its parent.
    await change.upsert(kindShape(kind, leavesTrees), rows, rows.length)
  }
  const parts = planned.map(({ draft, names }) => ({ ...draft, id: entities.get(draft.slug), names }))
  const names = parts.flatMap(({ id, names: all }) => all.map((name) => ({ entity_id: id, ...name })))
  await change.keepOnly(tables.label, 'entity_id', existing, names, isPlain)
  await change.insertMissing(tables.label, names, isPlain)
  change.checkFacts.naming(existing)
  const identifiers = parts.flatMap(({ id, identifiers: all }) =>
    all.map(({ scheme, value, url }) => ({ entity_id: id, scheme, value, url: url ?? null, same_as_id: null })),
  )
  await change.keepOnly(tables.identifier, 'entity_id', existing, identifiers, isOwn)
  await change.upsert(tables.identifier, identifiers)
  const former = parts.flatMap(({ id, formerSlugs }) =>
    formerSlugs.map((slug) => ({ slug, entity_id: id, same_as_id: null })),
  )
  await change.log.willTakeSlugs(former.map(({ slug }) => slug))
  await change.keepOnly(tables.formerSlug, 'entity_id', existing, former, isOwn)
  await change.upsert(tables.formerSlug, former)
}

/** The columns of the table of a kind, if `leavesTrees` without the one that refers to the next entity up its tree. */
function kindShape(kind: EntityKind, leavesTrees: boolean): TableShape {
  const shape = fieldsShape(entityKind(kind))
  const tree = leavesTrees ? treeField(entityKind(kind)) : undefined
  return { ...shape, columns: shape.columns.filter((column) => column !== tree?.column) }
}

/** Takes entities that go out of their trees: they may lie in others that go. */
export async function leaveTrees({ tx }: Change, removed: readonly StoredEntity[]): Promise<void> {
  for (const [kind, group] of Map.groupBy(removed, (entity) => entity.kind)) {
    const { table } = entityKind(kind)
    const tree = treeField(entityKind(kind))
    if (tree === undefined) continue
    await tx.$executeRawUnsafe(
      `update "${table}" set "${tree.column}" = null where id = any($1::int[]) and "${tree.column}" is not null`,
      group.map(({ id }) => id),
    )
  }
}

/** Removes the entities that the dataset no longer declares, after the facts that referred to them. */
export async function removeEntities(
  change: Change,
  { removed, converted }: Pick<WrittenEntities, 'removed' | 'converted'>,
): Promise<void> {
  const ids = removed.map(({ id }) => id)
  await change.keepOnly(tables.label, 'entity_id', ids, [], isPlain)
  await change.keepOnly(tables.identifier, 'entity_id', ids)
  for (const [kind, group] of Map.groupBy([...converted, ...removed], ({ kind: one }) => one)) {
    await change.remove(
      entityKind(kind).table,
      group.map(({ id }) => id),
    )
  }
  await change.remove('entity', ids)
}
