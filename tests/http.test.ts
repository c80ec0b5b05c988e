import { gunzipSync, brotliDecompressSync } from 'node:zlib'
import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { ask, listen, send, sendRaw, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app, lines } = testApp(db)
const port = await listen(app)
const jsonType = { 'content-type': 'application/json' }
const countFacts = '/graphql?query={graph{factCount}}'
const introspect = '/graphql?query={__schema{types{name%20description}}}'

describe('addresses and methods', () => {
  it('tells that it lives, and whether it is ready', async () => {
    const health = await send(port, { path: '/health' })
    expect(health).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(health.json()).toEqual({ status: 'ok' })
    expect((await send(port, { path: '/ready' })).json()).toEqual({ status: 'ready' })
    const starting = await testApp(db, { ready: () => false }).app.fetch('http://localhost/ready')
    expect([starting.status, await starting.json()]).toEqual([503, { status: 'starting' }])
  })

  it('is not ready without a database, and says so in time', async () => {
    const { openDatabase } = await import('../src/database/open.ts')
    const gone = openDatabase({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' })
    const { app: lost } = testApp(gone)
    const answers = await Promise.all([1, 2, 3].map(() => lost.fetch('http://localhost/ready')))
    for (const answer of answers) expect([answer.status, await answer.json()]).toEqual([503, { status: 'no database' }])
    const asked = await ask(lost, { query: '{ graph { factCount } }' })
    expect(asked.errors[0].extensions.code).toBe('UNAVAILABLE')
    await gone.close()
  })

  it('answers HEAD as GET without a body', async () => {
    for (const path of ['/', '/health', countFacts]) {
      const get = await send(port, { path })
      const head = await send(port, { path, method: 'HEAD' })
      expect(head.status).toBe(200)
      expect(head.body).toHaveLength(0)
      expect(head.headers['content-length']).toBe(get.headers['content-length'])
      expect(head.headers.etag).toBe(get.headers.etag)
    }
  })

  it('refuses other methods and unknown addresses in JSON', async () => {
    const wrong = await send(port, { path: '/graphql', method: 'DELETE' })
    expect(wrong).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, POST, OPTIONS' } })
    expect(wrong.json().errors[0]).toMatchObject({ extensions: { code: 'BAD_REQUEST' } })
    expect(await send(port, { path: '/health', method: 'POST' })).toMatchObject({ status: 405 })
    for (const path of ['/nothing', '/constructor', '/__proto__', '/graphql/x', `/${'x'.repeat(8_000)}`]) {
      const unknown = await send(port, { path })
      expect(unknown.status).toBe(404)
      expect(unknown.json().errors[0].message).toContain('There is nothing at this address')
    }
  })

  it('gives every answer an id and safe headers', async () => {
    const given = await send(port, { path: '/health', headers: { 'x-request-id': 'trace-1:2' } })
    expect(given.headers['x-request-id']).toBe('trace-1:2')
    const unsound = await send(port, { path: '/nothing', headers: { 'x-request-id': 'a b"<script>' } })
    expect(unsound.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(unsound.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
  })
})

describe('who may ask', () => {
  it('answers 400 to a malformed Host, and 421 to a name that is not its own', async () => {
    for (const host of ['', ' ', 'a b', 'http://x', 'x:y', '[::1', 'x/..', '[', 'é', '%00', 'a@b']) {
      const answer = await sendRaw(port, `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).not.toMatch(/node_modules|\.ts|at /)
    }
    for (const host of ['localhost', 'LOCALHOST:4000', '127.0.0.1', '[::1]:80', 'app.localhost']) {
      expect(await send(port, { path: '/health', headers: { host } })).toMatchObject({ status: 200 })
    }
    const foreign = await send(port, { path: countFacts, headers: { host: 'evil.example' } })
    expect(foreign.status).toBe(421)
    expect(foreign.json().errors[0].message).toContain('not known as "evil.example"')
  })

  it('takes names that the configuration adds, and all names where it listens to all', async () => {
    const asked = async (config: object, host: string) =>
      (await testApp(db, { config }).app.fetch('http://localhost/health', { headers: { host } })).status
    expect(await asked({ allowedHosts: ['graph.example'] }, 'graph.example')).toBe(200)
    expect(await asked({ allowedHosts: ['*'] }, 'any.example')).toBe(200)
    expect(await asked({ host: '0.0.0.0' }, 'any.example')).toBe(200)
    expect(await asked({ host: '0.0.0.0', allowedHosts: ['graph.example'] }, 'any.example')).toBe(421)
  })

  it('refuses addresses that are not paths', async () => {
    for (const line of ['OPTIONS *', 'GET http://evil.example/graphql', 'GET graphql']) {
      expect(await sendRaw(port, `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 /,
      )
    }
  })

  it('lets pages of this machine read, and others only when they are allowed, never with credentials', async () => {
    const origin = async (name: string, allowedOrigins: string[] = []) => {
      const { app: one } = testApp(db, { config: { allowedOrigins } })
      const { headers } = await one.fetch('http://localhost/health', { headers: { origin: name } })
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      return [headers.get('access-control-allow-origin'), headers.get('vary')?.includes('Origin')]
    }
    expect(await origin('http://localhost:5173')).toEqual(['http://localhost:5173', true])
    expect(await origin('http://[::1]:3000')).toEqual(['http://[::1]:3000', true])
    for (const name of ['https://evil.example', 'http://localhost.evil.example', 'null', 'localhost', 'http://'])
      expect(await origin(name)).toEqual([null, true])
    expect(await origin('https://a.example', ['https://a.example'])).toEqual(['https://a.example', true])
    expect(await origin('https://b.example', ['https://a.example'])).toEqual([null, true])
    expect(await origin('https://b.example', ['*'])).toEqual(['*', false])
  })

  it('answers preflights', async () => {
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' }
    const answer = await send(port, { path: '/graphql', method: 'OPTIONS', headers })
    expect(answer).toMatchObject({ status: 204, body: Buffer.alloc(0) })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET, HEAD, POST',
    })
    expect(answer.headers['access-control-allow-headers']).toContain('content-type')
  })

  it('takes JSON only: what a form can send is refused', async () => {
    const body = '{"query":"{ __typename }"}'
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/json; charset=latin1',
      'text/plain; application/json',
    ]) {
      const answer = await send(port, { path: '/graphql', method: 'POST', headers: { 'content-type': type } }, body)
      expect(answer.status).toBe(415)
      expect(answer.json().errors[0].message).toContain(type.slice(0, 10))
    }
    expect(await send(port, { path: '/graphql', method: 'POST' }, body)).toMatchObject({ status: 415 })
    const packed = { ...jsonType, 'content-encoding': 'gzip' }
    expect(await send(port, { path: '/graphql', method: 'POST', headers: packed }, body)).toMatchObject({ status: 415 })
    const upper = { 'content-type': 'Application/JSON; Charset="UTF-8"' }
    expect(await send(port, { path: '/graphql', method: 'POST', headers: upper }, body)).toMatchObject({ status: 200 })
  })
})

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
      [{ query: 'subscription { a }' }, 'BAD_USER_INPUT', /answers no subscriptions/],
      [
        { query: 'query($n: Int!) { entities(first: $n) { totalCount } }', variables: { n: 'x' } },
        'BAD_USER_INPUT',
        /Variable "\$n" got invalid value "x"/,
      ],
      [{ query: `{ ${'x'.repeat(100_000)} }` }, 'GRAPHQL_VALIDATION_FAILED', /^.{2001}$/],
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

describe('delivery', () => {
  it('negotiates the media type', async () => {
    const typeFor = async (accept: string) => {
      const answer = await send(port, { path: countFacts, headers: { accept } })
      return answer.status === 200 ? answer.headers['content-type'] : answer.status
    }
    expect(await typeFor('*/*')).toBe('application/json; charset=utf-8')
    expect(await typeFor('application/*')).toBe('application/json; charset=utf-8')
    const strict = 'application/graphql-response+json; charset=utf-8'
    expect(await typeFor('application/graphql-response+json')).toBe(strict)
    expect(await typeFor('application/json;q=0.5, application/graphql-response+json')).toBe(strict)
    expect(await typeFor('application/json;q=0, */*;q=0.1')).toBe(strict)
    expect(await typeFor('text/event-stream')).toBe(406)
    expect(await typeFor('image/png, application/json;q=0')).toBe(406)
  })

  it('compresses as it is asked to', async () => {
    const plain = await send(port, { path: introspect })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const encoded = async (header: string) => {
      const { headers, body } = await send(port, { path: introspect, headers: { 'accept-encoding': header } })
      expect(headers.vary).toContain('Accept-Encoding')
      const encoding = headers['content-encoding']
      const unpacked = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
      expect(unpacked.equals(plain.body)).toBe(true)
      return encoding
    }
    expect(await encoded('gzip, deflate, br')).toBe('br')
    expect(await encoded('gzip')).toBe('gzip')
    expect(await encoded('br;q=0.1, gzip;q=0.9')).toBe('gzip')
    expect(await encoded('br;q=0, *')).toBe('gzip')
    expect(await encoded('identity;q=1, br;q=0.5')).toBeUndefined()
    expect(await encoded('deflate, nonsense;q=x')).toBeUndefined()
    const small = await send(port, { path: countFacts, headers: { 'accept-encoding': 'br' } })
    expect(small.headers['content-encoding']).toBeUndefined()
  })

  it('answers 304 to those who have the answer already', async () => {
    const first = await send(port, { path: introspect, headers: { 'accept-encoding': 'br' } })
    const etag = String(first.headers.etag)
    expect(first.headers['cache-control']).toBe('no-cache')
    const again = { 'accept-encoding': 'br', 'if-none-match': `"x", W/${etag}` }
    const second = await send(port, { path: introspect, headers: again })
    expect(second).toMatchObject({ status: 304, headers: { etag, vary: first.headers.vary } })
    expect(second.body).toHaveLength(0)
    const plain = await send(port, { path: introspect, headers: { 'if-none-match': etag } })
    expect(plain.status).toBe(200)
    expect(plain.headers.etag).not.toBe(etag)
    const posted = await ask(app, { query: '{ __typename }' })
    expect(posted.headers.get('etag')).toBeNull()
    expect(posted.headers.get('cache-control')).toBe('no-store')
    const failed = await send(port, {
      path: '/graphql?query={x}',
      headers: { accept: 'application/graphql-response+json' },
    })
    expect(failed).toMatchObject({ status: 400, headers: { 'cache-control': 'no-store' } })
  })
})

it('writes one line for an operation, without what was asked', async () => {
  lines.length = 0
  const query = 'query Secretive($n: String) { entity(ref: { named: $n }) { id } }'
  await ask(
    app,
    { query, variables: { n: 'hidden words' } },
    { authorization: 'Bearer hidden-token', 'x-request-id': 'r-1' },
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ requestId: 'r-1', operation: 'Secretive', kind: 'query', status: 200, cost: 2 })
  expect(lines[0]?.statements).toBeGreaterThan(0)
  expect(JSON.stringify(lines)).not.toMatch(/hidden|select|Bearer/i)
})
