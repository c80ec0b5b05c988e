import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const ids = await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom', name: 'Migration Agency', summary: 'Moves people between harbours.' },
    { kind: 'ORGANIZATION', slug: 'cafe', name: 'Café Lumière', labels: ['Lighthouse'] },
    { kind: 'ORGANIZATION', slug: 'script', name: 'Sons <img src=x onerror=alert(1)> & "Daughters"' },
    { kind: 'TOPIC', slug: 'detention', name: 'Detention of migrants' },
    { kind: 'TOPIC', slug: 'detaining', name: 'Detaining' },
    { kind: 'PERSON', slug: 'swing', name: 'William Swing' },
  ],
  documents: [
    {
      slug: 'report',
      title: 'Report',
      paragraphs: [['Ferries sank off the island.', 'Ferries were old.'], ['Nobody knew.']],
    },
    {
      slug: 'rapport',
      title: 'Rapport',
      language: 'fr',
      paragraphs: [['Les réfugiés attendaient des ferries rapides.']],
    },
  ],
  facts: [
    {
      kind: 'CRITICISM',
      key: 'camps',
      subject: 'swing',
      object: 'iom',
      statement: 'William Swing criticised the agency over offshore camps.',
      summary: 'Tents without heating',
      quotations: [{ text: 'a prison in all but name', speaker: 'swing' }],
      topics: ['detention'],
      period: '2003',
    },
    {
      kind: 'CRITICISM',
      key: 'harbour',
      subject: 'swing',
      object: 'iom',
      statement: 'William Swing criticised the agency: harbour, harbour and harbour.',
      period: '2004',
    },
    { kind: 'ALIAS', key: 'alias', subject: 'iom', name: 'PICMME', statement: 'It was first called so.' },
  ],
})
const names = new Map(
  [ids.entity, ids.fact, ids.document].flatMap((group) => Object.entries(group).map(([key, id]) => [id, key] as const)),
)

interface Edge {
  readonly cursor: string
  readonly node: { readonly id: string }
  readonly score: number
  readonly snippet: string | null
}

const document = `query ($query: String!, $kinds: [EntityKind!], $first: Int, $after: String) {
  search(query: $query, kinds: $kinds, first: $first, after: $after) {
    edges { cursor score snippet node { __typename id } }
    nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    facets { kinds { kind count } }
  }
}`
const searchAll = `query ($query: String!, $kinds: [EntityKind!], $factKinds: [FactKind!], $documents: Boolean, $after: String) {
  search(query: $query, kinds: $kinds, factKinds: $factKinds, documents: $documents, first: 1, after: $after) { nodes { id } }
}`
const search = async (query: string, more: object = {}) => (await app.get(document, { query, ...more })).search
/** What is found, by slug or key, in no order. */
async function found(query: string, more: object = {}): Promise<(string | undefined)[]> {
  const { edges, nodes, totalCount } = await search(query, more)
  expect(nodes.map((node: { id: string }) => node.id)).toEqual(edges.map((edge: Edge) => edge.node.id))
  expect(totalCount).toBe(edges.length)
  return edges.map((edge: Edge) => names.get(edge.node.id)).sort()
}

describe('search finds', () => {
  it('names of all sorts, and summaries', async () => {
    expect(await found('lighthouse')).toEqual(['cafe'])
    expect(await found('picmme'), 'and what is linked to it').toEqual(['alias', 'camps', 'harbour', 'iom'])
    expect(await found('moves')).toEqual(['iom'])
  })

  it('statements, summaries of criticisms and quotations', async () => {
    for (const words of ['offshore', 'heating', 'prison']) expect(await found(words), words).toEqual(['camps'])
  })

  it('sentences of loaded documents, each document once with its best sentence', async () => {
    const { edges } = await search('ferries')
    expect(edges.map((edge: Edge) => names.get(edge.node.id)).sort()).toEqual(['rapport', 'report'])
    const report = edges.find((edge: Edge) => edge.node.id === ids.document.report)
    expect(report.node.__typename).toBe('Document')
    expect(report.snippet).toMatch(/^<mark>Ferries<\/mark> /)
  })

  it('words in any form, in the language of the text', async () => {
    expect(await found('detain')).toEqual(['detaining', 'detention'])
    expect(await found('migrant')).toEqual(['detention'])
    expect(await found('camp heated')).toEqual(['camps'])
    expect(await found('réfugié rapide')).toEqual(['rapport'])
  })

  it('words without and with their accents', async () => {
    for (const words of ['cafe lumiere', 'CAFÉ', 'Lumière']) expect(await found(words), words).toEqual(['cafe'])
    expect(await found('refugies')).toEqual(['rapport'])
  })

  it('all words, a phrase, either or, and without', async () => {
    expect(await found('agency offshore')).toEqual(['camps'])
    expect(await found('agency sank')).toEqual([])
    expect(await found('"prison in all but name"')).toEqual(['camps'])
    expect(await found('"name prison"')).toEqual([])
    expect(await found('lighthouse or offshore')).toEqual(['cafe', 'camps'])
    expect(await found('agency -offshore')).toEqual(['harbour', 'iom'])
  })

  it('nothing for words that say nothing', async () => {
    for (const words of ['', ' ', 'the', 'of the and', '-', '""', 'qqqq']) expect(await found(words), words).toEqual([])
  })

  it('only entities of some kinds', async () => {
    expect(await found('migrants or agency', { kinds: ['TOPIC'] })).toEqual(['detention'])
    expect(await found('agency', { kinds: ['ORGANIZATION', 'PERSON'] })).toEqual(['iom'])
    expect(await found('agency', { kinds: [] })).toEqual([])
  })
})

describe('search shows', () => {
  it('the best first: names before statements, and scores that fall', async () => {
    const { edges } = await search('harbour or agency')
    const scores = edges.map((edge: Edge) => edge.score)
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a))
    expect(scores.every((score: number) => score > 0 && score <= 1)).toBe(true)
    const { edges: named } = await search('swing')
    expect(named.map((edge: Edge) => names.get(edge.node.id))).toEqual(['swing', 'camps', 'harbour'])
  })

  it('what matched, marked, and all markup of the text made harmless', async () => {
    const { edges } = await search('daughter')
    expect(edges[0].snippet).toBe('Sons &lt;img src=x onerror=alert(1)&gt; &amp; &quot;<mark>Daughters</mark>&quot;')
    expect((await search('prison')).edges[0].snippet).toContain('a <mark>prison</mark> in all but name')
    expect((await search('picmme')).edges[0].snippet).toContain('<mark>PICMME</mark>')
  })

  it('how many entities of each kind were found in all', async () => {
    const { facets } = await search('agency or migrant or lighthouse or sons', { first: 1 })
    expect(facets.kinds).toEqual([
      { kind: 'ORGANIZATION', count: 3 },
      { kind: 'TOPIC', count: 1 },
    ])
  })

  it('page by page', async () => {
    const whole = await search('harbour or agency or migrant', { first: 100 })
    expect(whole.edges.length).toBeGreaterThan(3)
    const walked: Edge[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = await search('harbour or agency or migrant', { first: 2, after })
      expect(page.totalCount).toBe(whole.totalCount)
      expect(page.pageInfo.hasPreviousPage).toBe(walked.length > 0)
      expect(page.pageInfo.startCursor).toBe(page.edges[0].cursor)
      walked.push(...page.edges)
      more = page.pageInfo.hasNextPage
      after = page.pageInfo.endCursor
    }
    expect(walked).toEqual(whole.edges)
  })

  it('no page for a cursor that does not fit, or a size that cannot be', async () => {
    const { entities } = await app.get('{ entities { pageInfo { endCursor } } }')
    for (const more of [{ after: 'x' }, { after: entities.pageInfo.endCursor }]) {
      expect((await app.refusal(document, { query: 'agency', ...more })).extensions.code).toBe('BAD_CURSOR')
    }
    const { pageInfo } = await search('agency', { first: 1, kinds: ['ORGANIZATION', 'PERSON'] })
    const after = pageInfo.endCursor
    for (const [query, more] of [
      ['harbour', { kinds: ['ORGANIZATION', 'PERSON'] }],
      ['agency', {}],
      ['agency', { kinds: ['ORGANIZATION'] }],
      ['agency', { kinds: ['ORGANIZATION', 'PERSON'], factKinds: ['CRITICISM'] }],
      ['agency', { kinds: ['ORGANIZATION', 'PERSON'], documents: true }],
    ] as const) {
      const { message, extensions } = await app.refusal(searchAll, { query, after, ...more })
      expect(extensions).toEqual({ code: 'BAD_CURSOR', argument: 'after' })
      expect(message).toContain('Keep `query`, `kinds`, `factKinds` and `documents` as they were on the first page.')
    }
    await app.get(searchAll, { query: 'agency', after, kinds: ['PERSON', 'ORGANIZATION', 'PERSON'] })
    const { errors } = await app.ask('{ search(query: "agency", after: "x") { pageInfo { hasNextPage } } }')
    expect(errors, 'where nobody asks for the cursors').toMatchObject([{ path: ['search'] }])
    expect((await app.refusal(document, { query: 'agency', first: 101 })).extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('search stands firm against', () => {
  const hostile = [
    "'",
    "''",
    '"',
    ':*',
    '&|!()',
    'a:* & b',
    "'; drop table fact; --",
    '\\',
    '<->',
    '!!!',
    'a & | b',
    '((((',
  ]
  const signs = ['%', '_', '*', '(or or)', '-a -b', '"unclosed', '\u{e000}harbour\u{e001}', '💥', 'NULL', 'a\tb\nc']
  it.each([...hostile, ...signs])('%j', async (query) => {
    const { totalCount, edges } = await search(query)
    expect(totalCount).toBe(edges.length)
  })

  it.each(['x'.repeat(100_000), 'word '.repeat(20_000), '"'.repeat(5_000), '-a '.repeat(5_000)])(
    'very long texts',
    async (query) => {
      const { errors, data } = await app.ask(document, { query })
      expect(errors?.[0]?.extensions.code ?? data.search.totalCount).toBeDefined()
    },
  )
})

describe('search within where', () => {
  it('composes with other conditions, with counts and cursors', async () => {
    const { criticisms } = await app.get(
      `{ criticisms(where: { search: "agency", statedOn: { before: "2004" } }) { totalCount nodes { id } } }`,
    )
    expect(criticisms).toEqual({ totalCount: 1, nodes: [{ id: ids.fact.camps }] })
    const { entities } = await app.get(
      `{ entities(where: { OR: [{ search: "lumiere" }, { search: "migrant" }], kind: [TOPIC] }) { nodes { slug } } }`,
    )
    expect(entities.nodes).toEqual([{ slug: 'detention' }])
  })

  it('orders by RELEVANCE, the best first', async () => {
    const ask = (direction: string) =>
      app.get(
        `{ criticisms(where: { search: "agency harbour or offshore" }, orderBy: { field: RELEVANCE${direction} }) { nodes { id } } }`,
      )
    const { criticisms } = await ask('')
    const upwards = (await ask(', direction: ASC')).criticisms
    expect(criticisms.nodes).toEqual(upwards.nodes.toReversed())
    expect(criticisms.nodes).toHaveLength(2)
  })

  it('finds nothing for stop words alone', async () => {
    expect((await app.get('{ entities(where: { search: "the" }) { totalCount } }')).entities.totalCount).toBe(0)
    const negated = await app.get('{ entities(where: { NOT: { search: "the" } }) { totalCount } }')
    expect(negated.entities.totalCount).toBe(6)
  })
})
