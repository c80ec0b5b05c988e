import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const ids = await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom', type: 'UN_AGENCY' },
    { kind: 'ORGANIZATION', slug: 'hrw', type: 'NGO' },
    { kind: 'PERSON', slug: 'swing' },
    { kind: 'PLACE', slug: 'pacific' },
    { kind: 'PLACE', slug: 'nauru', parent: 'pacific' },
    { kind: 'TOPIC', slug: 'detention' },
    { kind: 'TOPIC', slug: 'offshore', parent: 'detention' },
  ],
  documents: [{ slug: 'report', paragraphs: [['One.']] }],
  facts: [
    { kind: 'FIGURE', key: 'staff', subject: 'iom', metric: 'staff', value: '17761', unit: 'people', period: '2021' },
    { kind: 'FIGURE', key: 'few', subject: 'hrw', metric: 'Staff', value: '450', unit: 'People', period: '2020' },
    {
      kind: 'FIGURE',
      key: 'budget',
      subject: 'iom',
      metric: 'budget',
      value: '12345678901234567890.12',
      currency: 'USD',
    },
    { kind: 'ROLE', key: 'head', subject: 'swing', object: 'iom', title: 'Director General', period: '2008/2018' },
    { kind: 'RELATIONSHIP', key: 'seat', type: 'LOCATED_IN', subject: 'iom', object: 'nauru' },
    { kind: 'RELATIONSHIP', key: 'work', type: 'WORKS_ON', subject: 'hrw', object: 'offshore' },
    { kind: 'ALIAS', key: 'picmme', subject: 'iom', name: 'P.I.C.M.M.E.', aliasKind: 'ACRONYM', language: 'en' },
    { kind: 'ALIAS', key: 'oim', subject: 'iom', name: 'OIM', aliasKind: 'ACRONYM', language: 'fr' },
    { kind: 'ATTRIBUTE', key: 'founded', subject: 'iom', attribute: 'founded', value: '1951-12-06' },
    { kind: 'ATTRIBUTE', key: 'motto', subject: 'hrw', attribute: 'motto', value: 'Tyranny has a witness' },
    {
      kind: 'CRITICISM',
      key: 'camps',
      subject: 'hrw',
      object: 'iom',
      topics: ['offshore'],
      about: ['nauru'],
      quotations: [{ text: 'a quotation' }],
      evidence: [{ document: 'report', sentence: 1, references: ['15'] }],
    },
    { kind: 'CRITICISM', key: 'person', subject: 'swing', object: 'hrw', recordedAt: '2001-01-01T00:00:00.000400Z' },
  ],
})
const keyOf = new Map(Object.entries(ids.fact).map(([key, id]) => [id, key]))

type Row = { readonly id: string }

/** The keys of what a list shows, in its order, or sorted if none is asked for. */
async function list(field: string, where: object, orderBy?: readonly object[]): Promise<(string | undefined)[]> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}`.replace('Criticisms', 'Criticism')
  const noun = { Aliases: 'Alias', Facts: 'Fact' }[type] ?? type.replace(/s$/, '')
  const order = noun === 'Figure' ? 'FigureOrder' : noun === 'Criticism' ? 'CriticismOrder' : 'FactOrder'
  const document = `query ($where: ${noun}Where, $orderBy: [${order}!]) {
    ${field}(where: $where, orderBy: $orderBy) { totalCount nodes { id } } }`
  const { totalCount, nodes } = (await app.get(document, { where, orderBy }))[field]
  expect(totalCount).toBe(nodes.length)
  const keys = (nodes as Row[]).map(({ id }) => keyOf.get(id))
  return orderBy ? keys : keys.toSorted()
}

describe('each kind of fact has a list of its own', () => {
  it.each([
    ['figures', {}, ['budget', 'few', 'staff']],
    ['roles', {}, ['head']],
    ['relationships', {}, ['seat', 'work']],
    ['aliases', {}, ['oim', 'picmme']],
    ['attributes', {}, ['founded', 'motto']],
    ['figures', { metric: ['STAFF'] }, ['few', 'staff']],
    ['figures', { metric: [] }, []],
    ['figures', { unit: ['people'] }, ['few', 'staff']],
    ['figures', { currency: ['usd'] }, ['budget']],
    ['figures', { amount: { gte: '450', lt: 17761 } }, ['few']],
    ['figures', { amount: { gt: '12345678901234567890.11' } }, ['budget']],
    ['figures', { amount: { eq: '12345678901234567890.12' } }, ['budget']],
    ['figures', { subject: { named: 'hrw' }, amount: { lte: '450.0' } }, ['few']],
    ['roles', { title: 'director general', period: { overlaps: '2010' } }, ['head']],
    ['roles', { person: { slug: 'swing' }, organization: { slug: ['hrw'] } }, []],
    ['relationships', { type: ['LOCATED_IN'] }, ['seat']],
    ['aliases', { named: 'picmme' }, ['picmme']],
    ['aliases', { language: ['FR'] }, ['oim']],
    ['aliases', { aliasKind: ['FORMER'] }, []],
    ['attributes', { attribute: ['Founded'], value: '1951-12-06' }, ['founded']],
    ['attributes', { attribute: ['founded'], value: ['1951'] }, []],
    ['attributes', { attribute: ['MOTTO'], value: ['tyranny HAS a witness'] }, ['motto']],
  ])('%s where %j', async (field, where, keys) => expect(await list(field, where)).toEqual(keys))

  it('orders figures by number with all its digits, by what was measured and by date', async () => {
    const by = (field: string, direction?: string) => list('figures', {}, [{ field, direction }])
    expect(await by('AMOUNT')).toEqual(['few', 'staff', 'budget'])
    const both = [
      { field: 'METRIC', direction: 'DESC' },
      { field: 'AMOUNT', direction: 'DESC' },
    ]
    expect(await list('figures', {}, both)).toEqual(['staff', 'budget', 'few'])
    expect(await list('figures', {}, both.toReversed())).toEqual(['budget', 'staff', 'few'])
    expect(await by('AMOUNT', 'DESC')).toEqual(['budget', 'staff', 'few'])
    expect(await by('METRIC')).toEqual(['few', 'budget', 'staff'])
    expect(await by('AS_OF')).toEqual(['few', 'staff', 'budget'])
    expect(await by('AS_OF')).toEqual(await by('FROM'))
  })

  it('walks figures by amount, page by page', async () => {
    const seen: unknown[] = []
    for (let after: string | null = null; ; ) {
      const document = `query ($after: String) { figures(first: 1, after: $after, orderBy: [{ field: AMOUNT, direction: DESC }]) {
        nodes { amount } pageInfo { endCursor hasNextPage } } }`
      const { figures } = await app.get(document, { after })
      seen.push(...figures.nodes.map(({ amount }: { amount: string }) => amount))
      if (!figures.pageInfo.hasNextPage) break
      after = figures.pageInfo.endCursor
    }
    expect(seen).toEqual(['12345678901234567890.12', '17761', '450'])
  })
})

describe('facts of all kinds', () => {
  it.each([
    [{ attribute: ['founded', 'MOTTO'] }, ['founded', 'motto']],
    [{ metric: 'staff' }, ['few', 'staff']],
    [{ relationshipType: ['WORKS_ON', 'FUNDS'] }, ['work']],
    [{ dataset: ['test'], key: ['staff', 'nothing'] }, ['staff']],
    [{ dataset: ['TEST'], metric: ['budget'] }, ['budget']],
    [{ dataset: ['other'] }, []],
    [{ metric: ['staff'], attribute: ['founded'] }, []],
    [{ NOT: { metric: ['staff'] }, factKind: ['FIGURE'] }, ['budget']],
    [{ recordedAt: { before: '2001-01-02' } }, ['person']],
    [{ recordedAt: { after: '2000-12-31T23:59:59Z', before: '2001-01-01T00:00:00.001Z' } }, ['person']],
    [{ recordedAt: { after: '2001-01-01T01:00:00+01:00' }, factKind: ['CRITICISM'] }, ['camps']],
    [{ recordedAt: { before: '2001-01-01T00:00:00Z' } }, []],
  ])('%j', async (where, keys) => expect(await list('facts', where)).toEqual(keys))

  it.each([
    [{ recordedAt: { before: 'yesterday' } }, '"yesterday" is not an instant in ISO 8601'],
    [{ recordedAt: { before: '2001-02-30' } }, '"2001-02-30" is not an instant in ISO 8601'],
    [{ recordedAt: { after: '2001-01-01T00:00:00' } }, 'is not an instant in ISO 8601'],
    [{ recordedAt: { after: 5 } }, '"5" is not an instant in ISO 8601'],
  ])('refuses %j', async (where, message) => {
    const refusal = await app.refusal('query ($where: FactWhere) { facts(where: $where) { totalCount } }', { where })
    expect(refusal.message).toContain(message)
  })

  it.each(['1e3', '1,000', '', 'many', '1'.repeat(29), '0.12345678901'])('refuses the number "%s"', async (eq) => {
    const document = 'query ($eq: Decimal) { figures(where: { amount: { eq: $eq } }) { totalCount } }'
    expect((await app.refusal(document, { eq })).message).toContain('is not a decimal number')
  })

  it('keeps the digits of numbers in a document', async () => {
    const { figures } = await app.get('{ figures(where: { amount: { eq: 12345678901234567890.12 } }) { totalCount } }')
    expect(figures.totalCount).toBe(1)
  })
})

describe('criticisms', () => {
  it.each([
    [{ quotations: { exists: true } }, ['camps']],
    [{ critic: { organization: { type: ['NGO'] } } }, ['camps']],
    [{ critic: { organization: { type: ['MEDIA'] } } }, []],
    [{ critic: { person: {} } }, ['person']],
    [{ target: { organization: { criticismsMade: { some: {} } } } }, ['person']],
    [{ evidence: { document: { slug: 'report' }, reference: '15' } }, ['camps']],
    [{ key: ['camps'] }, ['camps']],
  ])('%j', async (where, keys) => expect(await list('criticisms', where)).toEqual(keys))

  it('are there from what they are about, with what lies below it', async () => {
    const document = `query ($slug: String!) { entity(ref: { slug: $slug }) {
      criticismsAbout { totalCount nodes { id } facets { critics { count } } } } }`
    const about = async (slug: string) => (await app.get(document, { slug })).entity.criticismsAbout
    for (const slug of ['nauru', 'pacific', 'offshore', 'detention']) {
      const { totalCount, nodes, facets } = await about(slug)
      expect([totalCount, nodes, facets.critics], slug).toEqual([1, [{ id: ids.fact.camps }], [{ count: 1 }]])
    }
    expect((await about('iom')).totalCount).toBe(0)
  })
})

it('says which words are in use, most frequent first', async () => {
  const { graph } = await app.get(`{ graph {
    metrics { word count } attributeKeys { word count } roleTitles(first: 1) { word count }
    identifierSchemes { word } } }`)
  expect(graph).toEqual({
    metrics: [
      { word: 'Staff', count: 1 },
      { word: 'budget', count: 1 },
      { word: 'staff', count: 1 },
    ],
    attributeKeys: [
      { word: 'founded', count: 1 },
      { word: 'motto', count: 1 },
    ],
    roleTitles: [{ word: 'Director General', count: 1 }],
    identifierSchemes: [],
  })
})
