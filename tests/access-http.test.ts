import { describe, expect, it } from 'vitest'
import { makeKey } from '../src/access/key.ts'
import { readRevision } from '../src/database/revision.ts'
import { newKey } from './support/access.ts'
import { filledDatabase } from './support/database.ts'
import { ask, listen, send, testApp } from './support/http.ts'
import { eventually } from './support/server-process.ts'

const db = await filledDatabase()
const reader = await newKey(db, 'READER')
const admin = await newKey(db, 'ADMIN')
const question = { query: '{ graph { factCount } }' }
const who = { query: '{ viewer { role } }' }
const revoke = { query: 'mutation { revokeApiKey(input: { keyId: "x" }) { problems { code } } }' }
const wrong = () => ({ authorization: `Bearer ${makeKey().key}` })

describe('with DOSSIER_ANONYMOUS=off', () => {
  const { app } = testApp(db, { config: { anonymous: false, answerCache: 1_000_000 } })
  const get = (address: string, headers: Record<string, string> = {}) =>
    app.fetch(`http://localhost${address}`, { headers })

  /** Every address, and whether it shows the graph. */
  const addresses: Readonly<Record<string, boolean>> = {
    '/': true,
    '/changes': true,
    // Forms that ask nothing yet.
    '/compare': false,
    '/path': false,
    '/review': false,
    '/criticisms': true,
    '/datasets': true,
    '/documents': true,
    '/places': true,
    '/search?q=iom': true,
    '/topics': true,
    '/graphql?query={graph{factCount}}': true,
    '/graphql?query={__schema{queryType{name}}}': true,
    '/reconcile': true,
    '/reconcile/suggest/entity?prefix=i': true,
    '/reconcile/preview?id=united-nations': true,
    '/snapshot.ndjson': true,
    '/changes.ndjson': true,
    '/export/facts.csv': true,
    '/export/datapackage.json': true,
    '/schema.graphql': false,
    '/health': false,
    '/ready': false,
    '/metrics': false,
    '/favicon.ico': false,
    '/favicon.svg': false,
    '/docs/access.md': false,
  }

  it.each(Object.entries(addresses))('%s needs a key: %s', async (address, shows) => {
    const without = await get(address)
    expect(without.status).toBe(shows ? 401 : 200)
    const body = await without.text()
    if (shows) {
      expect(without.headers.get('www-authenticate')).toBe('Bearer')
      const isPage = without.headers.get('content-type')?.startsWith('text/html')
      if (isPage) expect(body).toContain('<h1>You may not see this</h1>')
      else expect(JSON.parse(body).errors[0].extensions.code).toBe('UNAUTHENTICATED')
    }
    const answered = await get(address, reader.headers)
    expect(answered.status).toBe(200)
    await answered.arrayBuffer()
    if (!shows) return
    expect(answered.headers.get('cache-control')).toMatch(/^private/)
    expect(answered.headers.get('vary')).toContain('Authorization')
    expect((await get(address, wrong())).status).toBe(401)
  })

  it('names every address of the server: a new one has to be added to the table', async () => {
    const { errors } = (await (await get('/nothing')).json()) as { errors: [{ message: string }] }
    const named = errors[0].message.match(/\/[\w.]*(?=[,. ]|$)/g)?.map((address) => address.replace(/\.$/, ''))
    const known = new Set(Object.keys(addresses).map((address) => address.split('?')[0]))
    expect(named?.filter((address) => !known.has(address))).toEqual([])
    expect(named).toEqual(expect.arrayContaining(['/', '/graphql', '/health']))
  })

  it('tells people in HTML, and shows the editor, which holds nothing of the graph', async () => {
    const accept = { accept: 'text/html' }
    const page = await get('/', accept)
    expect([page.status, page.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await page.text()).toContain('<h1>You may not see this</h1>')
    expect((await get('/graphql', accept)).status).toBe(200)
    expect(await (await get('/', { ...accept, ...reader.headers })).text()).toContain('What is in the graph')
  })

  it('gives a cached answer to nobody without a key', async () => {
    for (let time = 0; time < 2; time += 1) expect((await ask(app, question, reader.headers)).status).toBe(200)
    const { status, data } = await ask(app, question)
    expect({ status, data }).toEqual({ status: 401, data: undefined })
    const { headers } = await get('/graphql?query={graph{factCount}}', reader.headers)
    const etag = headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    expect((await get('/graphql?query={graph{factCount}}', { 'if-none-match': etag })).status).toBe(401)
    const again = await get('/graphql?query={graph{factCount}}', { ...reader.headers, 'if-none-match': etag })
    expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, no-cache'])
  })

  it('runs nothing of what is asked without a key', async () => {
    const { rows: before } = await db.pool.query('select count(*) from api_key where revoked_at is not null')
    const { status, data } = await ask(app, {
      query: `mutation { revokeApiKey(input: { keyId: "${reader.keyId}" }) { problems { code } } }`,
    })
    expect({ status, data }).toEqual({ status: 401, data: undefined })
    expect((await db.pool.query('select count(*) from api_key where revoked_at is not null')).rows).toEqual(before)
  })
})

describe('keys that are not valid', () => {
  it('are refused after twenty of a caller within a minute, without looking them up', async () => {
    const { app, lines } = testApp(db)
    for (let time = 0; time < 20; time += 1) expect((await ask(app, question, wrong())).status).toBe(401)
    let lookups = 0
    const count = () => {
      lookups += 1
    }
    db.pool.on('acquire', count)
    for (const headers of [wrong(), { authorization: 'Bearer x' }]) {
      const { status, headers: sent, errors } = await ask(app, question, headers)
      expect(status).toBe(429)
      expect(Number(sent.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(sent.get('retry-after'))).toBeLessThanOrEqual(60)
      expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
    }
    db.pool.off('acquire', count)
    expect(lookups).toBe(0)
    expect(lines.at(-1)).toMatchObject({ status: 429, errors: ['RATE_LIMITED'] })
    expect((await ask(app, question)).status).toBe(200)
  })

  it('of one caller leave alone others, and those whose key was valid before', async () => {
    const { app } = testApp(db, { config: { proxies: 1 } })
    const port = await listen(app)
    const statusOf = async (address: string, headers: object) => {
      const all = { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers }
      return (await send(port, { method: 'POST', path: '/graphql', headers: all }, JSON.stringify(who))).status
    }
    expect(await statusOf('192.0.2.1', reader.headers)).toBe(200)
    for (let time = 0; time < 20; time += 1) expect(await statusOf('192.0.2.1', wrong())).toBe(401)
    expect(await statusOf('192.0.2.1', wrong())).toBe(429)
    expect(await statusOf('192.0.2.1', admin.headers)).toBe(429)
    expect(await statusOf('192.0.2.1', reader.headers)).toBe(200)
    expect(await statusOf('192.0.2.2', admin.headers)).toBe(200)
    expect(await statusOf('192.0.2.2', wrong())).toBe(401)
  })

  it('that come all at once are looked up little more than twenty times', async () => {
    const { app } = testApp(db)
    let lookups = 0
    const count = () => {
      lookups += 1
    }
    db.pool.on('acquire', count)
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await ask(app, who, wrong())).status))
    db.pool.off('acquire', count)
    expect(lookups).toBeGreaterThanOrEqual(20)
    expect(lookups).toBeLessThan(25)
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
  })

  it('do not hold back valid ones that come all at once', async () => {
    const { app } = testApp(db)
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async () => (await ask(app, who, reader.headers)).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})

describe('the cache', () => {
  it('gives answers about the graph to everybody, with and without a key', async () => {
    const { app, lines } = testApp(db, { config: { answerCache: 1_000_000 } })
    const first = await ask(app, question, admin.headers)
    expect((await ask(app, question)).data).toEqual(first.data)
    expect((await ask(app, question, reader.headers)).data).toEqual(first.data)
    expect(lines.map(({ cached }) => cached === true)).toEqual([false, true, true])
  })

  const actor = Buffer.from(`Actor:${admin.actor.name}`).toString('base64url')
  it.each([
    ['who asks', '{ viewer { role actor { name } } }'],
    ['who asks, beside the graph', '{ graph { factCount } viewer { role } }'],
    ['a node that only some may see', `{ node(id: "${actor}") { id } }`],
    ['nodes, one of which only some may see', `{ nodes(ids: ["${actor}"]) { id } }`],
    ['what only admins may see', '{ apiKeys { totalCount } }'],
  ])('keeps nothing that depends on %s', async (_what, query) => {
    const { app, lines } = testApp(db, { config: { answerCache: 1_000_000 } })
    const address = `http://localhost/graphql?query=${encodeURIComponent(query)}`
    const answers: string[] = []
    for (const headers of [admin.headers, reader.headers, {}, reader.headers, admin.headers]) {
      const response = await app.fetch(address, { headers: headers as Record<string, string> })
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      expect(response.headers.get('vary')).toContain('Authorization')
      expect(response.headers.get('etag')).toBeNull()
      answers.push(await response.text())
    }
    expect(lines.filter(({ cached }) => cached === true)).toEqual([])
    const [byAdmin, byReader, byNobody, byReaderAgain, byAdminAgain] = answers
    expect([byReaderAgain, byAdminAgain]).toEqual([byReader, byAdmin])
    expect(byAdmin).not.toBe(byReader)
    expect(byAdmin).not.toBe(byNobody)
  })

  it('keeps the answer of no mutation', async () => {
    const { app, lines } = testApp(db, { config: { answerCache: 1_000_000 } })
    for (let time = 0; time < 2; time += 1) {
      const { headers, data } = await ask(app, revoke, admin.headers)
      expect(data.revokeApiKey.problems).toEqual([{ code: 'NOT_FOUND' }])
      expect(headers.get('cache-control')).toBe('private, no-store')
    }
    expect(lines.filter(({ cached }) => cached === true)).toEqual([])
  })
})

describe('a mutation over HTTP', () => {
  const { app } = testApp(db)
  const post = (headers: Record<string, string>, body: string, address = '/graphql') =>
    app.fetch(`http://localhost${address}`, { method: 'POST', headers: { ...admin.headers, ...headers }, body })
  const json = { 'content-type': 'application/json' }

  it('is refused by GET', async () => {
    const address = `http://localhost/graphql?query=${encodeURIComponent(revoke.query)}`
    const response = await app.fetch(address, { headers: admin.headers })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
  ])('is refused as %s, which pages can send without a preflight', async (type) => {
    expect((await post({ 'content-type': type }, JSON.stringify(revoke))).status).toBe(415)
  })

  it('is refused under another name of the server', async () => {
    expect((await post({ ...json, host: 'evil.example' }, JSON.stringify(revoke))).status).toBe(421)
  })

  it('can be read by pages of allowed origins alone, which may send a key and no cookies', async () => {
    const open = testApp(db, { config: { allowedOrigins: ['https://good.example'] } }).app
    for (const [origin, allowed] of [
      ['https://good.example', 'https://good.example'],
      ['https://evil.example', null],
    ] as const) {
      const preflight = await open.fetch('http://localhost/graphql', { method: 'OPTIONS', headers: { origin } })
      expect(preflight.headers.get('access-control-allow-origin')).toBe(allowed)
      expect(preflight.headers.get('access-control-allow-headers')?.split(', ')).toContain('authorization')
      expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
      const { headers } = await ask(open, who, { origin, ...reader.headers })
      expect(headers.get('access-control-allow-origin')).toBe(allowed)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      expect(headers.get('vary')).toMatch(/Authorization.*Origin|Origin.*Authorization/)
    }
  })

  it('is checked and limited as queries are', async () => {
    const of = async (query: string) => (await ask(app, { query }, admin.headers)).errors?.[0].extensions.code
    expect(await of('mutation { nothing }')).toBe('GRAPHQL_VALIDATION_FAILED')
    const many = Array.from({ length: 101 }, (_, index) => `a${index}: revokeApiKey(input: { keyId: "x" }) { key }`)
    expect(await of(`mutation { ${many.join(' ')} }`)).toBe('TOO_COMPLEX')
  })

  it('tells a revision that holds what it did', async () => {
    await db.pool.query(`update entity set summary = 'Changed.' where slug = 'geneva'`)
    const { headers } = await ask(app, revoke, admin.headers)
    expect(headers.get('x-dossier-revision')).toBe(await readRevision(db.prisma))
  })

  it('is not done if its key was revoked while it waited', async () => {
    const { app: busy } = testApp(db, { config: { operationTimeout: 60_000 } })
    const { keyId, headers } = await newKey(db, 'ADMIN')
    const { keyId: victim } = await newKey(db, 'READER')
    const client = await db.pool.connect()
    await client.query('begin; lock table mutation_result in access exclusive mode')
    const first = ask(
      busy,
      { query: 'mutation { revokeApiKey(input: { keyId: "x", clientMutationId: "holds" }) { key } }' },
      admin.headers,
    )
    const isHeld = async () => {
      await client.query('select pg_stat_clear_snapshot()')
      return (
        (
          await client.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).rowCount === 1
      )
    }
    let second: ReturnType<typeof ask> | undefined
    try {
      await eventually('the first waits for the lock', isHeld)
      second = ask(busy, { query: `mutation { revokeApiKey(input: { keyId: "${victim}" }) { key } }` }, headers)
      // The second has been let in by then, and waits for the first.
      for (let time = 0; time < 20; time += 1) await ask(busy, who, headers)
      await client.query('update api_key set revoked_at = now() where key_id = $1', [keyId])
    } finally {
      await client.query('commit')
      client.release()
    }
    expect((await first).errors).toBeUndefined()
    const { status, errors } = (await second) ?? {}
    expect([status, errors?.[0].message]).toEqual([401, expect.stringContaining('was revoked')])
    expect(await db.prisma.apiKey.findUnique({ where: { keyId: victim } })).toMatchObject({ revokedAt: null })
  })

  it('leaves places to those who read, however many wait', async () => {
    const { app: busy, lines } = testApp(db, { config: { poolSize: 3, operationTimeout: 60_000 } })
    const client = await db.pool.connect()
    await client.query('begin; lock table mutation_result in access exclusive mode')
    const waiting = Array.from({ length: 50 }, async (_, index) => {
      const input = `{ keyId: "x", clientMutationId: "waits-${index}" }`
      return await ask(busy, { query: `mutation { revokeApiKey(input: ${input}) { key } }` }, admin.headers)
    })
    try {
      // The first has its place by then.
      for (let time = 0; time < 20; time += 1)
        expect((await ask(busy, question)).data.graph.factCount).toBeGreaterThan(0)
      const answered = lines.map(({ kind }) => kind)
      expect(answered).toEqual(answered.map(() => 'query'))
    } finally {
      await client.query('rollback')
      client.release()
    }
    for (const { errors } of await Promise.all(waiting)) expect(errors).toBeUndefined()
  })
})

it('says nothing of keys in logs, errors and metrics', async () => {
  const { app, lines } = testApp(db)
  const { key } = await newKey(db, 'ADMIN')
  const unknown = makeKey().key
  const made = await ask(
    app,
    { query: 'mutation { createApiKey(input: { actor: "Silent", role: READER }) { key } }' },
    { authorization: `Bearer ${key}` },
  )
  const texts = [lines]
  for (const authorization of [`Bearer ${key}`, `Bearer ${unknown}`, unknown, `Basic ${unknown}`]) {
    for (const body of [question, who, { query: '{ nothing }' }, { query: '{' }]) {
      const { errors, extensions, headers } = await ask(app, body, { authorization })
      texts.push(errors, extensions, [...headers])
    }
    for (const path of ['/', '/metrics', '/nothing']) {
      const response = await app.fetch(`http://localhost${path}`, { headers: { authorization } })
      texts.push([(await response.text()) as never, [...response.headers] as never])
    }
  }
  const written = JSON.stringify(texts)
  expect(written.length).toBeGreaterThan(10_000)
  for (const secret of [key, unknown, made.data.createApiKey.key]) {
    expect(written).not.toContain(secret.slice(-43))
    expect(written).not.toContain(secret.slice(-43, -20))
  }
})
