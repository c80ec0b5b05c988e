import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { createTestApp, type Data } from './support/app.ts'
import { filledDatabase } from './support/database.ts'
import { testApp } from './support/http.ts'

const db = await filledDatabase()
const { app } = testApp(db, { config: { answerCache: 1_000_000 } })
const { get } = createTestApp(db)

interface Csv {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function csv(query: string, variables: object = {}, address = ''): Promise<Csv> {
  const response = await app.fetch(`http://localhost/graphql${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/csv' },
    body: JSON.stringify({ query, variables }),
  })
  const { status, headers } = response
  return { status, headers, text: Buffer.from(await response.arrayBuffer()).toString() }
}

async function rows(query: string, variables: object = {}): Promise<Record<string, string>[]> {
  const { status, text } = await csv(query, variables)
  expect([status, text]).toEqual([200, expect.any(String)])
  return parse(text, { columns: true })
}

describe('a list of GraphQL as CSV', () => {
  test('has the rows of the JSON, flat, with lists joined', async () => {
    const question = `{ criticisms(first: 50) { totalCount pageInfo { hasNextPage endCursor } nodes {
      key claim critic { name } target { slug name } topics { name } about { name } period { from { edtf } } quotations { text }
    } } }`
    const { criticisms } = await get(question)
    const { headers, text } = await csv(question)
    const found: Record<string, string>[] = parse(text, { columns: true })
    expect(found).toEqual(
      criticisms.nodes.map((node: Data) => ({
        key: node.key,
        claim: node.claim,
        'critic.name': node.critic?.name ?? '',
        'target.slug': node.target.slug,
        'target.name': node.target.name,
        'topics.name': node.topics.map(({ name }: Data) => name).join('; '),
        'about.name': node.about.map(({ name }: Data) => name).join('; '),
        'period.from.edtf': node.period.from?.edtf ?? '',
        'quotations.text': node.quotations.map((quotation: Data) => quotation.text).join('; '),
      })),
    )
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('x-dossier-total-count')).toBe(String(criticisms.totalCount))
    expect(headers.get('x-dossier-next-cursor')).toBe(
      criticisms.pageInfo.hasNextPage ? criticisms.pageInfo.endCursor : null,
    )
    expect(headers.get('x-dossier-revision')).toMatch(/^[0-9a-f]+-\d+$/)
  })

  test('that lies below something, that is plain, of edges, and of several types', async () => {
    const topics = await rows(
      `query ($iom: EntityRef!) { organization(ref: $iom) { name topics { name broader { slug } } } }`,
      {
        iom: { slug: 'international-organization-for-migration' },
      },
    )
    expect(Object.keys(topics[0] ?? {})).toEqual(['name', 'broader.slug'])
    expect((await rows('{ graph { entityCounts { kind count } } }'))[0]).toEqual({
      kind: expect.any(String),
      count: expect.stringMatching(/^\d+$/),
    })
    expect((await rows('{ topics(first: 2) { edges { cursor node { slug labels } } } }')).length).toBe(2)
    const facts =
      await rows(`{ facts(first: 100) { nodes { __typename ...Common ... on Figure { metric amount } ... on Role { title } } } }
      fragment Common on Fact { key subject { slug } }`)
    expect(Object.keys(facts[0] ?? {})).toEqual(['__typename', 'key', 'subject.slug', 'metric', 'amount', 'title'])
    expect(new Set(facts.map(({ __typename: type }) => type)).size).toBeGreaterThan(2)
    for (const { __typename: type, metric } of facts) expect(type === 'Figure').toBe(metric !== '')
  })

  test('has columns of different names', async () => {
    const [first] = await rows('{ topics(first: 1) { edges { cursor node { cursor: slug name } } } }')
    expect(Object.keys(first ?? {})).toEqual(['cursor', 'node.cursor', 'node.name'])
  })

  test('without rows has its columns, and leaves out what is skipped', async () => {
    const query = `query ($with: Boolean!) { people(where: { named: "Nobody at All" }) { nodes { slug name @include(if: $with) summary @skip(if: $with) } } }`
    expect((await csv(query, { with: true })).text).toBe('slug,name\n')
    expect((await csv(query, { with: false })).text).toBe('slug,summary\n')
    expect((await csv('{ person(ref: { slug: "nobody" }) { aliases { name } } }')).text).toBe('name\n')
  })

  test('is cached beside the JSON, and for spreadsheets beside that', async () => {
    const question = '{ topics(first: 3) { nodes { slug } } }'
    const all = async () => [
      (await csv(question)).text,
      (await csv(question, {}, '?spreadsheet=1')).text,
      JSON.stringify(await get(question)),
    ]
    const first = await all()
    expect(await all()).toEqual(first)
    expect(first.map((text) => text[0])).toEqual(['s', '\uFEFF', '{'])
  })

  test('keeps formulas, unless it is for spreadsheets', async () => {
    await db.pool.query(`update entity set summary = '=1+1' where slug = 'geneva'`)
    const question = '{ places(where: { slug: { equals: "geneva" } }) { nodes { summary } } }'
    const answer = async (address: string) =>
      await csv(question.replace('slug: { equals: "geneva" }', 'named: "Geneva"'), {}, address)
    expect((await answer('')).text).toContain('\n=1+1\n')
    expect((await answer('?spreadsheet=1')).text).toContain("\n'=1+1\n")
  })
})

describe('what is no table is refused', () => {
  test.each([
    ['{ graph { factCount } }', 406, 'this operation asks for none'],
    ['{ topics { nodes { slug } } people { nodes { slug } } }', 406, 'several: `topics.nodes`, `people.nodes`'],
    ['{ topics { nodes { slug } edges { cursor } } }', 406, 'several: `topics.nodes`, `topics.edges`'],
    ['{ a: topics { nodes { slug } } b: topics { nodes { slug } } }', 406, '`a.nodes`, `b.nodes`'],
    ['mutation { revokeApiKey(input: { keyId: "x" }) { problems { code } } }', 406, 'this is a mutation'],
    ['{ topics { nodes { slgu } } }', 400, 'slgu'],
    ['{ topics(first: 1000) { nodes { slug } } }', 400, '1000'],
    ['{ organization(ref: { name: "Nobody", slug: "x" }) { aliases { name } } }', 400, 'exactly one key'],
  ])('%s: %i', async (query, status, message) => {
    const answer = await csv(query)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/graphql-response+json; charset=utf-8',
    ])
    const { errors, ...rest } = JSON.parse(answer.text)
    expect(rest).toEqual({})
    expect(errors[0].message).toContain(message)
  })

  test('an operation of which a part failed is its errors and no part of a table', async () => {
    const query = `query ($a: ID!) { node(id: $a) { id } people(first: 1) { nodes { slug name } } }`
    const answer = await csv(query, { a: 'x' })
    expect(answer.status).toBe(400)
    const { errors, ...rest } = JSON.parse(answer.text)
    expect([errors[0].path, rest]).toEqual([['node'], {}])
  })

  test('a wildcard is JSON, and so is a type that nobody offers refused', async () => {
    const types = async (accept: string) =>
      (await app.fetch('http://localhost/graphql?query={topics{nodes{slug}}}', { headers: { accept } })).headers.get(
        'content-type',
      )
    expect(await types('*/*')).toContain('application/json')
    expect(await types('text/csv, application/json;q=0.5')).toContain('text/csv')
    const refused = await app.fetch('http://localhost/graphql?query={topics{nodes{slug}}}', {
      headers: { accept: 'image/png' },
    })
    expect([refused.status, await refused.text()]).toEqual([406, expect.stringContaining('text/csv')])
  })
})
