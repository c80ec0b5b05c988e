import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import { type Change, isRemoved, type Scope } from './change.ts'
import { ownEntityProblem } from './check.ts'
import { contentOf, sameInGraph } from './content.ts'
import { digestOf, isOfThisVersion } from './digest.ts'
import type { DatasetDraft, LabelDraft, SameAsDraft } from './draft.ts'
import type { ItemContent } from './item.ts'
import type { Meaning } from './meaning.ts'
import { type DraftProblem, draftProblem } from './problem.ts'
import { type Row, tables } from './table.ts'
import type { Transaction } from './writer.ts'

// Items that are entities of other datasets. Each has a row of its own, which its names, identifiers and slugs name, so
// that they go with it.

interface StoredItem {
  readonly id: number
  readonly slug: string
  readonly entityId: number
  readonly digest: string
}

export interface WrittenSameAs {
  /** The entities that got, kept or lost an item. */
  readonly entities: readonly number[]
  /** The ids of the entities that the drafts are, by all slugs of the drafts. */
  readonly ids: ReadonlyMap<string, number>
  readonly unchanged: number
}

/** Writes the items of a dataset that are entities of other datasets. */
export async function writeSameAs(
  change: Change,
  { entities, sameAs = [] }: Pick<DatasetDraft, 'entities' | 'sameAs'>,
  scope: Scope,
): Promise<WrittenSameAs> {
  const { datasetId, meaning } = scope
  const stored = await storedItems(change.tx, { entities, sameAs }, scope)
  const targets = await targetIds(change.tx, sameAs)
  const removed = removedItems(stored, { entities, sameAs }, targets, scope)
  const before = new Map(stored.filter((item) => !removed.includes(item)).map((item) => [item.slug, item]))
  const planned = sameAs.filter((draft) => before.get(draft.slug)?.digest !== digestOfItem(draft, targets))
  const same = await sameInGraph(change.tx, 'sameAs', contentsToCompare(planned, before, meaning))
  const changed = planned.filter(({ slug }) => !same.has(before.get(slug)?.id ?? 0))
  const existing = changed.flatMap(({ slug }) => before.get(slug)?.id ?? [])
  await change.log.willChange('sameAs', [...existing, ...removed.map(({ id }) => id)])
  await removeItems(
    change,
    removed.map(({ id }) => id),
  )
  await change.upsert(
    tables.sameAs,
    changed.map((draft) => itemRow(draft, targets, datasetId)),
  )
  const made = await itemIds(change.tx, changed)
  await change.log.didCreate(
    'sameAs',
    [...made].flatMap(([slug, id]) => (before.has(slug) ? [] : [id])),
  )
  await writeParts(change, changed, targets, made)
  const touched = [...stored.map(({ entityId }) => entityId), ...targets.values()]
  return { entities: [...new Set(touched)], ids: slugIds(sameAs, targets), unchanged: sameAs.length - changed.length }
}

/** The items of the dataset; of those that a part of it does not concern, none. */
async function storedItems(
  tx: Transaction,
  { entities, sameAs }: Required<Pick<DatasetDraft, 'entities' | 'sameAs'>>,
  { datasetId, isWhole, removed }: Scope,
): Promise<StoredItem[]> {
  const drafted = [...entities, ...sameAs].flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs])
  return await tx.$queryRaw<StoredItem[]>`
    select id, slug, entity_id as "entityId", digest from same_as
    where dataset_id = ${datasetId} and (${isWhole} or slug = any(${[...drafted, ...removed.sameAs]}::text[]))`
}

/** By the ids of the stored items: what is written otherwise than before, and may say the same. */
function contentsToCompare(
  planned: readonly SameAsDraft[],
  before: ReadonlyMap<string, StoredItem>,
  meaning: Meaning,
): Map<number, ItemContent> {
  return new Map(
    planned.flatMap((draft) => {
      const old = before.get(draft.slug)
      if (old === undefined || !isOfThisVersion(old.digest)) return []
      return [[old.id, contentOf('sameAs', { ...draft, labels: labelsOf(draft) }, meaning)] as const]
    }),
  )
}

/** The items that go: the drafts no longer have them, or say that their slugs are something else. */
function removedItems(
  stored: readonly StoredItem[],
  { entities, sameAs }: Required<Pick<DatasetDraft, 'entities' | 'sameAs'>>,
  targets: ReadonlyMap<string, number>,
  scope: Scope,
): StoredItem[] {
  const now = new Map(sameAs.map((draft) => [draft.slug, targets.get(draft.sameAs)]))
  const taken = new Set([
    ...entities.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs]),
    ...sameAs.flatMap(({ formerSlugs }) => formerSlugs),
  ])
  return stored.filter(({ slug, entityId }) =>
    now.has(slug) ? now.get(slug) !== entityId : isRemoved(scope, 'sameAs', slug) || taken.has(slug),
  )
}

/** With the entity that it is, because another one may have the slug by now. */
function digestOfItem(draft: SameAsDraft, targets: ReadonlyMap<string, number>): string {
  return digestOf({ ...draft, entity: targets.get(draft.sameAs) })
}

function itemRow(draft: SameAsDraft, targets: ReadonlyMap<string, number>, datasetId: number): Row {
  const { slug, name = null, summary = null, sameAs } = draft
  const digest = digestOfItem(draft, targets)
  return { slug, dataset_id: datasetId, entity_id: targets.get(sameAs), name, summary, digest }
}

/** The entities that the drafts name, by the slugs that they use. */
async function targetIds(tx: Transaction, drafts: readonly SameAsDraft[]): Promise<Map<string, number>> {
  const slugs = [...new Set(drafts.map(({ sameAs }) => sameAs))]
  if (slugs.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
    select id, slug from (
      select entity_id as id, slug, false as is_present from former_slug where same_as_id is null
      union all select id, slug, true from entity) as named
    where slug = any(${slugs}::text[]) order by is_present`
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

async function itemIds(tx: Transaction, drafts: readonly SameAsDraft[]): Promise<Map<string, number>> {
  if (drafts.length === 0) return new Map()
  const slugs = drafts.map(({ slug }) => slug)
  const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
    select id, slug from same_as where slug = any(${slugs}::text[])`
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

function slugIds(drafts: readonly SameAsDraft[], targets: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(
    drafts.flatMap(({ slug, formerSlugs, sameAs }) =>
      [slug, ...formerSlugs].map((one) => [one, targets.get(sameAs) ?? 0] as const),
    ),
  )
}

async function removeItems(change: Change, ids: readonly number[]): Promise<void> {
  await change.keepOnly(tables.sameAsName, 'same_as_id', ids)
  await change.keepOnly(tables.identifier, 'same_as_id', ids)
  await change.keepOnly(tables.formerSlug, 'same_as_id', ids)
  await change.remove('same_as', ids)
}

async function writeParts(
  change: Change,
  drafts: readonly SameAsDraft[],
  targets: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const all = [...ids.values()]
  const parts = drafts.map((draft) => ({
    draft,
    owner: { entity_id: targets.get(draft.sameAs), same_as_id: ids.get(draft.slug) },
  }))
  const names = parts.flatMap(({ draft, owner }) => namesOf(draft).map((name) => ({ ...owner, ...name })))
  await change.keepOnly(tables.sameAsName, 'same_as_id', all, names)
  await change.insertMissing(tables.sameAsName, names, 'true')
  const identifiers = parts.flatMap(({ draft, owner }) =>
    draft.identifiers.map(({ scheme, value, url = null }) => ({ ...owner, scheme, value, url })),
  )
  await change.keepOnly(tables.identifier, 'same_as_id', all, identifiers)
  await change.upsert(tables.identifier, identifiers)
  const slugs = parts.flatMap(({ draft, owner }) =>
    [draft.slug, ...draft.formerSlugs].map((slug) => ({ ...owner, slug })),
  )
  await change.log.willTakeSlugs(slugs.map(({ slug }) => slug))
  await change.keepOnly(tables.formerSlug, 'same_as_id', all, slugs)
  await change.upsert(tables.formerSlug, slugs)
}

/** Its labels as the graph has them. */
export function labelsOf(draft: SameAsDraft): LabelDraft[] {
  return namesOf(draft)
    .filter(({ text, kind }) => text !== draft.name || kind !== 'ALSO_KNOWN_AS')
    .map(({ text, kind }) => ({ text, aliasKind: kind }))
}

/** Its own name and its labels, each once. */
function namesOf({ name, labels }: SameAsDraft) {
  const own: LabelDraft[] = name === undefined ? [] : [{ text: name, aliasKind: 'ALSO_KNOWN_AS' }]
  const rows = [...own, ...labels].map(({ text, aliasKind }) => ({ text, key: nameKey(text), kind: aliasKind }))
  return [...new Map(rows.map((row) => [`${row.kind} ${row.key}`, row])).values()]
}

/** An entity whose own dataset gives no summary shows that of the first item, in the order of the datasets' slugs. */
export async function writeBorrowedSummaries(change: Change, entities: readonly number[]): Promise<void> {
  if (entities.length === 0) return
  const updated = await change.tx.$executeRawUnsafe(
    `update entity set summary = found.summary
      from (select e.id, (select s.summary from same_as as s join dataset as d on d.id = s.dataset_id
          where s.entity_id = e.id and s.summary is not null order by d.slug, s.slug limit 1) as summary
        from entity as e where e.id = any($1::int[]) and not e.summary_is_own) as found
      where entity.id = found.id and entity.summary is distinct from found.summary`,
    entities,
  )
  change.count('entity', { updated })
}

/** Which of these slugs are those of items, with the ids of the entities that the items are. */
export async function sameAsSlugs(tx: Transaction, slugs: readonly string[]): Promise<Map<string, number>> {
  if (slugs.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ slug: string; id: number }[]>`
    select slug, entity_id as id from former_slug where same_as_id is not null and slug = any(${slugs}::text[])`
  return new Map(rows.map(({ slug, id }) => [slug, id]))
}

/** Drafts that name not an entity but another item that is one: a chain. */
export async function checkChains(tx: Transaction, drafts: readonly SameAsDraft[]): Promise<DraftProblem[]> {
  const slugs = [...new Set(drafts.map(({ sameAs }) => sameAs))]
  if (slugs.length === 0) return []
  const rows = await tx.$queryRaw<{ slug: string; target: string; dataset: string }[]>`
    select f.slug, e.slug as target, d.slug as dataset from former_slug as f join same_as as s on s.id = f.same_as_id
      join entity as e on e.id = s.entity_id join dataset as d on d.id = s.dataset_id
    where f.slug = any(${slugs}::text[])`
  const links = new Map(rows.map((row) => [row.slug, row]))
  return drafts.flatMap((draft) => {
    const link = links.get(draft.sameAs)
    if (link === undefined) return []
    const message = `${quoted(draft.sameAs)} is itself only an item of the dataset ${quoted(link.dataset)}, the same as ${quoted(link.target)}; name ${quoted(link.target)} here`
    return [draftProblem(draft, ['sameAs'], draft.sameAs, message)]
  })
}

/** Drafts of a part of a dataset that name an entity of the rest: of two items of one dataset, one is too many. */
export async function checkOwnEntities(
  tx: Transaction,
  drafts: readonly SameAsDraft[],
  datasetId: number,
): Promise<DraftProblem[]> {
  const targets = await targetIds(tx, drafts)
  if (targets.size === 0) return []
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select id from entity where id = any(${[...targets.values()]}::int[]) and dataset_id = ${datasetId}`
  const own = new Set(rows.map(({ id }) => id))
  return drafts.flatMap((draft) => (own.has(targets.get(draft.sameAs) ?? 0) ? [ownEntityProblem(draft)] : []))
}
