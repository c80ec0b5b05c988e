import type { Change } from '../../src/change/change.ts'
import { changeDataset } from '../../src/change/dataset.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, FactDraft, TextDraft } from '../../src/change/draft.ts'
import { writeText } from '../../src/change/text.ts'
import { changeGraph } from '../../src/change/transaction.ts'
import type { Database } from '../../src/database/open.ts'
import { sql } from '../../src/database/sql.ts'
import { query } from '../../src/database/statement.ts'
import { parseEdtf } from '../../src/date/edtf.ts'
import { parsePeriod, periodColumns } from '../../src/date/period.ts'
import { writeNodeId } from '../../src/model/id.ts'
import { entityKind, factKind } from '../../src/model/kind.ts'
import { typeOfRow } from '../../src/model/type.ts'
import type { DocumentData, EntityData, EvidenceData, FactData, GraphData } from './graph-data.ts'

const author = { origin: { by: 'PERSON', name: 'test' } } as const

/** Where a fact stands when a test does not say. */
const somewhere: readonly EvidenceData[] = [{ document: 'source' }]

/**
 * Adds entities, documents and facts to a database, as whoever changes the graph does; facts may speak of entities that
 * it already holds. A fact without evidence stands in the first paragraph of the document "source". Returns the ids
 * that the API gives them.
 */
export async function putGraph(db: Database, graph: GraphData) {
  const { entities = [], documents = [] } = graph
  const [row] = await db.prisma.$queryRaw<{ last: number }[]>`select coalesce(max(id), 0) as last from fact`
  const facts = (graph.facts ?? []).map((fact, index) => ({ key: `fact-${(row?.last ?? 0) + index + 1}`, ...fact }))
  const draft = draftOfGraph({ entities, documents, facts })
  await changeGraph(db, author, (change) => changeDataset(change, draft))
  // Afterwards, because a text that is there already refuses facts that quote other words.
  await changeGraph(db, author, async (change) => {
    for (const document of documents) await putText(change, document)
  })
  await putWhatNoDraftSays(db, entities, facts)
  return await idsOf(db)
}

/** What a graph says as the drafts of a dataset; facts without a key have the keys fact-1, fact-2 ... */
export function draftOfGraph({ entities = [], documents = [], facts = [] }: GraphData): DatasetDraft {
  const keyed = facts.map((fact, index) => ({ key: `fact-${index + 1}`, ...fact }))
  return {
    slug: 'test',
    title: 'Test',
    language: 'en',
    documents: documentDrafts(documents, keyed),
    entities: entities.map(entityDraft),
    facts: keyed.map((fact) => factDraft(fact, documents)),
  }
}

/** Takes everything out again. */
export async function emptyGraph(db: Database): Promise<void> {
  const tables = ['fact', 'document', 'topic', 'place', 'entity', 'dataset']
  await db.prisma.$transaction(tables.map((table) => db.prisma.$executeRawUnsafe(`delete from ${table}`)))
}

/** A period as its table has it. */
export function columnsOfPeriod(edtf: string | undefined) {
  return periodColumns(edtf === undefined ? null : parsePeriod(edtf))
}

async function idsOf(db: Database) {
  const entities = await db.prisma.entity.findMany({ select: { id: true, kind: true, slug: true } })
  const facts = await db.prisma.fact.findMany({ select: { id: true, kind: true, key: true } })
  const documents = await db.prisma.document.findMany({ select: { slug: true } })
  const named = [
    ...entities.map((row) => ({ id: row.id, node: writeNodeId(typeOfRow(row), row.slug) })),
    ...facts.map((row) => ({ id: row.id, node: writeNodeId(typeOfRow(row), 'test', row.key) })),
  ]
  return {
    document: Object.fromEntries(documents.map(({ slug }) => [slug, writeNodeId('Document', slug)])),
    entity: Object.fromEntries(entities.map((row) => [row.slug, writeNodeId(typeOfRow(row), row.slug)])),
    fact: Object.fromEntries(facts.map((row) => [row.key, writeNodeId(typeOfRow(row), 'test', row.key)])),
    /** The number of the row, by the id of the entity or the fact. */
    number: Object.fromEntries(named.map(({ id, node }) => [node, id])),
  }
}

function entityDraft({
  kind,
  slug,
  name = slug,
  summary,
  labels = [],
  identifiers = [],
  type,
  parent,
}: EntityData): EntityDraft {
  // Tests say "type" and "parent" of whatever kind it is.
  const [field] = Object.entries(entityKind(kind).fields)
  const value = field?.[1].holds === 'reference' ? parent : (type ?? 'OTHER')
  return {
    kind,
    slug,
    formerSlugs: [],
    name,
    ...(summary === undefined ? {} : { summary }),
    labels: labels.map((text) => ({ text, aliasKind: 'ALSO_KNOWN_AS' })),
    identifiers,
    ...(field === undefined || value === undefined ? {} : { [field[0]]: value }),
  }
}

function factDraft(fact: FactData & { key: string }, documents: readonly DocumentData[]): FactDraft {
  const { kind, key, subject, object, statement, period, evidence = somewhere, recordedAt: _, ...own } = fact
  const declared = factKind(kind)
  return {
    kind,
    key,
    ...('attribution' in fact && fact.attribution !== undefined ? {} : { [declared.subject.field]: subject }),
    ...(declared.object ? { [declared.object.field]: object } : {}),
    ...(period === undefined ? {} : { [declared.period]: period }),
    ...fieldsOf(kind === 'CRITICISM' ? { summary: `${kind} of ${object}`, ...own } : own),
    statement: statement ?? `${subject} ${kind.toLowerCase()} ${object ?? ''}`.trim(),
    evidence: evidence.map(({ document, paragraph = 1, sentence, references = [] }, index) => ({
      document,
      paragraph,
      anchor: sentenceOf(documents, document, paragraph, sentence) ?? `a few words ${index + 1}`,
      references,
    })),
  }
}

/** The fields of a kind under the names that drafts give them. */
function fieldsOf(given: Record<string, unknown> & { value?: string | number }): Record<string, unknown> {
  const { type, value, summary, aliasKind, ...fields } = given
  const attribute = fields.attribute !== undefined
  return {
    ...fields,
    ...(fields.name === undefined ? {} : { aliasKind: aliasKind ?? 'ALSO_KNOWN_AS' }),
    ...(type === undefined ? {} : { relationshipType: type }),
    ...(value === undefined ? {} : { [attribute ? 'value' : 'amount']: String(value) }),
    ...(summary === undefined ? {} : { claim: summary }),
  }
}

function sentenceOf(
  documents: readonly DocumentData[],
  slug: string,
  paragraph: number,
  sentence: number | undefined,
): string | undefined {
  if (sentence === undefined) return undefined
  const found = documents.find((document) => document.slug === slug)?.paragraphs?.[paragraph - 1]?.[sentence - 1]
  if (found === undefined) throw new Error(`No sentence ${sentence} in paragraph ${paragraph} of ${slug} comes with it`)
  return found
}

/** The documents that a test declares, and those that its facts cite, with all citation labels. */
function documentDrafts(documents: readonly DocumentData[], facts: readonly FactData[]): DocumentDraft[] {
  const evidence = facts.flatMap((fact) => fact.evidence ?? somewhere)
  const slugs = new Set([...documents, ...evidence.map(({ document }) => ({ slug: document }))].map(({ slug }) => slug))
  return [...slugs].map((slug) => {
    const declared = documents.find((document) => document.slug === slug)
    const { title = slug, language = 'en', asOf } = declared ?? {}
    const labels = new Set(evidence.flatMap(({ document, references = [] }) => (document === slug ? references : [])))
    const references = [...labels].map((label) => ({ label }))
    return { slug, formerSlugs: [], title, language, ...(asOf === undefined ? {} : { asOf }), references }
  })
}

async function putText(change: Change, { slug, language = 'en', paragraphs }: DocumentData): Promise<void> {
  if (paragraphs === undefined) return
  const { id, references } = await change.tx.document.findUniqueOrThrow({
    where: { slug },
    include: { references: true },
  })
  const text: TextDraft = {
    language,
    sha256: '0'.repeat(64),
    paragraphs: paragraphs.map((sentences, index) => ({
      number: index + 1,
      section: 'BODY',
      text: sentences.join(' '),
      sentences: sentences.map((sentence, place) => {
        return { ordinal: place + 1, text: sentence, digest: '', references: references.map(({ label }) => label) }
      }),
    })),
  }
  await writeText(change, id, text)
}

/** Dates without a fact that states them, instants, and statuses that no text would give: put in behind the back. */
async function putWhatNoDraftSays(
  db: Database,
  entities: readonly EntityData[],
  facts: readonly (FactData & { key: string })[],
): Promise<void> {
  for (const { kind, slug, date } of entities) {
    if (date !== undefined) await putDate(db, kind, slug, date)
  }
  const rows = facts.map(({ key, recordedAt = '2026-01-01T00:00:00Z' }) => ({ key, at: recordedAt }))
  await query(
    db,
    sql`update fact set recorded_at = new.at from json_to_recordset(${JSON.stringify(rows)}) as new (key text, at timestamptz)
    where fact.key = new.key`,
  )
  const statuses = facts.flatMap(({ key, evidence = somewhere }) =>
    evidence.flatMap(({ sentence, status = 'NOT_LOADED' }, index) =>
      sentence === undefined ? [{ key, ordinal: index + 1, status }] : [],
    ),
  )
  await query(
    db,
    sql`update evidence set status = new.status::"EvidenceStatus", sentence_id = null
    from json_to_recordset(${JSON.stringify(statuses)}) as new (key text, ordinal integer, status text)
      join fact on fact.key = new.key
    where evidence.fact_id = fact.id and evidence.ordinal = new.ordinal`,
  )
}

async function putDate(db: Database, kind: EntityData['kind'], slug: string, date: string): Promise<void> {
  const [columns] = Object.values(entityKind(kind).attributes).flatMap((attribute) => attribute.columns ?? [])
  if (columns === undefined) return
  const values = columns.as === 'period' ? columnsOfPeriod(date) : dateColumns(columns.name, date)
  const set = Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await query(
    db,
    sql`update ${sql.ref(entityKind(kind).table)} set ${sql.join(set)}
    where id = (select id from entity where slug = ${slug})`,
  )
}

function dateColumns(name: string, edtf: string) {
  const { edtf: text, earliest, latest } = parseEdtf(edtf)
  return { [`${name}Edtf`]: text, [`${name}Earliest`]: earliest, [`${name}Latest`]: latest }
}
