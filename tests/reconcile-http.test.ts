import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newKey } from './support/access.ts'
import { filledDatabase } from './support/database.ts'
import { listen, send, testApp } from './support/http.ts'
import { postForm } from './support/reconcile.ts'

const db = await filledDatabase()
const { app, lines } = testApp(db)
const iom = 'international-organization-for-migration'

const get = async (address: string, headers: Record<string, string> = {}, of = app) =>
  await of.fetch(`http://localhost${address}`, { headers })
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
const read = async (address: string): Promise<any> => await (await get(address)).json()

// The schemas are not part of the project: where they are absent, these tests are skipped.
const schemas = path.join(import.meta.dirname, '../../shared/data/reconciliation-0.2')

describe.skipIf(!existsSync(schemas))("the community group's schemas accept", () => {
  /** What a schema finds wrong. They name no version of JSON Schema, and a definition of Swagger that is not needed. */
  function problems(name: string, value: unknown) {
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } })
    const load = (file: string) => {
      const text = readFileSync(path.join(schemas, `${file}.json`), 'utf8')
      const { $schema: _, ...schema } = JSON.parse(text, (key, part) => (key === 'authentication' ? {} : part))
      return schema
    }
    ajv.addSchema(load('type'))
    const validate = ajv.compile(load(name))
    validate(value)
    return validate.errors ?? []
  }

  const batch = {
    q0: { query: 'IOM', limit: 3, type: 'Organization', type_strict: 'should', properties: [{ pid: 'asOf', v: '?' }] },
    q1: { query: 'Geneva', properties: [{ pid: 'country', v: { id: 'switzerland', name: 'Switzerland' } }] },
    q2: { query: 'no such thing' },
  }
  const ids = [iom, 'human-rights-watch', 'nothing']

  it.each([
    ['manifest', '/reconcile'],
    ['suggest-entities-response', '/reconcile/suggest/entity?prefix=uni'],
    ['suggest-types-response', '/reconcile/suggest/type?prefix='],
    ['suggest-properties-response', '/reconcile/suggest/property?prefix=c'],
    ['data-extension-property-proposal', '/reconcile/properties?type=Organization'],
    ['reconciliation-result-batch', `/reconcile?queries=${encodeURIComponent(JSON.stringify(batch))}`],
  ])('%s: %s', async (schema, address) => {
    const answer = await read(address)
    expect(problems(schema, answer)).toEqual([])
    expect(problems(schema, []), 'it refuses something').not.toEqual([])
  })

  it('a data extension of every property, and the questions that are asked here', async () => {
    const { properties } = await read('/reconcile/properties')
    const query = { ids, properties: properties.map(({ id }: { id: string }) => ({ id })) }
    const answer = await (await postForm(app, { extend: JSON.stringify(query) })).json()
    expect(problems('data-extension-response', answer)).toEqual([])
    expect(problems('data-extension-query', query)).toEqual([])
    expect(problems('reconciliation-query-batch', batch)).toEqual([])
  })
})

describe('the manifest', () => {
  it('leads to addresses that answer', async () => {
    const { view, preview, suggest, extend, documentation, schemaSpace, logo } = await read('/reconcile')
    const filled = (address: string) => address.replaceAll(/\$?\{?\{id\}\}?/g, encodeURIComponent(iom))
    const parts = Object.values(suggest) as Record<string, string>[]
    const addresses = [
      ...parts.map((part) => `${part.service_url}${part.service_path}?prefix=i`),
      filled(`${suggest.entity.flyout_service_url}${suggest.entity.flyout_service_path}`),
      `${suggest.type.flyout_service_url}/reconcile/flyout/type?id=Person`,
      `${suggest.property.flyout_service_url}/reconcile/flyout/property?id=country`,
      filled(preview.url),
      `${extend.propose_properties.service_url}${extend.propose_properties.service_path}?type=Person&limit=5`,
      documentation,
      schemaSpace,
      logo,
    ]
    for (const address of addresses) expect((await app.fetch(address)).status, address).toBe(200)
    expect(filled(view.url)).toBe(`http://localhost/entity/${iom}`)
  })

  it('names the address that callers know, and no pages where there are none', async () => {
    const { app: other } = testApp(db, { config: { publicUrl: 'https://graph.example', playground: false } })
    const manifest = (await (await get('/reconcile', {}, other)).json()) as Record<string, unknown>
    expect(manifest).toMatchObject({
      identifierSpace: 'https://graph.example/entity/',
      preview: { url: 'https://graph.example/reconcile/preview?id={{id}}', width: 430, height: 300 },
    })
    expect(manifest).not.toHaveProperty('view')
  })
})

it('answers as many properties as it lets a client ask', async () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `scheme-${index}` }))
  const response = await postForm(app, { extend: JSON.stringify({ ids: Array(200).fill(iom), properties: ids(50) }) })
  expect(response.status).toBe(200)
  const queries = JSON.stringify({ q0: many(20, 'a'), q1: many(20, 'b'), q2: many(10, 'c') })
  expect((await postForm(app, { queries })).status).toBe(200)
})

it('answers what OpenRefine sends, over a socket', async () => {
  const port = await listen(app)
  const queries = JSON.stringify({
    q0: { query: 'Human Rights Watch', type: 'Organization', type_strict: 'should' },
    q1: { query: 'PICMME', type: 'Organization', type_strict: 'should', properties: [{ pid: 'asOf', v: '1951' }] },
  })
  const body = `queries=${encodeURIComponent(queries)}`
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'User-Agent': 'OpenRefine/3.9.3 [4b1c3f1]',
    'Accept-Encoding': 'gzip, x-gzip, deflate',
    Connection: 'keep-alive',
    'Content-Length': Buffer.byteLength(body),
  }
  const plain = await send(
    port,
    { method: 'POST', path: '/reconcile', headers: { ...headers, 'Accept-Encoding': '' } },
    body,
  )
  expect(plain.status).toBe(200)
  expect(plain.headers['content-type']).toBe('application/json; charset=utf-8')
  const { q0, q1 } = plain.json()
  expect(q0.result[0]).toMatchObject({ id: 'human-rights-watch', match: true, type: [{ id: 'Organization' }] })
  expect(q1.result[0]).toMatchObject({ id: iom, match: false })
  expect((await send(port, { method: 'POST', path: '/reconcile', headers }, body)).status).toBe(200)
  // The page of OpenRefine asks with a parameter against caches, and a slash that somebody typed.
  const page = await send(port, { path: '/reconcile/?_=1795902018778', headers: { origin: 'http://127.0.0.1:3333' } })
  expect(page.json().versions).toContain('0.2')
  expect(page.headers['access-control-allow-origin']).toBe('*')
})

describe('suggestions', () => {
  it('are of entities, types and properties, page by page', async () => {
    const { result } = await read('/reconcile/suggest/entity?prefix=internat%20org')
    expect(result[0]).toMatchObject({ id: iom, notable: [{ id: 'Organization', name: 'Organisation' }] })
    const places = await read('/reconcile/suggest/entity?prefix=in&type=Place')
    expect(new Set(places.result.map(({ notable }: { notable: [{ id: string }] }) => notable[0].id))).toEqual(
      new Set(['Place']),
    )
    const [one, two] = [
      await read('/reconcile/suggest/entity?prefix=i'),
      await read('/reconcile/suggest/entity?prefix=i&cursor=20'),
    ]
    expect(one.result).toHaveLength(20)
    expect(two.result.filter((each: object) => one.result.some((other: object) => Object.is(each, other)))).toEqual([])
    expect(two.result[0]).not.toEqual(one.result[0])
    expect((await read('/reconcile/suggest/type?prefix=org')).result).toEqual([
      { id: 'Organization', name: 'Organisation' },
    ])
    const { result: found } = await read('/reconcile/suggest/property?prefix=wiki')
    expect(found).toMatchObject([{ id: 'wikidata', name: 'Wikidata' }])
    expect((await read('/reconcile/suggest/property?prefix=as')).result[0].id).toBe('asOf')
  })

  it('come with a few words about each', async () => {
    const { html } = await read(`/reconcile/flyout/entity?id=${iom}`)
    expect(html).toContain('<bdi>International Organization for Migration</bdi>')
    expect(html).toContain('Switzerland')
  })
})

describe('a preview', () => {
  it('is a page that other sites may frame, and nothing else is', async () => {
    const preview = await get(`/reconcile/preview?id=${iom}`)
    expect(preview.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = preview.headers.get('content-security-policy')
    expect(policy).toContain('frame-ancestors *')
    expect(policy).toContain("default-src 'none'")
    expect(preview.headers.has('x-frame-options')).toBe(false)
    expect(await preview.text()).toContain(`<a href="http://localhost/entity/${iom}" target="_blank"`)
    for (const address of ['/reconcile', `/reconcile/flyout/entity?id=${iom}`, '/health', '/docs/access.md']) {
      const { headers } = await get(address, { accept: 'text/html' })
      expect(headers.get('x-frame-options'), address).toBe('DENY')
      expect(headers.get('content-security-policy'), address).toContain("frame-ancestors 'none'")
    }
  })

  it('shows names as text', async () => {
    await db.pool.query(`update entity set name = '<script>alert(1)</script>&"' where slug = 'geneva'`)
    const text = await (await get('/reconcile/preview?id=geneva')).text()
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script>alert(1)&lt;/script>&amp;')
    const missing = await get('/reconcile/preview?id=%3Cscript%3E')
    expect(missing.status).toBe(404)
    expect(await missing.text()).not.toContain('<script')
  })
})

describe('a script instead of JSON', () => {
  it('calls the function that the page names, and no other text', async () => {
    const response = await get('/reconcile?callback=jQuery3510_17&_=1')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const text = await response.text()
    expect(text).toMatch(/^\/\*\*\/jQuery3510_17\(\{.*\}\);$/s)
    const preview = await get(`/reconcile/preview?id=${iom}&callback=f`)
    expect(preview.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const wrong = await get('/reconcile?callback=f&queries=[')
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toMatch(/^\/\*\*\/f\(\{"errors"/)
    for (const callback of ['alert(1)', 'a;b', '1a', 'a.b.', '<b>', 'a'.repeat(200)]) {
      const refused = await get(`/reconcile?callback=${encodeURIComponent(callback)}`)
      expect(refused.status, callback).toBe(400)
      expect(refused.headers.get('content-type'), callback).toBe('application/json; charset=utf-8')
    }
  })

  it('is not for pages of other sites, if the server is for this machine alone', async () => {
    const cross = { 'sec-fetch-site': 'cross-site' }
    expect((await get('/reconcile?callback=f', cross)).status).toBe(403)
    const { app: open } = testApp(db, { config: { publicUrl: 'https://graph.example' } })
    expect((await get('/reconcile?callback=f', cross, open)).status).toBe(200)
  })
})

const many = (count: number, name: string) => {
  return { query: 'a', properties: Array.from({ length: count }, (_, index) => ({ pid: `${name}${index}`, v: 'x' })) }
}

/** What is malformed, and what the error says of it. */
const malformed: readonly (readonly [form: Record<string, string>, message: RegExp])[] = [
  [{}, /asks nothing/],
  [{ queries: '{}', extend: '{}' }, /not both/],
  [{ queries: '' }, /`queries` is not JSON/],
  [{ queries: '[]' }, /`queries` must be an object of queries/],
  [{ queries: '{"q0":[]}' }, /`queries\.q0` must be an object/],
  [{ queries: '{"q0":{"query":7}}' }, /`queries\.q0\.query` must be a text/],
  [{ queries: '{"q0":{"query":"a","limit":0}}' }, /`queries\.q0\.limit` must be a whole number from 1 to 100/],
  [{ queries: '{"q0":{"query":"a","limit":1e9}}' }, /whole number from 1 to 100/],
  [{ queries: '{"q0":{"query":"a","type":"Thing"}}' }, /`queries\.q0\.type` is "Thing", .*Organization/],
  [{ queries: '{"q0":{"query":"a","type_strict":"most"}}' }, /one of any, should and all/],
  [{ queries: '{"q0":{"query":"a","properties":[{"v":"x"}]}}' }, /`queries\.q0\.properties\.0\.pid`/],
  [{ queries: '{"q0":{"query":"a","properties":[{"pid":"x","v":{}}]}}' }, /`queries\.q0\.properties\.0\.v` must be/],
  [
    { queries: JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [i, { query: 'a' }]))) },
    /51 queries.*50/,
  ],
  [{ queries: JSON.stringify({ q0: many(20, 'a'), q1: many(20, 'b'), q2: many(11, 'c') }) }, /51 properties.*50/],
  [{ query: '{"query":[]}' }, /`query\.query` must be a text/],
  [{ extend: '{"ids":"a"}' }, /`extend\.ids` must be a list of ids/],
  [{ extend: '{"ids":["a"],"properties":[{}]}' }, /`extend\.properties\.0\.id`/],
  [{ extend: JSON.stringify({ ids: Array(201).fill('a'), properties: [] }) }, /at most 200 ids/],
  [{ extend: '{"ids":["a"],"properties":[{"id":"names","settings":{"limit":-1}}]}' }, /settings\.limit/],
  [{ extend: '{"ids":["a"],"properties":[{"id":"names","settings":{"asOf":"soon"}}]}' }, /settings\.asOf.*soon/],
]

describe('what is malformed', () => {
  const origin = { origin: 'http://127.0.0.1:3333' }

  it.each(malformed)('%j: %s', async (form, message) => {
    const response = await postForm(app, form, origin)
    expect(response.status).toBe(400)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { errors } = (await response.json()) as { errors: [{ message: string; extensions: { code: string } }] }
    expect(errors[0].message).toMatch(message)
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  it.each([
    ['/reconcile/suggest/entity', 400],
    ['/reconcile/suggest/type?prefix=a&cursor=x', 400],
    ['/reconcile/properties?limit=0', 400],
    ['/reconcile/preview', 400],
    ['/reconcile/flyout/entity?id=nothing', 404],
    ['/reconcile/flyout/type?id=Thing', 404],
    ['/reconcile/nothing', 404],
  ])('%s answers %i', async (address, status) => {
    const response = await get(address, origin)
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toHaveProperty('errors.0.message')
  })

  it('is a body that is no form, or too long', async () => {
    const status = async (type: string, body: string) => {
      const headers = { 'content-type': type, ...origin }
      const response = await app.fetch('http://localhost/reconcile', { method: 'POST', headers, body })
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(await response.json()).toHaveProperty('errors.0.message')
      return response.status
    }
    expect(await status('application/json', '{"queries":{}}')).toBe(415)
    expect(await status('multipart/form-data; boundary=x', '')).toBe(415)
    expect(await status('application/x-www-form-urlencoded', 'queries='.padEnd(300_000, 'x'))).toBe(413)
  })

  it('is never a fault of ours', async () => {
    lines.length = 0
    const text = fc.oneof(
      fc.constantFrom('IOM', 'asOf', 'Organization', '\0', '\uD800', '1951', '%', '__proto__'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    const value = fc.oneof(
      text,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.record({ id: text, name: text }),
      fc.array(text, { maxLength: 3 }),
    )
    const query = fc.record(
      {
        query: value,
        type: value,
        type_strict: value,
        limit: fc.oneof(value, fc.nat(200)),
        properties: fc.oneof(value, fc.array(fc.record({ pid: text, v: value }), { maxLength: 3 })),
      },
      { requiredKeys: [] },
    )
    const plain = fc.record({ query: text, properties: fc.array(fc.record({ pid: text, v: text }), { maxLength: 3 }) })
    const extend = fc.record({
      ids: fc.array(text, { maxLength: 3 }),
      properties: fc.array(
        fc.record({ id: text, settings: fc.oneof(fc.constant({}), fc.record({ limit: value, asOf: value })) }),
        { maxLength: 3 },
      ),
    })
    const form = fc.oneof(
      fc
        .dictionary(text, fc.oneof(query, plain), { maxKeys: 3 })
        .map((queries) => ({ queries: JSON.stringify(queries) })),
      extend.map((asked) => ({ extend: JSON.stringify(asked) })),
      fc.json().map((queries) => ({ queries })),
      text.map((one) => ({ query: one })),
    )
    await fc.assert(
      fc.asyncProperty(form, async (fields) => {
        const response = await postForm(app, fields as unknown as Record<string, string>)
        expect([200, 400]).toContain(response.status)
        await response.json()
      }),
      { numRuns: 150 },
    )
    const deep = await postForm(app, { queries: `{"q0":${'['.repeat(50_000)}` })
    expect(deep.status).toBe(400)
    const closed = await postForm(app, {
      queries: `{"q0":{"query":"a","properties":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    })
    expect(closed.status).toBe(400)
    expect(lines.filter(({ level }) => level === 50)).toEqual([])
  })
})

describe('pages of others', () => {
  const stranger = { origin: 'https://refine.example' }
  const allowed = async (of: typeof app, headers: Record<string, string>, address = '/reconcile') =>
    (await get(address, headers, of)).headers.get('access-control-allow-origin')

  it('may reconcile with an open graph, but with a server that is for this machine alone', async () => {
    const { app: open } = testApp(db, { config: { publicUrl: 'https://graph.example' } })
    const { app: onNetwork } = testApp(db, { config: { host: '0.0.0.0', allowedOrigins: ['https://ours.example'] } })
    for (const one of [open, onNetwork]) {
      expect(await allowed(one, stranger)).toBe('*')
      expect(await allowed(one, stranger, '/reconcile/suggest/entity')).toBe('*')
      expect(await allowed(one, stranger, '/schema.graphql')).toBe(null)
    }
    expect(await allowed(app, stranger)).toBe(null)
    expect(await allowed(app, { origin: 'http://127.0.0.1:3333' })).toBe('*')
    expect((await get('/reconcile')).headers.get('vary')).toContain('Origin')
    const preflight = await open.fetch('http://localhost/reconcile', { method: 'OPTIONS', headers: stranger })
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('need a key of their own, and their origin be named, where the graph is not open', async () => {
    const reader = await newKey(db, 'READER')
    const { app: closed } = testApp(db, { config: { anonymous: false, publicUrl: 'https://graph.example' } })
    const refused = await get('/reconcile', stranger, closed)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(null)
    expect((await postForm(closed, { query: 'IOM' })).status).toBe(401)
    expect((await postForm(closed, { query: 'IOM' }, reader.headers)).status).toBe(200)
  })
})

it('takes turns with other callers', async () => {
  const { app: busy } = testApp(db, { config: { poolSize: 1, queue: 0 } })
  const queries = JSON.stringify({ q0: { query: 'International Organisation' } })
  const responses = await Promise.all(
    Array.from({ length: 6 }, () => postForm(busy, { queries }, { origin: 'http://localhost:3333' })),
  )
  const refused = responses.filter(({ status }) => status === 503)
  expect(responses.some(({ status }) => status === 200)).toBe(true)
  expect(refused.length).toBeGreaterThan(0)
  for (const { headers } of refused) {
    expect(headers.get('retry-after')).toBe('5')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  }
})
