import type { EntityKind } from '../generated/prisma/enums.ts'
import { draftEntities, type EntityDraft, entityRow, kindRow } from './entity-row.ts'
import { type Dataset, entityKinds } from './format.ts'
import { refuseUsed } from './ownership.ts'
import { referencesOf } from './reference.ts'
import { type RowOf, type TableShape, tables } from './table.ts'
import type { Writer } from './write.ts'

interface StoredEntity {
  readonly id: number
  readonly slug: string
  readonly kind: EntityKind
  readonly digest: string
}

export interface WrittenEntities {
  /** The ids of all entities that the dataset declares or refers to, by slug. */
  readonly ids: ReadonlyMap<string, number>
  readonly unchanged: number
  /** Rows that may only go once no fact refers to them any more. */
  readonly leftovers: readonly Pick<StoredEntity, 'id' | 'kind'>[]
  readonly removed: readonly StoredEntity[]
}

const kindTables = {
  ORGANIZATION: tables.organization,
  PERSON: tables.person,
  EVENT: tables.event,
  CAMPAIGN: tables.campaign,
  PLACE: tables.place,
  TOPIC: tables.topic,
  AGREEMENT: tables.agreement,
} satisfies Record<EntityKind, TableShape>

/** Writes the entities that are new or that another text stands for than before. */
export async function writeEntities(writer: Writer, dataset: Dataset, datasetId: number): Promise<WrittenEntities> {
  const { tx } = writer
  const stored = await tx.$queryRaw<StoredEntity[]>`
    select id, slug, kind::text, digest from entity where dataset_id = ${datasetId}`
  const before = new Map(stored.map((entity) => [entity.slug, entity]))
  const drafts = draftEntities(dataset)
  const changed = drafts.filter(({ entity, digest }) => before.get(entity.slug)?.digest !== digest)
  const declared = new Set(dataset.entities.map(({ slug }) => slug))
  const removed = stored.filter(({ slug }) => !declared.has(slug))
  const converted = changed.flatMap(({ entity }) => {
    const old = before.get(entity.slug)
    return old && old.kind !== entityKinds[entity.section] ? [old] : []
  })
  const lost = [...removed, ...converted]
  await refuseUsed(
    tx,
    lost.map(({ id }) => id),
    datasetId,
  )
  await writer.upsert(
    tables.entity,
    changed.map((draft) => entityRow(draft, datasetId)),
  )
  const ids = await entityIds(writer, dataset)
  await writeKinds(writer, changed, ids)
  const existing = changed.flatMap(({ entity }) => before.get(entity.slug)?.id ?? [])
  await writeNames(writer, changed, ids, existing)
  await writeIdentifiers(writer, changed, ids, existing)
  return { ids, unchanged: drafts.length - changed.length, leftovers: converted, removed }
}

async function entityIds({ tx }: Writer, dataset: Dataset): Promise<Map<string, number>> {
  const items = [...dataset.entities, ...dataset.facts]
  const used = items.flatMap((item) => referencesOf(item).map(({ slug }) => slug))
  const slugs = [...new Set([...dataset.entities.map(({ slug }) => slug), ...used])]
  const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
    select id, slug from entity where slug = any(${slugs}::text[])`
  return new Map(rows.map(({ id, slug }) => [slug, id]))
}

async function writeKinds(
  writer: Writer,
  drafts: readonly EntityDraft[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const byKind = Map.groupBy(drafts, ({ entity }) => entityKinds[entity.section])
  for (const [kind, group] of byKind) {
    const table: TableShape = kindTables[kind]
    const rows = group.map((draft) => kindRow(draft, ids) as RowOf<TableShape>)
    // All of a tree in one statement: a row may come before the one that it lies in.
    await writer.upsert(table, rows, rows.length)
  }
}

const isPlain = '"name"."alias_id" is null'

async function writeNames(
  writer: Writer,
  drafts: readonly EntityDraft[],
  ids: ReadonlyMap<string, number>,
  existing: readonly number[],
): Promise<void> {
  const rows = drafts.flatMap(({ entity, names }) => {
    const entityId = ids.get(entity.slug)
    return names.map(({ text, key, kind }) => ({ entity_id: entityId, text, key, kind }))
  })
  await writer.keepOnly(tables.label, 'entity_id', existing, rows, isPlain)
  await writer.insertMissing(tables.label, rows, isPlain)
}

async function writeIdentifiers(
  writer: Writer,
  drafts: readonly EntityDraft[],
  ids: ReadonlyMap<string, number>,
  existing: readonly number[],
): Promise<void> {
  const rows = drafts.flatMap(({ entity }) =>
    entity.identifiers.map(({ scheme, value, url }) => ({
      entity_id: ids.get(entity.slug),
      scheme,
      value,
      url: url ?? null,
    })),
  )
  await writer.keepOnly(tables.identifier, 'entity_id', existing, rows)
  await writer.upsert(tables.identifier, rows)
}

/** Takes away the entities that the dataset declares no more, once its facts have let go of them. */
export async function removeEntities(writer: Writer, { removed, leftovers }: WrittenEntities): Promise<void> {
  const ids = removed.map(({ id }) => id)
  await writer.keepOnly(tables.label, 'entity_id', ids, [], isPlain)
  await writer.keepOnly(tables.identifier, 'entity_id', ids)
  for (const [kind, group] of Map.groupBy([...leftovers, ...removed], ({ kind }) => kind)) {
    await writer.remove(
      kindTables[kind].name,
      group.map(({ id }) => id),
    )
  }
  await writer.remove('entity', ids)
}
