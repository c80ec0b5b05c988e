import { sql } from 'kysely'
import type { Database } from '../../src/database/open.ts'
import { parseEdtf } from '../../src/date/edtf.ts'
import { parsePeriod, periodColumns } from '../../src/date/period.ts'
import { nameKey } from '../../src/name/key.ts'
import { writeNodeId } from '../../src/node/id.ts'
import { typeOfRow } from '../../src/node/type.ts'
import type { DocumentData, EntityData, FactData, GraphData } from './graph-data.ts'
import { putEvidence } from './graph-evidence.ts'
import { freeIds, idsBySlug, insert, numbered, type Row, type Writer } from './graph-row.ts'

/**
 * Adds entities, documents and facts to a database; facts may speak of entities that it already holds. A fact
 * without evidence stands in the first paragraph of the document "source". Returns the ids that the API gives them.
 */
export async function putGraph(db: Database, graph: GraphData) {
  return await db.sql.transaction().execute(async (tx) => {
    await sql`insert into dataset (slug, title) values ('test', 'Test') on conflict do nothing`.execute(tx)
    await putEntities(tx, graph.entities ?? [])
    await putDocuments(tx, graph.documents ?? [])
    await putFacts(tx, graph.facts ?? [])
    const entities = await tx.selectFrom('entity').select(['id', 'kind', 'nameKey', 'slug']).execute()
    const facts = await tx.selectFrom('fact').select(['id', 'kind', 'subjectId', 'key']).execute()
    const documents = await tx.selectFrom('document').select(['id', 'slug']).execute()
    return {
      document: Object.fromEntries(documents.map((row) => [row.slug, writeNodeId('Document', row.id)])),
      entity: Object.fromEntries(entities.map((row) => [row.slug, writeNodeId(typeOfRow(row), row.id)])),
      fact: Object.fromEntries(facts.map((row) => [row.key, writeNodeId(typeOfRow(row), row.id)])),
    }
  })
}

/** Takes everything out again. */
export async function emptyGraph(db: Database): Promise<void> {
  for (const table of ['fact', 'document', 'topic', 'place', 'entity', 'dataset']) {
    await sql`delete from ${sql.table(table)}`.execute(db.sql)
  }
}

async function putEntities(tx: Writer, entities: readonly EntityData[]): Promise<void> {
  const ids = await freeIds(tx, 'entity', entities.length)
  const datasetId = (await idsBySlug(tx, 'dataset'))('test')
  const all = entities.map((entity, index) => ({ name: entity.slug, ...entity, id: ids[index] as number }))
  const rows = all.map(({ id, kind, slug, name, summary = null }) => {
    return { id, kind, slug, name, nameKey: nameKey(name), summary, datasetId, digest: '' }
  })
  await insert(tx, 'entity', rows)
  const idOf = await idsBySlug(tx, 'entity')
  for (const [kind, group] of Map.groupBy(all, (entity) => entity.kind)) {
    await insert(
      tx,
      kind.toLowerCase(),
      group.map(({ id, ...entity }) => ({ id, ...typedColumns(entity, idOf) })),
    )
  }
  const names = all.flatMap(({ id, name, labels = [] }) => [
    { entityId: id, text: name, key: nameKey(name), kind: null },
    ...labels.map((text) => ({ entityId: id, text, key: nameKey(text), kind: 'ALSO_KNOWN_AS' })),
  ])
  await insert(tx, 'name', await numbered(tx, 'name', names))
}

function typedColumns({ kind, type, date, parent }: EntityData, idOf: (slug: string) => number): Row {
  const parentId = parent === undefined ? null : idOf(parent)
  switch (kind) {
    case 'ORGANIZATION':
      return { type: type ?? 'OTHER', ...dateColumns('founded', date) }
    case 'EVENT':
      return { type: type ?? 'OTHER', ...columnsOfPeriod(date) }
    case 'CAMPAIGN':
      return { ...columnsOfPeriod(date) }
    case 'AGREEMENT':
      return dateColumns('adopted', date)
    case 'PLACE':
      return { partOfId: parentId }
    case 'TOPIC':
      return { broaderId: parentId }
    case 'PERSON':
      return {}
  }
}

function dateColumns(name: string, edtf: string | undefined): Row {
  const date = edtf === undefined ? undefined : parseEdtf(edtf)
  return {
    [`${name}Edtf`]: date?.edtf ?? null,
    [`${name}Earliest`]: date?.earliest ?? null,
    [`${name}Latest`]: date?.latest ?? null,
  }
}

/** A period as its table has it. */
export function columnsOfPeriod(edtf: string | undefined) {
  return periodColumns(edtf === undefined ? null : parsePeriod(edtf))
}

async function putDocuments(tx: Writer, documents: readonly DocumentData[]): Promise<void> {
  const datasetId = (await idsBySlug(tx, 'dataset'))('test')
  const rows = documents.map(({ slug, title = slug, language = 'en', paragraphs }) => {
    return { slug, title, language, datasetId, loadedAt: paragraphs && '2026-01-01T00:00:00Z' }
  })
  await insert(tx, 'document', await numbered(tx, 'document', rows))
  const documentId = await idsBySlug(tx, 'document')
  for (const { slug, language = 'en', paragraphs = [] } of documents) {
    for (const [index, sentences] of paragraphs.entries()) {
      const text = sentences.join(' ')
      const [id] = await freeIds(tx, 'paragraph', 1)
      await insert(tx, 'paragraph', [{ id, documentId: documentId(slug), number: index + 1, section: 'BODY', text }])
      const sentenceRows = sentences.map((sentence, place) => {
        return { paragraphId: id, ordinal: place + 1, text: sentence, digest: '', language }
      })
      await insert(tx, 'sentence', await numbered(tx, 'sentence', sentenceRows))
    }
  }
}

async function putFacts(tx: Writer, facts: readonly FactData[]): Promise<void> {
  const idOf = await idsBySlug(tx, 'entity')
  const datasetId = (await idsBySlug(tx, 'dataset'))('test')
  const ids = await freeIds(tx, 'fact', facts.length)
  const all = facts.map((fact, index) => ({ fact, id: ids[index] as number }))
  const rows = all.map(({ id, fact }) => ({
    id,
    kind: fact.kind,
    key: fact.key ?? `fact-${id}`,
    datasetId,
    digest: '',
    subjectId: idOf(fact.subject),
    objectId: fact.object === undefined ? null : idOf(fact.object),
    statement: fact.statement ?? `${fact.subject} ${fact.kind.toLowerCase()} ${fact.object ?? ''}`.trim(),
    ...columnsOfPeriod(fact.period),
    recordedAt: fact.recordedAt ?? '2026-01-01T00:00:00Z',
  }))
  await insert(tx, 'fact', rows)
  await putEvidence(tx, all)
  for (const [table, typed] of Map.groupBy(
    all.flatMap(({ id, fact }) => typedRows(id, fact, idOf)),
    ({ table }) => table,
  )) {
    const bare = typed.map(({ row }) => row)
    await insert(tx, table, ['name', 'quotation'].includes(table) ? await numbered(tx, table, bare) : bare)
  }
}

/** The rows of a fact beside its own, in the order in which tables must be filled. */
function typedRows(id: number, fact: FactData, idOf: (slug: string) => number): { table: string; row: Row }[] {
  switch (fact.kind) {
    case 'ALIAS': {
      const { subject, name, aliasKind: kind = 'ALSO_KNOWN_AS', language } = fact
      return [
        { table: 'alias', row: { id, name, kind, language } },
        { table: 'name', row: { entityId: idOf(subject), aliasId: id, text: name, key: nameKey(name), kind } },
      ]
    }
    case 'ATTRIBUTE':
      return [{ table: 'attribute', row: { id, key: fact.attribute, value: fact.value } }]
    case 'FIGURE': {
      const { metric, value, unit, currency } = fact
      return [{ table: 'figure', row: { id, metric, value, unit, currency, qualifier: 'EXACT' } }]
    }
    case 'RELATIONSHIP':
      return [{ table: 'relationship', row: { id, type: fact.type } }]
    case 'ROLE':
      return [{ table: 'role', row: { id, title: fact.title } }]
    case 'CRITICISM': {
      const { summary = '', topics = [], about = [], spokespeople = [], publishedBy, quotations = [] } = fact
      const links = (table: string, column: string, slugs: readonly string[]) =>
        slugs.map((slug, ordinal) => ({ table, row: { criticismId: id, [column]: idOf(slug), ordinal } }))
      const publishedById = publishedBy === undefined ? null : idOf(publishedBy)
      return [
        { table: 'criticism', row: { id, summary, publishedById } },
        ...links('criticism_topic', 'topicId', topics),
        ...links('criticism_about', 'entityId', about),
        ...links('criticism_spokesperson', 'personId', spokespeople),
        ...quotations.map(({ text, speaker }, ordinal) => {
          const speakerId = speaker === undefined ? null : idOf(speaker)
          return { table: 'quotation', row: { criticismId: id, ordinal, text, speakerId } }
        }),
      ]
    }
  }
}
