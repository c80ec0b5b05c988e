import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { freshConnection, freshDatabase } from './support/database.ts'
import { ask, listen, send, sendRaw, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app, lines } = testApp(db)
const port = await listen(app)
const jsonType = { 'content-type': 'application/json' }
const countFacts = '/graphql?query={graph{factCount}}'

describe('addresses and methods', () => {
  it('tells that it lives, and whether it is ready', async () => {
    const health = await send(port, { path: '/health' })
    expect(health).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
    expect(health.json()).toEqual({ status: 'ok' })
    expect((await send(port, { path: '/ready' })).json()).toEqual({ status: 'ready' })
    const starting = await testApp(db, { ready: () => false }).app.fetch('http://localhost/ready')
    expect([starting.status, await starting.json()]).toEqual([503, { status: 'stopping' }])
  })

  it('is ready when all connections are in use, and tells those who wait in vain that it is busy', async () => {
    const busy = openDatabase({ ...(await freshConnection()), connectionTimeoutMillis: 100 }, { poolSize: 1 })
    onTestFinished(() => busy.close())
    const { app: full } = testApp(busy)
    const held = await busy.pool.connect()
    const answer = await ask(full, { query: '{ graph { factCount } }' })
    expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'OVERLOADED', retryAfter: 1 } }] })
    expect((await full.fetch('http://localhost/ready')).status).toBe(200)
    held.release()
    expect((await ask(full, { query: '{ graph { factCount } }' })).data).toEqual({ graph: { factCount: 0 } })
  })

  it('is not ready without a database, and says so in time', async () => {
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

it('writes one line for an operation, without what was asked', async () => {
  lines.length = 0
  const query = 'query Secretive($n: String) { entity(ref: { named: $n }) { id } }'
  await ask(app, { query, variables: { n: 'hidden words' } }, { cookie: 'session=hidden-token', 'x-request-id': 'r-1' })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ requestId: 'r-1', operation: 'Secretive', kind: 'query', status: 200, cost: 2 })
  expect(lines[0]?.statements).toBeGreaterThan(0)
  expect(JSON.stringify(lines)).not.toMatch(/hidden|select|session/i)
})
