import { hash } from 'node:crypto'
import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { ask, listen, send, sendRaw, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app } = testApp(db)
const port = await listen(app)
const jsonType = { 'content-type': 'application/json' }

describe('bodies and addresses', () => {
  const post = (body: string | Buffer, headers = {}) =>
    send(port, { path: '/graphql', method: 'POST', headers: { ...jsonType, ...headers } }, body)

  it('answers what is no GraphQL request with 400 and what would be right', async () => {
    const cases: [string | Buffer, RegExp][] = [
      ['', /The body is not JSON/],
      ['{"query":', /The body is not JSON/],
      ['null', /must be a JSON object/],
      ['"x"', /must be a JSON object/],
      ['[{"query":"{ __typename }"}]', /Batches are off/],
      ['[]', /Batches are off/],
      ['{}', /Send a document as "query"/],
      ['{"query":1}', /"query" must be a string, not a number/],
      ['{"query":"{ __typename }","variables":[]}', /"variables" must be an object, not a list/],
      ['{"query":"{ __typename }","variables":"x"}', /"variables" must be an object, not a string/],
      ['{"query":"{ __typename }","operationName":{}}', /"operationName" must be a string, not an object/],
      [Buffer.from('{"query":"{ \xff }"}', 'latin1'), /not valid UTF-8/],
    ]
    for (const [body, message] of cases) {
      const answer = await post(body)
      expect(answer.status).toBe(400)
      expect(answer.json().errors[0].message).toMatch(message)
      expect(answer.json().errors[0].extensions).toEqual({ code: 'BAD_REQUEST' })
    }
  })

  it('refuses large bodies, announced or not', async () => {
    const large = `{"query":"${'x'.repeat(10_000_000)}"}`
    const announced = await app.fetch('http://localhost/graphql', { method: 'POST', headers: jsonType, body: large })
    expect(announced.status).toBe(413)
    const answer = await post(large)
    expect(answer.status).toBe(413)
    expect(answer.json().errors[0].extensions).toMatchObject({
      code: 'TOO_COMPLEX',
      limit: 'bodyBytes',
      maximum: 262_144,
    })
    const chunked = await post(large.slice(0, 400_000), { 'transfer-encoding': 'chunked' })
    expect(chunked.status).toBe(413)
    const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    const endless = await sendRaw(port, `${head}Transfer-Encoding: chunked\r\n\r\n61a80\r\n${'x'.repeat(300_000)}`)
    expect(endless).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('keeps the connection after a refused body', async () => {
    const body = 'x'.repeat(300_000)
    const post = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 300000\r\n\r\n`
    const answer = await sendRaw(
      port,
      `${post}${body}GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 415', 'HTTP/1.1 200'])
  })

  it('takes a body in pieces, and gives a slow one up', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n'
    const whole = '{"query":"{ __typename }"}'
    const pieces = `a\r\n${whole.slice(0, 10)}\r\n10\r\n${whole.slice(10)}\r\n0\r\n\r\n`
    expect(await sendRaw(port, `${head}Transfer-Encoding: chunked\r\n\r\n${pieces}`)).toContain('"__typename":"Query"')
    const { app: hasty } = testApp(db, { limits: { bodyMs: 50 } })
    const slow = await sendRaw(await listen(hasty), `${head}Content-Length: 100\r\n\r\n{"query":`)
    expect(slow).toMatch(/^HTTP\/1\.1 408 /)
    expect(slow).toContain('did not arrive within 0.05 seconds')
  })

  it('tells the bodies of requests apart that come one after the other', async () => {
    const documents = ['{ one: __typename }', `{ two: __typename } # ${'ä'.repeat(40_000)}`, '{ three: __typename }']
    const requests = documents.map((query, index) => {
      const body = JSON.stringify({ query })
      const connection = index === documents.length - 1 ? 'close' : 'keep-alive'
      const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: ${connection}`
      return `${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    })
    const answers = await sendRaw(port, requests.join(''))
    expect(answers.match(/\{"data".*?\}\}/g)).toEqual(
      ['one', 'two', 'three'].map((name) => `{"data":{"${name}":"Query"}}`),
    )
  })

  it('reads a GET from its address', async () => {
    const get = (search: Record<string, string>) => send(port, { path: `/graphql?${new URLSearchParams(search)}` })
    const query = 'query A($n: Int) { entities(first: $n) { nodes { id } } } query B { __typename }'
    expect((await get({ query, operationName: 'A', variables: '{"n":1}' })).json()).toEqual({
      data: { entities: { nodes: [] } },
    })
    for (const [search, message] of [
      [{ query, variables: '{' }, /The variables in the address are not JSON/],
      [{ query, extensions: 'x' }, /The extensions in the address are not JSON/],
      [{ query, variables: '[]' }, /"variables" must be an object, not a list/],
      [{}, /asks nothing/],
    ] as const) {
      const answer = await get(search)
      expect(answer.status).toBe(400)
      expect(answer.json().errors[0].message).toMatch(message)
    }
    expect((await send(port, { path: '/graphql?query=%ff%fe{__typename}' })).status).toBeLessThan(500)
  })
})

it('runs mutations by POST only', async () => {
  const schema = buildSchema('type Query { a: Int } type Mutation { raise: Int }')
  let raised = 0
  const raise = schema.getMutationType()?.getFields().raise
  if (raise) raise.resolve = () => ++raised
  const { app: changing } = testApp(db, { schema })
  for (const search of ['query=mutation{raise}', 'query=query A{a} mutation B{raise}&operationName=B']) {
    const answer = await changing.fetch(`http://localhost/graphql?${search}`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  }
  expect(raised).toBe(0)
  expect(await ask(changing, { query: 'mutation { raise }' })).toMatchObject({ data: { raise: 1 } })
})

it('leaves addresses and headers that are too long to the server, which answers 431', async () => {
  expect(await send(port, { path: `/graphql?query=${'x'.repeat(20_000)}` })).toMatchObject({ status: 431 })
  expect(await send(port, { path: '/health', headers: { x: 'y'.repeat(20_000) } })).toMatchObject({ status: 431 })
})

describe('documents', () => {
  const strict = { accept: 'application/graphql-response+json' }

  it('says what is wrong with a document or its operation', async () => {
    const cases: [object, string, RegExp][] = [
      [{ query: '{' }, 'GRAPHQL_PARSE_FAILED', /^Syntax Error/],
      [{ query: '' }, 'GRAPHQL_PARSE_FAILED', /^Syntax Error/],
      [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED', /Cannot query field "nothing"/],
      [{ query: 'type A { a: Int }' }, 'GRAPHQL_VALIDATION_FAILED', /not executable/],
      [{ query: 'query A { __typename }', operationName: 'B' }, 'BAD_USER_INPUT', /No operation is called "B".*"A"/],
      [{ query: 'query A { __typename } query B { __typename }' }, 'BAD_USER_INPUT', /holds 2 operations.*"A", "B"/],
      [{ query: 'subscription { changes { key } }' }, 'BAD_USER_INPUT', /answered as a stream of events/],
      [
        { query: 'query($n: Int!) { entities(first: $n) { totalCount } }', variables: { n: 'x' } },
        'BAD_USER_INPUT',
        /Variable "\$n" got invalid value "x"/,
      ],
      [
        { query: `{ ${'x'.repeat(100_000)} }` },
        'GRAPHQL_VALIDATION_FAILED',
        /^Cannot query field "x{200,} … x{200,}" on type "Query"\. .{0,700}$/,
      ],
    ]
    for (const [body, code, message] of cases) {
      const answer = await ask(app, body, strict)
      expect(answer.status).toBe(400)
      expect(answer.errors[0].extensions.code).toBe(code)
      expect(answer.errors[0].message).toMatch(message)
      expect((await ask(app, body)).status).toBe(200)
    }
  })

  it('finds a document by its hash once it has been sent, and trusted ones by their id', async () => {
    const query = '{ graph { factCount } }'
    const sha256Hash = hash('sha256', query)
    const extensions = { persistedQuery: { version: 1, sha256Hash } }
    const trusted = testApp(db, { documents: new Map([['front-page', query]]) }).app
    const first = await ask(trusted, { extensions })
    expect(first.errors).toEqual([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ])
    expect(await ask(trusted, { query, extensions })).toMatchObject({ data: { graph: { factCount: 0 } } })
    expect(await ask(trusted, { extensions })).toMatchObject({ data: { graph: { factCount: 0 } } })
    expect(await ask(trusted, { documentId: `sha256:${sha256Hash}` })).toMatchObject({ status: 200 })
    expect(await ask(trusted, { documentId: 'front-page' })).toMatchObject({ data: { graph: { factCount: 0 } } })
    const other = await ask(trusted, { query: '{ __typename }', extensions })
    expect(other).toMatchObject({ status: 400 })
    expect(other.errors[0].message).toContain('is not that of the document')
    for (const persistedQuery of [{ version: 2, sha256Hash }, { version: 1, sha256Hash: 'x' }, 7, {}]) {
      expect(await ask(trusted, { extensions: { persistedQuery } })).toMatchObject({ status: 400 })
    }
    expect((await ask(trusted, { documentId: 'unknown' })).errors[0].message).toContain('No document is known')
  })
})
