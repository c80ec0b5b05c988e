import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { checkEvidence } from '../src/evidence/list.ts'
import { createTestApp } from './support/app.ts'
import { copyHarbour, edit, harbour, harbourText } from './support/dataset.ts'
import { datasetGraph, failure } from './support/dataset-graph.ts'

const { db, load } = await datasetGraph()

// Ids follow from what stays the same when a database is made anew.

const app = createTestApp(db)

interface Things {
  entities: { nodes: { id: string; slug: string }[] }
  facts: {
    nodes: { id: string; key: string; evidence: { id: string; anchor: string; paragraphNode: { id: string } }[] }[]
  }
  documents: { nodes: { id: string }[] }
  datasets: { nodes: { id: string }[] }
}

async function everything(): Promise<Things> {
  return (await app.get(`{
    entities(first: 100) { nodes { id slug } }
    facts(first: 100) { nodes { id key evidence { id anchor paragraphNode { id } } } }
    documents { nodes { id } } datasets { nodes { id } }
  }`)) as Things
}

function idsOf({ entities, facts, documents, datasets }: Things): string[] {
  const evidence = facts.nodes.flatMap((fact) => fact.evidence)
  const things = [...entities.nodes, ...facts.nodes, ...documents.nodes, ...datasets.nodes, ...evidence]
  return [...new Set([...things, ...evidence.map(({ paragraphNode }) => paragraphNode)].map(({ id }) => id))]
}

async function nodes(ids: readonly string[]): Promise<({ id: string } | null)[]> {
  return (await app.get('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).nodes
}

test('everything is found by its id', async () => {
  await load(harbour)
  const ids = idsOf(await everything())
  expect(ids.length).toBeGreaterThan(30)
  expect(await nodes(ids)).toEqual(ids.map((id) => ({ id })))
})

test('no id moves when a fact is added before the others, in another database', async () => {
  await load(harbour)
  const before = idsOf(await everything())
  await db.pool.query('truncate dataset, entity, fact, document restart identity cascade')
  const folder = copyHarbour()
  edit(
    folder,
    'facts/edges.yaml',
    'relationships:\n',
    `relationships:
  - key: added-first
    subject: coast-guild
    relationshipType: RELATED_TO
    object: harbour-aid
    statement: The Coast Guild knows Harbour Aid.
    evidence:
      - {paragraph: 1, anchor: in Port Alma}
`,
  )
  await load(folder)
  const after = idsOf(await everything())
  expect(after).toEqual(expect.arrayContaining(before))
  expect(after.length).toBe(before.length + 2)
})

test('the id of a fact stays when it is edited, and that of its evidence when another piece comes first', async () => {
  const folder = copyHarbour()
  await load(folder)
  const before = await everything()
  edit(folder, 'facts/edges.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
  edit(
    folder,
    'facts/edges.yaml',
    '      - paragraph: 1\n',
    '      - {paragraph: 2, anchor: ahead of it}\n      - paragraph: 1\n',
  )
  await load(folder)
  const after = await everything()
  expect(after.facts.nodes.map(({ id }) => id)).toEqual(before.facts.nodes.map(({ id }) => id))
  expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(before)))
})

test('an entity that has another slug now is found by its former one, and by the id of that', async () => {
  const folder = copyHarbour()
  await load(folder)
  const [old] = (await everything()).entities.nodes.filter(({ slug }) => slug === 'port-alma')
  edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
  await load(folder)
  const query = `query ($id: ID!) {
    node(id: $id) { ... on Place { slug } }
    byId: place(ref: { id: $id }) { slug }
    bySlug: place(ref: { slug: "port-alma" }) { slug }
    ids: entities(where: { id: [$id] }) { nodes { slug } }
    slugs: entities(where: { slug: ["port-alma", "harbour-aid"] }) { nodes { slug } }
    criticisms(where: { about: { some: { slug: "port-alma" } } }) { nodes { key } }
    within: organizations(where: { within: { id: $id } }) { nodes { slug } }
  }`
  expect(await app.get(query, { id: old?.id })).toEqual({
    node: { slug: 'alma' },
    byId: { slug: 'alma' },
    bySlug: { slug: 'alma' },
    ids: { nodes: [{ slug: 'alma' }] },
    slugs: { nodes: [{ slug: 'harbour-aid' }, { slug: 'alma' }] },
    criticisms: { nodes: [{ key: 'guild-1938' }] },
    within: { nodes: [{ slug: 'harbour-aid' }] },
  })
})

test('a document that has another slug now is found by its former one, with what stands in it', async () => {
  const folder = copyHarbour()
  await load(folder)
  const before = await everything()
  edit(folder, 'dataset.yaml', 'slug: harbour-aid', 'slug: aid\n    formerSlugs: [harbour-aid]')
  await load(folder)
  const [document] = before.documents.nodes
  const [evidence] = before.facts.nodes.flatMap((fact) => fact.evidence)
  const query = `query ($document: ID!, $evidence: ID!) {
    node(id: $document) { ... on Document { slug } }
    evidence: node(id: $evidence) { ... on Evidence { anchor document { slug } } }
    document(slug: "harbour-aid") { slug }
    bySlug: facts(where: { evidence: { document: { slug: "harbour-aid" } } }) { totalCount }
    byId: facts(where: { evidence: { document: { id: $document } } }) { totalCount }
  }`
  expect(await app.get(query, { document: document?.id, evidence: evidence?.id })).toEqual({
    node: { slug: 'aid' },
    evidence: { anchor: evidence?.anchor, document: { slug: 'aid' } },
    document: { slug: 'aid' },
    bySlug: { totalCount: before.facts.nodes.length },
    byId: { totalCount: before.facts.nodes.length },
  })
})

test('a document whose slug has letters of another script is found by its id, and so are its paragraphs', async () => {
  const text = readFileSync(harbourText, 'utf8')
  for (const [number, title] of ['Доклад о миграции', '移民报告', 'تقرير', 'Überblick ß'].entries()) {
    await loadDocument(db, { text: text.replace('70001', `8000${number}`), title })
  }
  const documents = (await app.get('{ documents { nodes { id slug paragraph(number: 1) { id } } } }')).documents
    .nodes as { id: string; slug: string; paragraph: { id: string } }[]
  expect(documents.map(({ slug }) => slug).sort()).toEqual(['uberblick-ss', 'доклад-о-миграции', 'تقرير', '移民报告'])
  const ids = documents.flatMap(({ id, paragraph }) => [id, paragraph.id])
  expect(await nodes(ids)).toEqual(ids.map((id) => ({ id })))
})

test('a former slug of a document cannot become the slug of another one, and keeps finding its own', async () => {
  const folder = copyHarbour()
  edit(folder, 'dataset.yaml', 'slug: harbour-aid', 'slug: aid\n    formerSlugs: [harbour-aid]')
  await load(folder)
  await loadDocument(db, { file: harbourText, slug: 'harbour-aid' })
  const text = readFileSync(harbourText, 'utf8').replace('70001', '70002')
  for (const labels of [{ slug: 'harbour-aid' }, { title: 'Harbour Aid' }]) {
    expect(await failure(loadDocument(db, { text, ...labels }))).toMatchObject({ code: 'CONFLICT' })
  }
  expect(await checkEvidence(db, { document: 'harbour-aid' })).toHaveLength(10)
  // The text stays when its dataset goes, and its former slug with it.
  await removeDataset(db, 'harbour')
  expect((await app.get('{ document(slug: "harbour-aid") { slug } }')).document).toEqual({ slug: 'aid' })
  expect((await failure(load(harbour))).message).toContain('"harbour-aid" is a former slug of the document "aid"')
  await load(folder)
  expect(await unloadDocument(db, 'harbour-aid')).toMatchObject({ changed: true, removed: false })
})

test('facts are found by dataset and key, and datasets show what they hold', async () => {
  await load(harbour)
  const query = `{
    fact(dataset: "harbour", key: "guild-1938") { key version dataset { slug } subject { dataset { slug } version } }
    none: fact(dataset: "harbour", key: "nothing") { key }
    dataset(slug: "harbour") {
      title language licence managedBy loadedAt
      entities(where: { kind: [PLACE] }) { totalCount nodes { slug } }
      facts(where: { factKind: [ROLE] }) { totalCount nodes { key } }
    }
    noDataset: dataset(slug: "nothing") { slug }
    datasets { totalCount nodes { slug } }
  }`
  expect(await app.get(query)).toEqual({
    fact: {
      key: 'guild-1938',
      version: 1,
      dataset: { slug: 'harbour' },
      subject: { dataset: { slug: 'harbour' }, version: 1 },
    },
    none: null,
    dataset: {
      title: 'Harbour Aid',
      language: 'en',
      licence: 'Made up for tests.',
      managedBy: 'FILES',
      loadedAt: expect.any(String),
      entities: { totalCount: 2, nodes: [{ slug: 'alma-coast' }, { slug: 'port-alma' }] },
      facts: { totalCount: 1, nodes: [{ key: 'brook-head' }] },
    },
    noDataset: null,
    datasets: { totalCount: 1, nodes: [{ slug: 'harbour' }] },
  })
})

test('a paragraph shows its text and its evidence, page by page, and its document', async () => {
  await load(harbour)
  await loadDocument(db, { file: harbourText })
  const query = `query ($number: Int!, $after: String) { document(slug: "harbour-aid") {
    paragraph(number: $number) {
      number text document { slug } evidence(first: 1, after: $after) { totalCount pageInfo { endCursor } nodes { anchor paragraph } }
    }
    allEvidence(where: { reference: "3" }) { nodes { references { label } } }
    references { totalCount nodes { label title } }
  } }`
  const { document } = await app.get(query, { number: 1 })
  expect(document.paragraph).toMatchObject({ number: 1, document: { slug: 'harbour-aid' } })
  expect(document.paragraph.text.length).toBeGreaterThan(20)
  expect(document.references.nodes.map(({ label }: { label: string }) => label)).toEqual(['1', '2', '3'])
  const { totalCount, pageInfo, nodes: shown } = document.paragraph.evidence
  expect(totalCount).toBeGreaterThan(1)
  const next = await app.get(query, { number: 1, after: pageInfo.endCursor })
  expect(next.document.paragraph.evidence.nodes).not.toEqual(shown)
  for (const { references } of document.allEvidence.nodes) {
    expect(references).toEqual(expect.arrayContaining([{ label: '3' }]))
  }
  for (const number of [0, -1, 99, 2_147_483_647]) {
    expect((await app.get(query, { number })).document.paragraph).toBe(null)
  }
})
