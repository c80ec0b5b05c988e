import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { loadAnswer } from '../src/dataset/load-report.ts'
import { loadDocument } from '../src/document/load.ts'
import { createTestApp } from './support/app.ts'
import { edit, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'

const { allRows, db, load, query } = await datasetGraph()

// A text and the dataset that declares its document are one document, whichever is loaded first.

const app = createTestApp(db)

const text = '70001,\nHarbourAid,\n\nHarbour Aid rose.[1] It fell.\nIt came back.'
const sha256 = createHash('sha256').update(text).digest('hex')

/** A dataset with these documents; a fact of it cites one of them. */
function dataset(documents: string, cited = 'report', slug = 'small'): string {
  return writeFiles({
    'dataset.yaml': `slug: ${slug}\ntitle: Small\ndocuments: [${documents}]\n`,
    'all.yaml': `organizations: [{slug: ${slug}-guild, name: Guild, organizationType: NGO}]
attributes:
  - key: deed
    subject: ${slug}-guild
    attribute: deed
    value: rose
    statement: It rose.
    evidence: [{document: ${cited}, paragraph: 1, anchor: It fell}, {document: ${cited}, paragraph: 2, anchor: It came back}]
`,
  })
}

const report = '{slug: report, title: Report, externalId: "70001"}'

async function state() {
  const { documents, facts } = await app.get(`{
    documents { nodes { slug title externalId isLoaded allEvidence { totalCount } paragraphs { totalCount } } }
    facts { nodes { evidence { status sentence document { slug } } } } }`)
  return { documents: documents.nodes, evidence: facts.nodes.flatMap((fact: { evidence: unknown[] }) => fact.evidence) }
}

const one = {
  documents: [
    {
      slug: 'report',
      title: 'Report',
      externalId: '70001',
      isLoaded: true,
      allEvidence: { totalCount: 2 },
      paragraphs: { totalCount: 2 },
    },
  ],
  evidence: [
    { status: 'FOUND', sentence: 'It fell.', document: { slug: 'report' } },
    { status: 'FOUND', sentence: 'It came back.', document: { slug: 'report' } },
  ],
}

/** Loads a text and a dataset one after the other, then both again, which writes nothing. */
async function inOrder(order: 'text first' | 'dataset first', folder: string, labels: { slug?: string } = {}) {
  const steps = [() => loadDocument(db, { text, ...labels }), () => load(folder)]
  for (const step of order === 'text first' ? steps : steps.reverse()) await step()
  const rows = await allRows()
  await loadDocument(db, { text })
  await load(folder)
  expect(changedTables(rows, await allRows())).toEqual([])
}

test.each(['text first', 'dataset first'] as const)('they are one document, %s', async (order) => {
  await inOrder(order, dataset(report))
  expect(await state()).toEqual(one)
})

test.each([
  ['with zeros before its number', '{slug: report, title: Report, externalId: "0070001"}', '0070001'],
  ['with spaces in its number', '{slug: report, title: Report, externalId: "70 001"}', '70 001'],
  ['without a number, from the same file', `{slug: report, title: Report, sha256: ${sha256}}`, '70001'],
])('a document %s is that of the text in both orders', async (_, declared, externalId) => {
  for (const order of ['text first', 'dataset first'] as const) {
    await db.pool.query('truncate dataset, entity, document restart identity cascade')
    await inOrder(order, dataset(declared))
    expect(await state()).toEqual({ ...one, documents: [{ ...one.documents[0], externalId }] })
  }
})

test('the slug that the text had first keeps finding the document, and so do its ids', async () => {
  await loadDocument(db, { text })
  const { document } = await app.get('{ document(slug: "harbour-aid") { id paragraph(number: 2) { id } } }')
  const folder = dataset(report)
  await load(folder)
  await load(folder)
  const find = `query ($ids: [ID!]!) {
    document(slug: "harbour-aid") { slug }
    nodes(ids: $ids) { ... on Document { slug } ... on Paragraph { text } }
    facts(where: { evidence: { document: { slug: "harbour-aid" } } }) { totalCount }
  }`
  expect(await app.get(find, { ids: [document.id, document.paragraph.id] })).toEqual({
    document: { slug: 'report' },
    nodes: [{ slug: 'report' }, { text: 'It came back.' }],
    facts: { totalCount: 1 },
  })
  // Also when the dataset goes, and when it lists former slugs of its own.
  edit(folder, 'dataset.yaml', 'slug: report', 'slug: account, formerSlugs: [report]')
  edit(folder, 'all.yaml', 'document: report, paragraph: 1', 'document: account, paragraph: 1')
  edit(folder, 'all.yaml', 'document: report, paragraph: 2', 'document: account, paragraph: 2')
  await load(folder)
  await removeDataset(db, 'small')
  for (const slug of ['harbour-aid', 'report']) {
    expect((await app.get(`{ document(slug: "${slug}") { slug } }`)).document).toEqual({ slug: 'account' })
  }
})

test('a slug that was only kept is free for another document of the dataset', async () => {
  await loadDocument(db, { text })
  const folder = dataset(report)
  await load(folder)
  edit(folder, 'dataset.yaml', 'documents: [', 'documents: [{slug: harbour-aid, title: Leaflet}, ')
  await load(folder)
  expect((await app.get('{ document(slug: "harbour-aid") { title } }')).document).toEqual({ title: 'Leaflet' })
  expect((await state()).evidence).toEqual(one.evidence)
})

test('a dataset that gives its document another slug, and does not say so, keeps its text', async () => {
  const folder = dataset(report)
  await inOrder('dataset first', folder)
  edit(folder, 'dataset.yaml', 'slug: report', 'slug: account')
  edit(folder, 'all.yaml', 'document: report, paragraph: 1', 'document: account, paragraph: 1')
  edit(folder, 'all.yaml', 'document: report, paragraph: 2', 'document: account, paragraph: 2')
  await load(folder)
  expect((await state()).evidence).toMatchObject([
    { status: 'FOUND', document: { slug: 'account' } },
    { status: 'FOUND', document: { slug: 'account' } },
  ])
  expect((await app.get('{ document(slug: "report") { slug } }')).document).toEqual({ slug: 'account' })
})

/** Two documents, as an earlier version left them when the text came first. */
async function twoDocuments(folder: string): Promise<void> {
  await load(folder)
  await db.pool.query(`update document set external_id = null`)
  await loadDocument(db, { text })
  await db.pool.query(`update document set external_id = '70001'`)
  expect((await state()).documents).toHaveLength(2)
}

test.each(['text', 'dataset'] as const)(
  'two documents of an older graph become one when the %s is loaded',
  async (what) => {
    const folder = dataset(report)
    await twoDocuments(folder)
    // Another dataset cites the one that nobody declares.
    const other = dataset('', 'harbour-aid', 'other')
    await load(other)
    await (what === 'text' ? loadDocument(db, { text }) : load(folder))
    const { documents, evidence } = await state()
    expect(documents).toEqual([{ ...one.documents[0], allEvidence: { totalCount: 4 } }])
    expect(evidence).toEqual([...one.evidence, ...one.evidence])
    const rows = await allRows()
    await load(other)
    await load(folder)
    await loadDocument(db, { text, slug: 'harbour-aid' })
    expect(changedTables(rows, await allRows())).toEqual([])
    expect(
      await query(`select operation, type, key from change where type = 'document' and operation = 'DELETE'`),
    ).toEqual([{ operation: 'DELETE', type: 'document', key: 'harbour-aid' }])
  },
)

test('of two texts the one that was loaded last stays', async () => {
  const folder = dataset(report)
  await twoDocuments(folder)
  await db.pool.query(`update document set external_id = null`)
  await loadDocument(db, { text: text.replace('It fell', 'It sank'), slug: 'report' })
  await db.pool.query(`update document set external_id = '70001'`)
  await load(folder)
  expect((await state()).evidence).toMatchObject([{ status: 'ORPHANED' }, { status: 'FOUND' }])
  await loadDocument(db, { text })
  expect(await state()).toEqual(one)
})

test('a text without a dataset has a document of its own while numbers differ', async () => {
  await loadDocument(db, { text })
  await load(dataset('{slug: report, title: Report, externalId: "7"}'))
  expect((await state()).documents).toMatchObject([
    { slug: 'harbour-aid', externalId: '70001', isLoaded: true },
    { slug: 'report', externalId: '7', isLoaded: false },
  ])
})

test('a dataset cannot take the slug of a text that has another number', async () => {
  await loadDocument(db, { text })
  const folder = dataset('{slug: harbour-aid, title: Report, externalId: "7"}', 'harbour-aid')
  expect((await failure(load(folder))).message).toContain(
    'documents[0].externalId: the text of "harbour-aid" that is loaded has the number "70001"; correct the number, choose another slug, or take the text out with `document unload harbour-aid`',
  )
  expect((await state()).documents).toHaveLength(1)
})

test('two documents of one dataset with the number of a text stay apart, unless one is from its file', async () => {
  await loadDocument(db, { text })
  const loaded = await load(dataset(`${report}, {slug: other, title: Other, externalId: "70001"}`))
  expect((await state()).documents).toHaveLength(3)
  expect(loadAnswer(loaded)).toMatchObject({
    ok: false,
    data: {
      evidence: { NOT_LOADED: 2 },
      unusedTexts: [{ document: 'other' }, { document: 'report', loadedAs: 'harbour-aid' }],
    },
    text: expect.stringContaining(
      'The text of "report" seems to be loaded as "harbour-aid", which is another document',
    ),
  })
  await load(dataset(`${report}, {slug: other, title: Other, externalId: "70001", sha256: ${sha256}}`))
  expect((await state()).documents).toMatchObject([
    { slug: 'other', isLoaded: true },
    { slug: 'report', isLoaded: false },
  ])
})

test('a text that may belong to a document without a number says so, and belongs to it when the slug is given', async () => {
  const folder = dataset('{slug: report, title: Report}')
  await load(folder)
  expect(await loadDocument(db, { text })).toMatchObject({ slug: 'harbour-aid', mayBe: ['report'] })
  expect(await loadDocument(db, { text, slug: 'report' })).toMatchObject({ slug: 'report', evidence: { FOUND: 2 } })
  expect(await state()).toEqual(one)
  const rows = await allRows()
  await load(folder)
  await loadDocument(db, { text })
  expect(changedTables(rows, await allRows())).toEqual([])
})
