import type { FactKind } from '../generated/prisma/enums.ts'
import { endsOf, periodOf } from '../model/ends.ts'
import { factKind, factKinds, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { type Change, isRemoved, type Scope } from './change.ts'
import { contentOf, sameInGraph } from './content.ts'
import { digestOf, isOfThisVersion } from './digest.ts'
import type { FactDraft } from './draft.ts'
import type { ReferredEntities } from './entity-ids.ts'
import { standIns } from './entity-plan.ts'
import type { ItemContent } from './item.ts'
import { findFactsByPath } from './known-slugs.ts'
import type { Meaning } from './meaning.ts'
import { datedSubjects } from './own-dates.ts'
import { periodRow } from './period-row.ts'
import { factReferencesOf, referencesOfFact } from './reference.ts'
import { factKindRow, type Ids, listRows } from './row.ts'
import { listTables, type Row, tableOfKind, tables } from './table.ts'
import { refuseUsedFacts } from './uses.ts'

export interface StoredFact {
  readonly id: number
  readonly key: string
  readonly kind: FactKind
  readonly digest: string
}

/** A fact that was written, under the id that it has or had already. */
export interface WrittenFact {
  readonly id: number
  readonly draft: FactDraft
}

export interface WrittenFacts {
  readonly written: readonly WrittenFact[]
  readonly unchanged: number
  /** The written and removed facts that existed before. Some of their rows may have to be deleted. */
  readonly touched: readonly number[]
  readonly removed: readonly StoredFact[]
  /** Those that are of another kind now, with their former kinds. */
  readonly converted: readonly StoredFact[]
  /** The entities whose own dates may be others now: facts that state them were written or removed. */
  readonly dated: readonly number[]
}

/** Writes new and changed facts, apart from their evidence. Those that the dataset no longer states lose their parts. */
export async function writeFacts(
  change: Change,
  drafts: readonly FactDraft[],
  { ids: entities, sameAs }: ReferredEntities,
  scope: Scope,
): Promise<WrittenFacts> {
  const { datasetId, meaning } = scope
  const stored = await storedFacts(change, drafts, scope)
  const before = new Map(stored.map((fact) => [fact.key, fact]))
  const planned = drafts
    .map((draft) => ({ draft, digest: digestOf({ ...draft, ...standIns(referencesOfFact(draft), sameAs) }) }))
    .filter(({ draft, digest }) => before.get(draft.key)?.digest !== digest)
  const same = await sameInGraph(change.tx, 'fact', contentsToCompare(planned, before, meaning))
  const changed = planned.filter(({ draft }) => !same.has(before.get(draft.key)?.id ?? 0))
  const stated = new Set(drafts.map(({ key }) => key))
  const removed = stored.filter(({ key }) => !stated.has(key) && isRemoved(scope, 'facts', key))
  const rewritten = changed.flatMap(({ draft }) => before.get(draft.key) ?? [])
  const touched = [...rewritten, ...removed].map(({ id }) => id)
  const converted = changed.flatMap(({ draft }) => {
    const old = before.get(draft.key)
    return old && old.kind !== draft.kind ? [old] : []
  })
  await change.log.willChange('fact', touched)
  const datedBefore = await datedSubjects(change.tx, touched)
  await willRename(change, [...rewritten, ...removed])
  await change.upsert(
    tables.fact,
    changed.map(({ draft, digest }) => factRow(draft, digest, entities, datasetId)),
  )
  const ids = { entities, facts: await factIds(change, drafts, datasetId) }
  const written = changed.map(({ draft }) => ({ id: ids.facts.get(draft.key) as number, draft }))
  await change.log.didCreate(
    'fact',
    written.filter(({ draft }) => !before.has(draft.key)).map(({ id }) => id),
  )
  change.checkFacts.add(written.map(({ id }) => id))
  await writeParts(change, written, ids, touched)
  const datedNow = await datedSubjects(
    change.tx,
    written.map(({ id }) => id),
  )
  return {
    written,
    unchanged: drafts.length - changed.length,
    touched,
    removed,
    converted,
    dated: [...new Set([...datedBefore, ...datedNow])],
  }
}

/** The facts of the dataset; of those that a part of it does not concern, none. */
async function storedFacts(
  { tx }: Change,
  drafts: readonly FactDraft[],
  { datasetId, isWhole, removed }: Scope,
): Promise<StoredFact[]> {
  if (isWhole) {
    return await tx.$queryRaw<StoredFact[]>`
      select id, key, kind::text, digest from fact where dataset_id = ${datasetId}`
  }
  const keys = [...new Set([...drafts.map(({ key }) => key), ...removed.facts])]
  return await tx.$queryRaw<StoredFact[]>`
    select id, key, kind::text, digest from fact where dataset_id = ${datasetId} and key = any(${keys}::text[])`
}

/** By the ids of the stored facts: what is written otherwise than before, and may say the same. */
function contentsToCompare(
  planned: readonly { readonly draft: FactDraft }[],
  before: ReadonlyMap<string, StoredFact>,
  meaning: Meaning,
): Map<number, ItemContent> {
  return new Map(
    planned.flatMap(({ draft }) => {
      const old = before.get(draft.key)
      if (old === undefined || old.kind !== draft.kind || !isOfThisVersion(old.digest)) return []
      return [[old.id, contentOf('fact', draft, meaning)] as const]
    }),
  )
}

function factRow(draft: FactDraft, digest: string, entities: Ids['entities'], datasetId: number): Row {
  const { subject, object } = endsOf(draft)
  return {
    kind: draft.kind,
    key: draft.key,
    dataset_id: datasetId,
    digest,
    subject_id: entities.get(subject),
    has_subject: textIn(draft, factKind(draft.kind).subject.field) !== undefined,
    object_id: object === null ? null : entities.get(object),
    statement: draft.statement,
    computed: draft.computed ?? null,
    ...periodRow(periodOf(draft)),
  }
}

/** The ids of the dataset's facts by key, and of those of other datasets that the drafts refer to. */
async function factIds({ tx }: Change, drafts: readonly FactDraft[], datasetId: number): Promise<Map<string, number>> {
  const referred = drafts.flatMap(factReferencesOf).map(({ key }) => key)
  const keys = [...new Set([...drafts.map(({ key }) => key), ...referred])]
  const own = await tx.$queryRaw<{ id: number; key: string }[]>`
    select id, key from fact where dataset_id = ${datasetId} and key = any(${keys}::text[])`
  const paths = referred.filter((key) => key.includes('/'))
  const foreign = await findFactsByPath(tx, paths)
  return new Map([
    ...own.map(({ id, key }) => [key, id] as const),
    ...foreign.map(({ id, path }) => [path, id] as const),
  ])
}

/** The rows that extend a fact: that of its kind, its lists, and the name that it gives its subject. */
async function writeParts(
  change: Change,
  written: readonly WrittenFact[],
  ids: Ids,
  touched: readonly number[],
): Promise<void> {
  // In the order of the kinds: a response refers to the row of its criticism.
  for (const kind of factKinds()) {
    const group = written.filter(({ draft }) => draft.kind === kind.kind)
    await change.upsert(
      tableOfKind(kind),
      group.map(({ id, draft }) => factKindRow(draft, id, ids)),
    )
  }
  await writeLists(change, written, ids, touched)
  const names = written.flatMap(({ id, draft }) => nameRow(draft, id, ids))
  await change.keepOnly(tables.aliasName, 'alias_id', touched, names)
  await change.upsert(tables.aliasName, names)
  change.checkFacts.naming(names.map(({ entity_id: id }) => id as number))
}

/** Kinds may share a table of lists: the rows of all of them are written together. */
async function writeLists(
  change: Change,
  written: readonly WrittenFact[],
  ids: Ids,
  touched: readonly number[],
): Promise<void> {
  const lists = factKinds().flatMap((kind) => listTables(kind).map((list) => ({ kind: kind.kind, ...list })))
  for (const group of Map.groupBy(lists, ({ shape }) => shape.name).values()) {
    const rows = group.flatMap(({ kind, name, field }) =>
      written.flatMap(({ id, draft }) => (draft.kind === kind ? listRows(draft, name, field, id, ids) : [])),
    )
    const [{ shape, field }] = group as [(typeof group)[number]]
    await change.keepOnly(shape, field.owner, touched, rows)
    await change.upsert(shape, rows)
  }
}

/** Facts that name the entities to which these facts gave a name are checked again. */
async function willRename(change: Change, facts: readonly StoredFact[]): Promise<void> {
  const ids = facts.filter(({ kind }) => factKind(kind).name !== undefined).map(({ id }) => id)
  if (ids.length === 0) return
  const rows = await change.tx.$queryRaw<{ id: number }[]>`
    select distinct subject_id as id from fact where id = any(${ids}::int[])`
  change.checkFacts.naming(rows.map(({ id }) => id))
}

/** The name that the fact gives its subject. */
function nameRow(draft: FactDraft, id: number, { entities }: Ids): Row[] {
  const { name } = factKind(draft.kind)
  if (name === undefined) return []
  const text = textIn(draft, name.text) ?? ''
  const entity = entities.get(endsOf(draft).subject)
  return [{ entity_id: entity, alias_id: id, text, key: nameKey(text), kind: draft[name.kind] }]
}

/**
 * Removes the facts that the dataset no longer states, and the rows of others in the tables of their former kinds, when
 * everything that refers to facts has been written, and the evidence is removed.
 *
 * @throws DossierError CONFLICT when others refer to them.
 */
export async function removeFacts(
  change: Change,
  { removed, converted }: Pick<WrittenFacts, 'removed' | 'converted'>,
): Promise<void> {
  const gone = [...converted, ...removed]
  await refuseUsedFacts(
    change.tx,
    gone.map(({ id }) => id),
    removed.map(({ id }) => id),
  )
  // Rows that refer to others are removed first.
  for (const { kind, table } of factKinds().reverse()) {
    const ids = gone.filter((fact) => fact.kind === kind).map(({ id }) => id)
    await change.remove(table, ids)
  }
  await change.remove(
    'fact',
    removed.map(({ id }) => id),
  )
}
