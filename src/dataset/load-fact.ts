import type { FactKind } from '../generated/prisma/enums.ts'
import { aliasNameRow, criticismRows, draftFacts, type FactDraft, factKindRow, factRow } from './fact-row.ts'
import { type Dataset, type DatasetFact, type DatasetFactIn, factKinds } from './format.ts'
import { type RowOf, type TableShape, tables } from './table.ts'
import type { Writer } from './write.ts'

type Ids = ReadonlyMap<string, number>

interface StoredFact {
  readonly id: number
  readonly key: string
  readonly kind: FactKind
  readonly digest: string
}

/** A fact that was written, under the id that it has or had already. */
export interface WrittenFact {
  readonly id: number
  readonly fact: DatasetFact
}

export interface WrittenFacts {
  readonly written: readonly WrittenFact[]
  readonly unchanged: number
  /** The written and removed facts that were there before: rows of theirs may have to go. */
  readonly touched: readonly number[]
  readonly removed: readonly number[]
}

const kindTables = {
  ALIAS: tables.alias,
  ATTRIBUTE: tables.attribute,
  FIGURE: tables.figure,
  RELATIONSHIP: tables.relationship,
  ROLE: tables.role,
  CRITICISM: tables.criticism,
} satisfies Record<FactKind, TableShape>

/** Writes the facts that are new or that another text stands for than before, apart from their evidence. */
export async function writeFacts(
  writer: Writer,
  { facts }: Dataset,
  entities: Ids,
  datasetId: number,
): Promise<WrittenFacts> {
  const { tx } = writer
  const stored = await tx.$queryRaw<StoredFact[]>`
    select id, key, kind::text, digest from fact where dataset_id = ${datasetId}`
  const before = new Map(stored.map((fact) => [fact.key, fact]))
  const drafts = draftFacts(facts)
  const changed = drafts.filter(({ fact, digest }) => before.get(fact.key)?.digest !== digest)
  const stated = new Set(facts.map(({ key }) => key))
  const removed = stored.filter(({ key }) => !stated.has(key))
  const written = await writeRoots(writer, changed, entities, datasetId)
  const rewritten = written.flatMap(({ fact }) => before.get(fact.key) ?? [])
  const touched = [...rewritten, ...removed].map(({ id }) => id)
  await writeParts(writer, written, entities, touched)

  const converted = written.flatMap(({ fact }) => {
    const old = before.get(fact.key)
    return old && old.kind !== factKinds[fact.section] ? [old] : []
  })
  for (const [kind, group] of Map.groupBy([...converted, ...removed], ({ kind }) => kind)) {
    const ids = group.map(({ id }) => id)
    await writer.remove(kindTables[kind].name, ids)
  }
  return { written, unchanged: drafts.length - changed.length, touched, removed: removed.map(({ id }) => id) }
}

async function writeRoots(
  writer: Writer,
  drafts: readonly FactDraft[],
  entities: Ids,
  datasetId: number,
): Promise<WrittenFact[]> {
  if (drafts.length === 0) return []
  const [clock] = await writer.tx.$queryRaw<{ now: Date }[]>`select now()`
  const recordedAt = clock?.now ?? new Date()
  await writer.upsert(
    tables.fact,
    drafts.map((draft) => factRow(draft, entities, datasetId, recordedAt)),
  )
  const keys = drafts.map(({ fact }) => fact.key)
  const rows = await writer.tx.$queryRaw<{ id: number; key: string }[]>`
    select id, key from fact where dataset_id = ${datasetId} and key = any(${keys}::text[])`
  const ids = new Map(rows.map(({ id, key }) => [key, id]))
  return drafts.flatMap(({ fact }) => {
    const id = ids.get(fact.key)
    return id === undefined ? [] : [{ id, fact }]
  })
}

/** The rows that extend a fact: that of its kind, and for aliases and criticisms what hangs on them. */
async function writeParts(
  writer: Writer,
  written: readonly WrittenFact[],
  entities: Ids,
  touched: readonly number[],
): Promise<void> {
  for (const [section, group] of Map.groupBy(written, ({ fact }) => fact.section)) {
    const table: TableShape = kindTables[factKinds[section]]
    const rows = group.map(({ id, fact }) => factKindRow(fact, id, entities) as RowOf<TableShape>)
    await writer.upsert(table, rows)
  }
  const names = written.flatMap(({ id, fact }) =>
    fact.section === 'aliases' ? [aliasNameRow(fact, id, entities)] : [],
  )
  await writer.keepOnly(tables.aliasName, 'alias_id', touched, names)
  await writer.upsert(tables.aliasName, names)
  await writeCriticismLists(writer, written, entities, touched)
}

async function writeCriticismLists(
  writer: Writer,
  written: readonly WrittenFact[],
  entities: Ids,
  touched: readonly number[],
): Promise<void> {
  const lists = written
    .filter((one): one is { id: number; fact: DatasetFactIn<'criticisms'> } => one.fact.section === 'criticisms')
    .map(({ id, fact }) => criticismRows(fact, id, entities))
  for (const [table, rows] of [
    [tables.criticismTopic, lists.flatMap(({ topics }) => topics)],
    [tables.criticismAbout, lists.flatMap(({ about }) => about)],
    [tables.criticismSpokesperson, lists.flatMap(({ spokespeople }) => spokespeople)],
    [tables.quotation, lists.flatMap(({ quotations }) => quotations)],
  ] as [TableShape, RowOf<TableShape>[]][]) {
    await writer.keepOnly(table, 'criticism_id', touched, rows)
    await writer.upsert(table, rows)
  }
}
