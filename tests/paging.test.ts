import { describe, expect, it } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { query } from '../src/database/statement.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import type { FactData } from './support/graph-data.ts'
import { askPage, idsOf } from './support/walk.ts'

const db = await freshDatabase()
const app = createTestApp(db)

/** Five criticisms of five years, the last two of them undated. */
const years = ['1991', '1992', '1993', undefined, undefined]
const graph = await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'critic' },
    { kind: 'ORGANIZATION', slug: 'target', name: 'Zebra' },
  ],
  facts: years.map((period, index): FactData => {
    const key = `c${index + 1}`
    // All but the digits that JavaScript's dates would lose are equal.
    const recordedAt = `2026-01-01T00:00:00.12345${index}Z`
    return {
      kind: 'CRITICISM',
      key,
      subject: 'critic',
      object: 'target',
      period,
      recordedAt,
      statement: `Winter ${key}`,
    }
  }),
})
const keys = new Map(Object.entries(graph.fact).map(([key, id]) => [id, key]))

const criticisms = { field: 'criticisms', around: '%', orderType: 'CriticismOrder', whereType: 'CriticismWhere' }
const keysOf = (page: Awaited<ReturnType<typeof askPage>>) => idsOf(page).map((id) => keys.get(id))
const refused = (args: string) => app.refusal(`{ criticisms(${args}) { nodes { id } } }`)
const write = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url')
const read = (cursor: string): unknown[] => JSON.parse(Buffer.from(cursor, 'base64url').toString())

/** Cursors of all five, in the default order or another. */
async function cursors(orderBy: readonly { field: string }[] = []) {
  const page = await askPage(app, { ...criticisms, orderBy }, { first: 100 })
  return page.edges.map((edge) => edge.cursor)
}

describe('the size of a page', () => {
  it('is 20 when nothing is said', async () => {
    await putGraph(db, {
      entities: Array.from({ length: 21 }, (_, index) => ({ kind: 'TOPIC' as const, slug: `topic-${index}` })),
    })
    const { topics } = await app.get('{ topics { totalCount nodes { id } } }')
    expect([topics.nodes.length, topics.totalCount]).toEqual([20, 21])
  })

  it('may be null, which says nothing', async () => {
    const { topics } = await app.get('{ topics(first: null, last: null, after: null, before: null) { nodes { id } } }')
    expect(topics.nodes.length).toBe(20)
  })

  it('may be 0: only counts and page info are shown', async () => {
    expect(await askPage(app, criticisms, { first: 0 })).toEqual({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 5,
    })
    expect((await askPage(app, criticisms, { last: 0 })).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    })
  })

  it('may be 100, and no more: the cap is not applied in silence', async () => {
    await app.get('{ criticisms(first: 100) { nodes { id } } }')
    expect(await refused('first: 101')).toMatchObject({
      message: '`first` is 101: a page has at most 100 items. Ask for 100 and follow pageInfo.endCursor.',
      extensions: { code: 'BAD_USER_INPUT', argument: 'first', value: 101, maximum: 100 },
      path: ['criticisms'],
    })
    expect(await refused('last: 1000')).toMatchObject({
      message: '`last` is 1000: a page has at most 100 items. Ask for 100 and follow pageInfo.startCursor.',
    })
  })

  it('cannot be negative', async () => {
    const message = '`first` is -1: a page cannot have fewer than 0 items.'
    expect(await refused('first: -1')).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } })
    expect((await refused('last: -5')).message).toContain('`last` is -5')
  })

  it('comes from one end', async () => {
    const message = 'Ask for `first` or for `last`, not for both at once.'
    expect(await refused('first: 1, last: 1')).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } })
  })

  it('is checked on connections within others, too', async () => {
    const { message } = await app.refusal(
      '{ organization(ref: { slug: "critic" }) { facts(first: 101) { nodes { id } } } }',
    )
    expect(message).toContain('`first` is 101')
  })
})

describe('a cursor', () => {
  it('leads forwards and backwards over the undated at the end', async () => {
    const [, second, third, fourth] = await cursors()
    expect(keysOf(await askPage(app, criticisms, { first: 2, after: second }))).toEqual(['c3', 'c4'])
    expect(keysOf(await askPage(app, criticisms, { first: 9, after: fourth }))).toEqual(['c5'])
    expect(keysOf(await askPage(app, criticisms, { last: 2, before: fourth }))).toEqual(['c2', 'c3'])
    expect(keysOf(await askPage(app, criticisms, { first: 9, after: third }))).toEqual(['c4', 'c5'])
  })

  it('leads over the undated at the beginning', async () => {
    const listing = { ...criticisms, orderBy: [{ field: 'STATED_ON', direction: 'DESC', nulls: 'FIRST' }] }
    const { edges } = await askPage(app, listing, { first: 100 })
    expect(keysOf(await askPage(app, listing, { first: 2, after: edges[0]?.cursor }))).toEqual(['c4', 'c3'])
    expect(keysOf(await askPage(app, listing, { last: 2, before: edges[2]?.cursor }))).toEqual(['c5', 'c4'])
  })

  it('bounds a page together with another one', async () => {
    const [first, , , fourth] = await cursors()
    const page = await askPage(app, criticisms, { first: 1, after: first, before: fourth })
    expect([keysOf(page), page.pageInfo]).toMatchObject([['c2'], { hasNextPage: true, hasPreviousPage: true }])
    const crossed = await askPage(app, criticisms, { first: 5, after: fourth, before: first })
    expect(crossed.edges, 'nothing lies after the fourth and before the first').toEqual([])
  })

  it('keeps microseconds of RECORDED_AT', async () => {
    const orderBy = [{ field: 'RECORDED_AT', direction: 'DESC' }]
    const [first, second] = await cursors(orderBy)
    expect(keysOf(await askPage(app, { ...criticisms, orderBy }, { first: 1, after: first }))).toEqual(['c4'])
    expect(keysOf(await askPage(app, { ...criticisms, orderBy }, { last: 1, before: second }))).toEqual(['c5'])
  })

  it('works in order of RELEVANCE', async () => {
    const listing = { ...criticisms, where: { search: 'winter' }, orderBy: [{ field: 'RELEVANCE' }] }
    const { edges } = await askPage(app, listing, { first: 100 })
    expect(keysOf(await askPage(app, listing, { first: 2, after: edges[2]?.cursor }))).toEqual(['c2', 'c1'])
  })

  it('works where one key stands twice in an order, which orders nothing further', async () => {
    const orderBy = [{ field: 'FACTS' }, { field: 'NAME' }, { field: 'FACTS', direction: 'DESC' }]
    const listing = { field: 'organizations', around: '%', orderType: 'EntityOrder', orderBy }
    const { edges } = await askPage(app, listing, { first: 100 })
    const { pageInfo, edges: rest } = await askPage(app, listing, { first: 1, after: edges[0]?.cursor })
    expect([rest, pageInfo]).toMatchObject([[edges[1]], { hasPreviousPage: true, hasNextPage: false }])
  })

  it('still works when its row is gone', async () => {
    const { fact } = await putGraph(db, {
      facts: [{ kind: 'CRITICISM', key: 'gone', subject: 'critic', object: 'target', period: '1992-06' }],
    })
    const { edges } = await askPage(app, criticisms, { first: 100 })
    const cursor = edges.find((edge) => edge.node.id === fact.gone)?.cursor
    await query(db, sql`delete from fact where key = 'gone'`)
    const after = await askPage(app, criticisms, { first: 1, after: cursor })
    expect([keysOf(after), after.pageInfo]).toMatchObject([['c3'], { hasPreviousPage: true, hasNextPage: true }])
    const before = await askPage(app, criticisms, { last: 1, before: cursor })
    expect([keysOf(before), before.pageInfo]).toMatchObject([['c2'], { hasPreviousPage: true, hasNextPage: true }])
  })
})

describe('a cursor that does not fit', () => {
  const bad = async (cursor: string, args = '') =>
    await app.refusal(`query ($cursor: String) { criticisms(after: $cursor${args}) { nodes { id } } }`, { cursor })

  it.each(['', 'x', 'not a cursor', '====', '%', '{}', 'W10', 'bnVsbA', 'a'.repeat(30_000)])(
    'is refused when it is no cursor: %j',
    async (cursor) => {
      const { message, extensions } = await bad(cursor)
      expect(extensions).toMatchObject({ code: 'BAD_CURSOR', argument: 'after' })
      expect(message).toMatch(/^`after` is ".{0,61}", which is not a cursor\. Take one from pageInfo or from an edge/s)
    },
  )

  it.each(['\0', '\ud800'])('is refused when it is no text at all: %j', async (cursor) => {
    expect((await bad(cursor)).extensions.code).toBe('BAD_USER_INPUT')
  })

  it('is refused as `before` by that name', async () => {
    const { message } = await refused('last: 1, before: "x"')
    expect(message).toMatch(/^`before` is "x", which is not a cursor/)
  })

  it('is refused when it comes from another connection', async () => {
    const { entities } = await app.get('{ entities(first: 1) { pageInfo { endCursor } } }')
    const { message, extensions } = await bad(entities.pageInfo.endCursor)
    expect(extensions.code).toBe('BAD_CURSOR')
    expect(message).toContain(
      'a cursor of another connection or of another `orderBy`, or of another `search` in the order RELEVANCE',
    )
  })

  it('is refused when it comes from another order', async () => {
    const [cursor = ''] = await cursors([{ field: 'RECORDED_AT' }])
    expect((await bad(cursor)).extensions.code).toBe('BAD_CURSOR')
    expect((await bad(cursor, ', orderBy: { field: RECORDED_AT, direction: DESC }')).extensions.code).toBe('BAD_CURSOR')
    await app.get('query ($c: String) { criticisms(after: $c, orderBy: { field: RECORDED_AT }) { nodes { id } } }', {
      c: cursor,
    })
  })

  it('is refused when what is counted is another', async () => {
    const list = 'entities(first: 1, after: $c, orderBy: { field: CRITICISMS_MADE, criticisms: { search: $s } })'
    const query = `query ($c: String, $s: String) { ${list} { pageInfo { endCursor } } }`
    const { entities } = await app.get(query, { s: 'winter' })
    await app.get(query, { s: 'winter', c: entities.pageInfo.endCursor })
    const { extensions } = await app.refusal(query, { s: 'summer', c: entities.pageInfo.endCursor })
    expect(extensions.code).toBe('BAD_CURSOR')
  })

  it.each(['criticisms', 'entities'])(
    'is refused when relevance is measured against another search: %s',
    async (list) => {
      const query = `query ($c: String, $s: String) { ${list}(first: 1, after: $c, where: { AND: [{ search: $s }] },
      orderBy: { field: RELEVANCE }) { nodes { id } pageInfo { endCursor } } }`
      const cursor = (await app.get(query, { s: 'winter or critic or zebra' }))[list].pageInfo.endCursor
      expect(cursor).not.toBeNull()
      await app.get(query, { s: 'winter or critic or zebra', c: cursor })
      const { message, extensions } = await app.refusal(query, { s: 'zebra or critic or winter', c: cursor })
      expect(extensions.code).toBe('BAD_CURSOR')
      expect(message).toContain('or of another `search` in the order RELEVANCE. Keep them as they were')
    },
  )

  it('is taken with other conditions, because its position is one of the whole order', async () => {
    const query = `query ($c: String, $where: CriticismWhere) { criticisms(first: 1, after: $c, where: $where) {
      nodes { id } pageInfo { endCursor } } }`
    const { criticisms: all } = await app.get(query)
    const { criticisms: some } = await app.get(query, {
      c: all.pageInfo.endCursor,
      where: { statedOn: { within: '1993' } },
    })
    expect(some.nodes).toEqual([{ id: graph.fact.c3 }])
  })

  const tampered: [string, (values: unknown[]) => unknown[]][] = [
    ['a number too large', ([scope, , id]) => [scope, 2 ** 31, id]],
    ['an id too large', ([scope, day]) => [scope, day, 1e300]],
    ['a fraction', ([scope, day]) => [scope, day, 1.5]],
    ['a text for a number', ([scope, , id]) => [scope, '1; drop table fact', id]],
    ['null for what is never null', ([scope, day]) => [scope, day, null]],
    ['an object', ([scope, , id]) => [scope, {}, id]],
    ['too few values', ([scope, day]) => [scope, day]],
    ['too many values', (values) => [...values, 1]],
    ['no scope', ([, ...values]) => values],
  ]
  it.each(tampered)('is refused when it was tampered with: %s', async (_, change) => {
    const [cursor = ''] = await cursors()
    expect((await bad(write(change(read(cursor))))).extensions.code).toBe('BAD_CURSOR')
  })

  it.each([
    '2026-13-45T99:99:99.000000Z',
    '2026-02-30T00:00:00.000000Z',
    '999999-01-01T00:00:00.000000Z',
    '0000-01-01T00:00:00.000000Z',
    '2026-01-01',
    7,
  ])('is refused with an instant that is none: %j', async (instant) => {
    const [cursor = ''] = await cursors([{ field: 'RECORDED_AT' }])
    const [scope, , id] = read(cursor)
    const { extensions } = await bad(write([scope, instant, id]), ', orderBy: { field: RECORDED_AT }')
    expect(extensions.code).toBe('BAD_CURSOR')
  })

  it.each(['a\0b', '\ud800', 'x'.repeat(10_001)])('is refused with a text that no name can be', async (text) => {
    const { entities } = await app.get('{ entities(first: 1) { pageInfo { endCursor } } }')
    const [scope, , id] = read(entities.pageInfo.endCursor)
    const list = 'query ($c: String) { entities(after: $c) { nodes { id } } }'
    expect((await app.refusal(list, { c: write([scope, text, id]) })).extensions.code).toBe('BAD_CURSOR')
  })
})

it('walks the paragraphs of a document, which have numbers instead of ids', async () => {
  await putGraph(db, { documents: [{ slug: 'text', paragraphs: [['One.'], ['Two.'], ['Three.']] }] })
  const page = async (args: string) =>
    (
      await app.get(`{ document(slug: "text") { paragraphs(${args}) { totalCount nodes { number text }
      pageInfo { hasNextPage hasPreviousPage endCursor } } } }`)
    ).document.paragraphs
  const first = await page('first: 2')
  expect(first).toMatchObject({ totalCount: 3, nodes: [{ number: 1, text: 'One.' }, { number: 2 }] })
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  const rest = await page(`first: 2, after: "${first.pageInfo.endCursor}"`)
  expect([rest.nodes, rest.pageInfo]).toMatchObject([[{ number: 3 }], { hasNextPage: false, hasPreviousPage: true }])
})

it('takes what is counted only for an order that counts it', async () => {
  const ask = (orderBy: string) => app.refusal(`{ entities(orderBy: ${orderBy}) { totalCount } }`)
  const given = 'criticisms: { search: "winter" }'
  for (const field of ['NAME', 'FOUNDED', 'FACTS', 'RELEVANCE']) {
    const { message, extensions } = await ask(`[{ field: CRITICISMS_MADE, ${given} }, { field: ${field}, ${given} }]`)
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'orderBy' })
    expect(message).toBe(
      `\`orderBy[1]\` has \`criticisms\` beside \`field: ${field}\`, which does not depend on it. Sort by CRITICISMS_MADE or CRITICISMS_RECEIVED, or take \`criticisms\` out.`,
    )
  }
  expect((await ask('{ field: NAME, criticisms: {} }')).extensions.code).toBe('BAD_USER_INPUT')
  const nested =
    '{ organization(ref: { slug: "critic" }) { __typename } topics(orderBy: { field: NAME, criticisms: {} }) { totalCount } }'
  expect((await app.refusal(nested)).extensions.code).toBe('BAD_USER_INPUT')
  await app.get('{ entities(orderBy: { field: NAME, criticisms: null }) { totalCount nodes { id } } }')
  for (const field of ['CRITICISMS_MADE', 'CRITICISMS_RECEIVED']) {
    await app.get(`{ entities(orderBy: { field: ${field}, ${given} }) { nodes { id } } }`)
  }
})

it('needs a search for the order RELEVANCE', async () => {
  for (const where of ['', 'where: { NOT: { search: "winter" } },']) {
    const { message, extensions } = await refused(`${where} orderBy: { field: RELEVANCE }`)
    expect(message).toBe('The order RELEVANCE needs a `search` in `where` to measure against.')
    expect(extensions.code).toBe('BAD_USER_INPUT')
  }
})
