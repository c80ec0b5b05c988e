import { slugsOf } from '../database/slugs.ts'
import type { AliasKind, EntityKind } from '../generated/prisma/enums.ts'
import { entityKind, factKind, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import type { Change, Scope } from './change.ts'
import { refuseUsedEntities } from './conflicts.ts'
import { digestOf } from './digest.ts'
import type { DatasetDraft, EntityDraft, FactDraft } from './draft.ts'
import { referencesOfEntity, referencesOfFact } from './reference.ts'
import { entityKindRow, type Ids } from './row.ts'
import { tableOfKind, tables } from './table.ts'

interface StoredEntity {
  readonly id: number
  readonly slug: string
  readonly kind: EntityKind
  readonly digest: string
}

export interface WrittenEntities {
  /** The ids of all entities that the drafts declare or refer to, by slug. */
  readonly ids: ReadonlyMap<string, number>
  readonly unchanged: number
  /** Rows in the tables of former kinds. They are removed when no fact refers to them any more. */
  readonly converted: readonly Pick<StoredEntity, 'id' | 'kind'>[]
  readonly removed: readonly StoredEntity[]
}

/** A name that finds an entity and is no claim of a source: its own (no kind) and its labels. */
interface PlainName {
  readonly text: string
  readonly key: string
  readonly kind: AliasKind | null
}

/** An entity with everything that is written for it, and the digest of that. */
interface Planned {
  readonly draft: EntityDraft
  readonly names: readonly PlainName[]
  readonly dates: Readonly<Record<string, string>>
  readonly digest: string
}

/** Writes new and changed entities. Those that the dataset no longer declares are left to `removeEntities`. */
export async function writeEntities(
  change: Change,
  dataset: DatasetDraft,
  { datasetId, isWhole }: Scope,
): Promise<WrittenEntities> {
  const stored = await storedEntities(change, datasetId)
  const before = matchStored(dataset.entities, stored)
  const planned = planEntities(dataset)
  const changed = planned.filter(({ draft, digest }) => {
    const old = before.get(draft.slug)
    return old?.digest !== digest || old.slug !== draft.slug
  })
  const kept = new Set(before.values())
  const removed = isWhole ? stored.filter((entity) => !kept.has(entity)) : []
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
  const ids = await entityIds(change, dataset)
  const made = changed.flatMap(({ draft }) => (before.has(draft.slug) ? [] : (ids.get(draft.slug) ?? [])))
  await change.log.didCreate('entity', made)
  await writeParts(change, changed, ids, existing)
  return { ids, unchanged: planned.length - changed.length, converted, removed }
}

async function storedEntities({ tx }: Change, datasetId: number): Promise<StoredEntity[]> {
  return await tx.$queryRaw<StoredEntity[]>`
    select id, slug, kind::text, digest from entity where dataset_id = ${datasetId}`
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
  for (const { draft } of changed) {
    const old = before.get(draft.slug)
    if (old === undefined || old.slug === draft.slug) continue
    const updated = await change.tx.$executeRaw`update entity set slug = ${draft.slug} where id = ${old.id}`
    change.count('entity', { updated })
  }
}

function planEntities({ entities, facts }: DatasetDraft): Planned[] {
  const dates = firstDates(facts)
  const aliases = aliasKeys(facts)
  return entities.map((draft) => {
    const names = namesOf(draft, aliases.get(draft.slug) ?? new Set())
    const own = ownDates(draft, dates.get(draft.slug))
    return { draft, names, dates: own, digest: digestOf({ ...draft, labels: undefined, names, dates: own }) }
  })
}

/** The first value of each attribute of each entity that its kind may show as its own date. */
function firstDates(facts: readonly FactDraft[]): Map<string, Record<string, string>> {
  const dates = new Map<string, Record<string, string>>()
  for (const fact of facts) {
    if (fact.kind !== 'ATTRIBUTE') continue
    const [subject, attribute] = [textIn(fact, 'subject') ?? '', textIn(fact, 'attribute') ?? '']
    const known = dates.get(subject) ?? {}
    known[attribute] ??= textIn(fact, 'value') ?? ''
    dates.set(subject, known)
  }
  return dates
}

function ownDates({ kind }: EntityDraft, dates: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { attributes } = entityKind(kind)
  return Object.fromEntries(Object.entries(dates).filter(([name]) => attributes[name]?.columns !== undefined))
}

/** The names that facts give each entity, with their kinds. */
function aliasKeys(facts: readonly FactDraft[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const fact of facts) {
    const { name, subject } = factKind(fact.kind)
    if (name === undefined) continue
    const slug = textIn(fact, subject.field) ?? ''
    const known = keys.get(slug) ?? new Set()
    keys.set(slug, known.add(`${textIn(fact, name.kind)} ${nameKey(textIn(fact, name.text) ?? '')}`))
  }
  return keys
}

/** Its name and its labels; a label that repeats the name, an alias of the same kind or an earlier label is left out. */
function namesOf({ name, labels }: EntityDraft, aliases: ReadonlySet<string>): PlainName[] {
  const own = nameKey(name)
  const seen = new Set([...aliases, `ALSO_KNOWN_AS ${own}`, `OFFICIAL ${own}`])
  const names: PlainName[] = [{ text: name, key: own, kind: null }]
  for (const { text, aliasKind } of labels) {
    const key = nameKey(text)
    if (seen.has(`${aliasKind} ${key}`)) continue
    seen.add(`${aliasKind} ${key}`)
    names.push({ text, key, kind: aliasKind })
  }
  return names
}

function entityRow({ draft, digest }: Planned, datasetId: number) {
  const { kind, slug, name, summary } = draft
  return { kind, slug, name, name_key: nameKey(name), summary: summary ?? null, dataset_id: datasetId, digest }
}

/** The ids of all entities that a dataset declares or refers to, by slug; also by former slugs. */
async function entityIds({ tx }: Change, { entities, facts }: DatasetDraft): Promise<Map<string, number>> {
  const used = [...entities.flatMap(referencesOfEntity), ...facts.flatMap(referencesOfFact)].map(({ slug }) => slug)
  const slugs = [...new Set([...entities.flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs]), ...used])]
  const rows = await tx.$queryRawUnsafe<{ id: number; slug: string }[]>(
    `select id, slug from ${slugsOf.entity} as named where slug = any($1::text[])`,
    slugs,
  )
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]))
  // Former slugs of these very drafts, which are written later.
  for (const { slug, formerSlugs } of entities) for (const one of formerSlugs) ids.set(one, ids.get(slug) ?? 0)
  return ids
}

const isPlain = '"name"."alias_id" is null'

/** Writes what belongs to entities: the rows of their kinds, names, identifiers and former slugs. */
async function writeParts(
  change: Change,
  planned: readonly Planned[],
  entities: ReadonlyMap<string, number>,
  existing: readonly number[],
): Promise<void> {
  const ids: Ids = { entities, facts: new Map() }
  for (const [kind, group] of Map.groupBy(planned, ({ draft }) => draft.kind)) {
    const rows = group.map(({ draft, dates }) => entityKindRow(draft, dates, ids))
    // A tree is written in one statement, because a row may come before its parent.
    await change.upsert(tableOfKind(entityKind(kind)), rows, rows.length)
  }
  const parts = planned.map(({ draft, names }) => ({ ...draft, id: entities.get(draft.slug), names }))
  const names = parts.flatMap(({ id, names: all }) => all.map((name) => ({ entity_id: id, ...name })))
  await change.keepOnly(tables.label, 'entity_id', existing, names, isPlain)
  await change.insertMissing(tables.label, names, isPlain)
  const identifiers = parts.flatMap(({ id, identifiers: all }) =>
    all.map(({ scheme, value, url }) => ({ entity_id: id, scheme, value, url: url ?? null })),
  )
  await change.keepOnly(tables.identifier, 'entity_id', existing, identifiers)
  await change.upsert(tables.identifier, identifiers)
  const former = parts.flatMap(({ id, formerSlugs }) => formerSlugs.map((slug) => ({ slug, entity_id: id })))
  await change.keepOnly(tables.formerSlug, 'entity_id', existing, former)
  await change.upsert(tables.formerSlug, former)
}

/** Removes the entities that the dataset no longer declares, after the facts that referred to them. */
export async function removeEntities(change: Change, { removed, converted }: WrittenEntities): Promise<void> {
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
