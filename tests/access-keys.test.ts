import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { keyDigest, makeKey } from '../src/access/key.ts'
import { readsFrom } from '../src/database/replica/reads.ts'
import { readRevision } from '../src/database/revision.ts'
import { newKey } from './support/access.ts'
import { freshDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app } = testApp(db)
/** Another server on the same database. */
const { app: other } = testApp(db)

const who = { query: '{ viewer { role } }' }
const admin = await newKey(db, 'ADMIN', { actor: 'Root' })

/** Asks in a way that no earlier failure can hold back. */
const fresh = () => testApp(db).app

async function attempt(authorization: string, by = fresh()) {
  return await ask(by, who, { authorization })
}

const create = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    key clientMutationId
    apiKey { keyId actor { name isMachine } role label createdBy { name } expiresAt lastUsedOn revokedAt }
    problems { ordinal path code message suggestions }
  }
}`
const revoke = `mutation ($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) { key apiKey { keyId revokedAt } problems { path code message } }
}`

async function createBy(input: object) {
  const { data, errors } = await ask(app, { query: create, variables: { input } }, admin.headers)
  expect(errors).toBeUndefined()
  return data.createApiKey
}

async function revokeBy(keyId: string) {
  const { data, errors } = await ask(app, { query: revoke, variables: { input: { keyId } } }, admin.headers)
  expect(errors).toBeUndefined()
  return data.revokeApiKey
}

describe('a key', () => {
  it('has 256 random bits, and a form that scanners can find', () => {
    const made = Array.from({ length: 200 }, makeKey)
    for (const { key, keyId, digest } of made) {
      expect(key).toMatch(/^dossier_[0-9a-f]{12}_[\w-]{43}$/)
      expect(key.split('_')[1]).toBe(keyId)
      expect(digest).toBe(keyDigest(key))
    }
    expect(new Set(made.flatMap(({ key, keyId }) => [key, keyId])).size).toBe(400)
  })

  it('is not in the database', async () => {
    const { key } = await newKey(db, 'CURATOR')
    const { rows } = await db.pool.query<{ row: string }>(`
      select api_key::text as row from api_key union all select actor::text from actor
      union all select mutation_result::text from mutation_result`)
    const secret = key.slice(-43)
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([])
  })

  it('may be written with any case of its scheme', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
      expect(await attempt(`${scheme} ${admin.key}`)).toMatchObject({
        status: 200,
        data: { viewer: { role: 'ADMIN' } },
      })
    }
  })

  const changed = (key: string) => key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')
  it.each([
    ['nothing', ''],
    ['the scheme alone', 'Bearer'],
    ['no scheme', admin.key],
    ['another scheme', `Basic ${Buffer.from(`a:${admin.key}`).toString('base64')}`],
    ['two keys', `Bearer ${admin.key} ${admin.key}`],
    ['a comma', `Bearer ${admin.key}, Bearer ${admin.key}`],
    ['something else', 'Bearer eyJhbGciOiJIUzI1NiJ9.e30.x'],
    ['no prefix', `Bearer ${admin.key.slice('dossier_'.length)}`],
    ['another letter', `Bearer ${changed(admin.key)}`],
    ['another id', `Bearer dossier_${'0'.repeat(12)}_${admin.key.slice(-43)}`],
    ['too little', `Bearer ${admin.key.slice(0, -1)}`],
    ['too much', `Bearer ${admin.key}x`],
    ['quotes', `Bearer "${admin.key}"`],
    ['SQL', `Bearer dossier_' or true --`],
    ['very much', `Bearer dossier_${'x'.repeat(7_000)}`],
    ['letters beyond ASCII', 'Bearer dossier_\u00e9'],
    ['its digest', `Bearer ${keyDigest(admin.key)}`],
    ['an unknown one', `Bearer ${makeKey().key}`],
  ])('is refused with %s, and not repeated', async (_what, header) => {
    const { status, headers, data, errors } = await attempt(header)
    expect({ status, data }).toEqual({ status: 401, data: undefined })
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    const [, secret = header] = /_([\w-]{20,})/.exec(header) ?? []
    if (secret.length > 6) expect(JSON.stringify(errors)).not.toContain(secret.slice(0, 20))
  })

  it('that has expired is refused', async () => {
    const { key, keyId } = await newKey(db, 'CURATOR', { expiresAt: new Date(Date.now() + 60_000) })
    expect((await attempt(`Bearer ${key}`)).status).toBe(200)
    await db.pool.query(`update api_key set expires_at = now() where key_id = $1`, [keyId])
    const { status, errors } = await attempt(`Bearer ${key}`)
    expect([status, errors[0].message]).toEqual([401, expect.stringContaining('has expired')])
  })

  it('notes the day of its last use, once', async () => {
    const { key, keyId } = await newKey(db, 'READER')
    const read = async () =>
      (
        await db.pool.query<{ day: string | null; is_today: boolean; version: string }>(
          `select last_used_on::text as day, last_used_on = current_date as is_today, xmin::text as version
          from api_key where key_id = $1`,
          [keyId],
        )
      ).rows[0]
    expect(await read()).toMatchObject({ day: null })
    await attempt(`Bearer ${key}`)
    const first = await read()
    expect(first).toMatchObject({ is_today: true })
    await attempt(`Bearer ${key}`)
    expect(await read()).toEqual(first)
    await db.pool.query(`update api_key set last_used_on = current_date - 1 where key_id = $1`, [keyId])
    await attempt(`Bearer ${key}`)
    expect(await read()).toMatchObject({ is_today: true })
  })
})

describe('revoking', () => {
  it('holds at once on every server, however busy they are', async () => {
    const { key, keyId, headers } = await newKey(db, 'CONTRIBUTOR')
    for (const server of [app, other]) expect((await ask(server, who, headers)).status).toBe(200)
    const busy = Array.from({ length: 30 }, async (_, index) => await ask(index % 2 ? app : other, who, headers))
    expect(await revokeBy(keyId)).toMatchObject({ apiKey: { keyId, revokedAt: expect.any(String) }, problems: [] })
    for (const server of [app, other, app, other]) {
      const { status, errors } = await ask(server, who, headers)
      expect([status, errors[0].message]).toEqual([401, expect.stringContaining('was revoked')])
    }
    await Promise.all(busy)
    expect((await attempt(`Bearer ${key}`)).status).toBe(401)
  })

  it('again changes nothing', async () => {
    const { keyId } = await newKey(db, 'CONTRIBUTOR')
    const first = await revokeBy(keyId)
    expect(await revokeBy(keyId)).toEqual(first)
  })

  it.each(['unknown', '', '%', "' or true --", 'x'.repeat(500)])('of no key is a problem: %j', async (keyId) => {
    const { apiKey, problems } = await revokeBy(keyId)
    expect(apiKey).toBeNull()
    expect(problems).toMatchObject([{ path: ['keyId'], code: 'NOT_FOUND' }])
  })

  it('by a key in place of its id is refused without repeating it', async () => {
    const { key } = await newKey(db, 'CONTRIBUTOR')
    const { problems } = await revokeBy(key)
    expect(problems).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('a key and not its id') }])
    expect(JSON.stringify(problems)).not.toContain(key.slice(-43))
    expect((await attempt(`Bearer ${key}`)).status).toBe(200)
  })
})

describe('createApiKey', () => {
  it('makes a key that works, and shows it once', async () => {
    const input = { actor: 'Ada Lovelace', role: 'CURATOR', label: ' her laptop ', expiresAt: '2999-01-01' }
    const { key, apiKey, problems } = await createBy(input)
    expect({ apiKey, problems }).toEqual({
      apiKey: {
        keyId: key.split('_')[1],
        actor: { name: 'Ada Lovelace', isMachine: false },
        role: 'CURATOR',
        label: 'her laptop',
        createdBy: { name: 'Root' },
        expiresAt: '2999-01-01T00:00:00.000Z',
        lastUsedOn: null,
        revokedAt: null,
      },
      problems: [],
    })
    expect((await attempt(`Bearer ${key}`)).data).toEqual({ viewer: { role: 'CURATOR' } })
  })

  it('gives an actor any number of keys', async () => {
    const one = await createBy({ actor: 'Twice', role: 'READER' })
    const two = await createBy({ actor: 'Twice', role: 'ADMIN' })
    expect(one.apiKey.actor).toEqual(two.apiKey.actor)
    expect((await attempt(`Bearer ${one.key}`)).data.viewer.role).toBe('READER')
    expect((await attempt(`Bearer ${two.key}`)).data.viewer.role).toBe('ADMIN')
  })

  it.each([
    [{ actor: '' }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: 'a/b' }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: 'a:b' }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: '<b>' }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: 'a\u202eb' }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: 'x'.repeat(101) }, 'actor', 'BAD_USER_INPUT'],
    [{ actor: 'root' }, 'actor', 'CONFLICT'],
    [{ actor: 'Root', isMachine: true }, 'isMachine', 'CONFLICT'],
    [{ expiresAt: '2001-01-01' }, 'expiresAt', 'BAD_USER_INPUT'],
    [{ label: 'x'.repeat(201) }, 'label', 'BAD_USER_INPUT'],
  ])('says what is wrong with %j', async (wrong, path, code) => {
    const { key, apiKey, problems } = await createBy({ actor: 'Somebody', role: 'READER', ...wrong })
    expect({ key, apiKey }).toEqual({ key: null, apiKey: null })
    expect(problems).toMatchObject([{ ordinal: null, path: [path], code, message: expect.stringMatching(/\w.*\.$/) }])
  })

  it('makes one key when it is repeated, and shows it to the first alone', async () => {
    const input = { actor: 'Careful', role: 'READER', clientMutationId: 'once' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => createBy(input)))
    expect(answers.filter(({ key }) => key !== null)).toHaveLength(1)
    expect(new Set(answers.map(({ apiKey }) => apiKey.keyId)).size).toBe(1)
    expect(answers.map(({ clientMutationId }) => clientMutationId)).toEqual(answers.map(() => 'once'))
    const changed = { ...input, role: 'ADMIN' }
    const { data, errors } = await ask(app, { query: create, variables: { input: changed } }, admin.headers)
    expect(data).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'clientMutationId' } }])
  })

  it('is done in order, and each mutation sees what those before it did', async () => {
    const { keyId } = await newKey(db, 'READER')
    const query = `mutation ($id: String!) {
      a: createApiKey(input: { actor: "Serial", role: READER }) { ...Shown }
      b: revokeApiKey(input: { keyId: $id }) { ...Shown }
      c: createApiKey(input: { actor: "Serial", role: ADMIN, expiresAt: "2001-01-01" }) { ...Shown }
      d: createApiKey(input: { actor: "Serial", role: CURATOR }) { ...Shown }
    }
    fragment Shown on ApiKeyPayload { apiKey { role revokedAt } problems { code } }`
    const { data, errors } = await ask(app, { query, variables: { id: keyId } }, admin.headers)
    expect(errors).toBeUndefined()
    expect(data).toEqual({
      a: { apiKey: { role: 'READER', revokedAt: null }, problems: [] },
      b: { apiKey: { role: 'READER', revokedAt: expect.any(String) }, problems: [] },
      c: { apiKey: null, problems: [{ code: 'BAD_USER_INPUT' }] },
      d: { apiKey: { role: 'CURATOR', revokedAt: null }, problems: [] },
    })
  })
})

it('a mutation shows what it did, also where one before it in the document has read the same', async () => {
  const input = '{ actor: "Reread", role: READER, clientMutationId: "reread" }'
  const { data } = await ask(
    app,
    { query: `mutation { createApiKey(input: ${input}) { apiKey { keyId } } }` },
    admin.headers,
  )
  const { keyId } = data.createApiKey.apiKey
  const query = `mutation {
    before: createApiKey(input: ${input}) { ...Shown }
    after: revokeApiKey(input: { keyId: "${keyId}" }) { ...Shown }
  }
  fragment Shown on ApiKeyPayload { apiKey { keyId revokedAt } }`
  const { data: shown } = await ask(app, { query }, admin.headers)
  expect(shown.before.apiKey).toEqual({ keyId, revokedAt: null })
  expect(shown.after.apiKey).toEqual({ keyId, revokedAt: expect.any(String) })
})

it('keys are looked up, and mutations run, in the primary database, wherever questions are answered', async () => {
  const elsewhere = await freshDatabase()
  const { app: replicated } = testApp(db, { reads: readsFrom(elsewhere) })
  expect((await ask(replicated, who, admin.headers)).data).toEqual({ viewer: { role: 'ADMIN' } })
  const count = async () => (await ask(replicated, { query: '{ apiKeys { totalCount } }' }, admin.headers)).data.apiKeys
  expect(await count()).toEqual({ totalCount: 0 })
  const input = { actor: 'On the primary', role: 'READER' }
  const { data, headers } = await ask(replicated, { query: create, variables: { input } }, admin.headers)
  expect(data.createApiKey.apiKey.actor.name).toBe('On the primary')
  expect(headers.get('x-dossier-revision')).toBe(await readRevision(db.prisma))
  expect(await count()).toEqual({ totalCount: 0 })
  const { rows } = await elsewhere.pool.query('select 1 from actor')
  expect(rows).toEqual([])
})

it('docs/access.md shows questions that are answered', async () => {
  const page = await readFile(new URL('../docs/access.md', import.meta.url), 'utf8')
  const documents = [...page.matchAll(/```graphql admin\n([\s\S]*?)```/g)].map((match) => match[1])
  expect(documents.length).toBeGreaterThan(1)
  for (const query of documents) {
    const { data, errors } = await ask(app, { query }, admin.headers)
    expect(errors).toBeUndefined()
    for (const { problems = [] } of Object.values(data) as { problems?: unknown[] }[]) expect(problems).toEqual([])
  }
})

it('apiKeys lists the keys page by page, the newest first, for admins alone', async () => {
  const query =
    '{ apiKeys(first: 2) { totalCount pageInfo { hasNextPage } nodes { keyId lastUsedOn createdBy { name } } } }'
  const newest = await newKey(db, 'READER')
  const { data } = await ask(app, { query }, admin.headers)
  expect(data.apiKeys).toMatchObject({
    pageInfo: { hasNextPage: true },
    nodes: [{ keyId: newest.keyId, createdBy: null }, {}],
  })
  expect(data.apiKeys.totalCount).toBeGreaterThan(10)
  const { data: used } = await ask(app, { query: '{ apiKeys(last: 1) { nodes { keyId lastUsedOn } } }' }, admin.headers)
  expect(used.apiKeys.nodes).toEqual([{ keyId: admin.keyId, lastUsedOn: new Date().toISOString().slice(0, 10) }])
  for (const role of ['READER', 'CONTRIBUTOR', 'CURATOR'] as const) {
    const { errors } = await ask(app, { query }, (await newKey(db, role)).headers)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
  }
  expect((await ask(app, { query })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
})
