import { expect, test } from 'vitest'
import { makeKey } from '../src/access/key.ts'
import { openDatabase } from '../src/database/open.ts'
import { newKey } from './support/access.ts'
import { afterFile } from './support/after-file.ts'
import { urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { ask, testApp } from './support/http.ts'
import { findPort, startServer } from './support/server-process.ts'

const connection = await freshConnection()
const db = openDatabase(connection, { poolSize: 2 })
afterFile(() => db.close())

const who = { query: '{ viewer { role } }' }

async function post(url: string, body: object, headers: Record<string, string>) {
  const all = { 'content-type': 'application/json', ...headers }
  const response = await fetch(new URL('graphql', url), { method: 'POST', headers: all, body: JSON.stringify(body) })
  return { status: response.status, text: await response.text() }
}

test('a key that one server revokes is refused by another at once, and no log tells a key', {
  timeout: 120_000,
}, async () => {
  const env = { DATABASE_URL: urlOf(connection), LOG_LEVEL: 'trace' }
  const first = startServer(env)
  const firstUrl = await first.url
  const second = startServer({ ...env, DOSSIER_WORKERS: '2' })
  const secondUrl = await second.url
  const admin = await newKey(db, 'ADMIN')
  const { keyId, key, headers } = await newKey(db, 'CURATOR')
  for (const url of [firstUrl, secondUrl, secondUrl]) expect((await post(url, who, headers)).status).toBe(200)

  const revoke = { query: `mutation { revokeApiKey(input: { keyId: "${keyId}" }) { apiKey { revokedAt } } }` }
  expect((await post(firstUrl, revoke, admin.headers)).text).toMatch(/"revokedAt":"\d{4}/)
  // Each worker is asked.
  for (const url of [firstUrl, secondUrl, secondUrl, secondUrl, secondUrl]) {
    expect((await post(url, who, headers)).status).toBe(401)
  }
  const create = { query: 'mutation { createApiKey(input: { actor: "New", role: READER }) { key } }' }
  const { text } = await post(secondUrl, create, admin.headers)
  const made: string = JSON.parse(text).data.createApiKey.key
  expect((await post(firstUrl, who, { authorization: `Bearer ${made}` })).status).toBe(200)

  for (const server of [first, second]) {
    const { out, log } = server.printed()
    expect(log).toContain('"UNAUTHENTICATED"')
    for (const secret of [admin.key, key, made]) expect(out + log).not.toContain(secret.slice(-43))
  }
})

test('without the database, only those with a key are told that it is away, if no more is asked than the schema', async () => {
  const away = openDatabase({ host: '127.0.0.1', port: await findPort(), user: 'x', database: 'x' })
  afterFile(() => away.close())
  const { app, lines } = testApp(away)
  const schemaQuestion = { query: '{ __schema { queryType { name } } }' }
  expect((await ask(app, schemaQuestion)).status).toBe(200)
  const { status, errors } = await ask(app, schemaQuestion, { authorization: `Bearer ${makeKey().key}` })
  expect([status, errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE'])
  const page = await app.fetch('http://localhost/', { headers: { authorization: `Bearer ${makeKey().key}` } })
  expect(page.status).toBe(503)
  expect(lines.filter(({ level }) => (level as number) >= 50)).toEqual([])
})
