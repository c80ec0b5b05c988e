import { expect, it } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { afterFile } from './support/after-file.ts'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const connection = await freshConnection()
const { run, ask: askCommand } = commandLineHere(urlOf(connection))
const db = openDatabase(connection, { poolSize: 2 })
afterFile(() => db.close())
const { app } = testApp(db)
const who = { query: '{ viewer { role actor { name isMachine } } }' }

it('makes a key, lists it and revokes it', async () => {
  const { code, out, err } = await run(['key', 'create', '--actor', 'Maria Rossi', '--role', 'admin'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const key = out.trim()
  expect(out).toMatch(/^dossier_[0-9a-f]{12}_[\w-]{43}\n$/)
  const headers = { authorization: `Bearer ${key}` }
  const viewer = { role: 'ADMIN', actor: { name: 'Maria Rossi', isMachine: false } }
  expect((await ask(app, who, headers)).data).toEqual({ viewer })

  const listed = await run(['key', 'list'])
  const [, id = ''] = key.split('_')
  expect(listed.out).toMatch(new RegExp(`^${id}  Maria Rossi  ADMIN  valid  +\\d{4}-\\d\\d-\\d\\d$`, 'm'))
  expect(listed.out).not.toContain(key.slice(-43))

  expect(await run(['key', 'revoke', id])).toEqual({
    code: 0,
    out: `The key ${id} of Maria Rossi is revoked.\n`,
    err: '',
  })
  expect((await ask(app, who, headers)).status).toBe(401)
  expect((await run(['key', 'list'])).out).toMatch(/revoked \d{4}/)
})

it('answers programs in JSON', async () => {
  const options = ['--machine', '--role', 'CONTRIBUTOR', '--label', 'nightly', '--expires', '2999-12-31']
  const { code, answer } = await askCommand(['key', 'create', '--actor', 'news-importer', ...options])
  expect(code).toBe(0)
  const key = {
    key: expect.stringMatching(/^dossier_/),
    keyId: expect.any(String),
    actor: { name: 'news-importer', isMachine: true },
    role: 'CONTRIBUTOR',
    label: 'nightly',
    createdAt: expect.any(String),
    createdBy: null,
    expiresAt: '3000-01-01T00:00:00.000Z',
    lastUsedOn: null,
    revokedAt: null,
  }
  expect(answer).toEqual({ ok: true, key })
  const { answer: listed } = await askCommand(['key', 'list'])
  const { key: _key, ...stored } = key
  expect((listed.keys as unknown[])[0]).toEqual(stored)
})

it.each([
  [
    ['create', '--actor', 'A', '--role', 'BOSS'],
    2,
    '--role is "BOSS", and must be one of READER, CONTRIBUTOR, CURATOR',
  ],
  [['create', '--role', 'ADMIN'], 2, "required option '-a, --actor <name>' not specified"],
  [['create', '--actor', 'A', '--role', 'ADMIN', '--expires', 'soon'], 2, '--expires is "soon"'],
  [['create', '--actor', 'A', '--role', 'ADMIN', '--expires', '2026-02-31'], 2, '--expires is "2026-02-31"'],
  [['create', '--actor', 'A', '--role', 'ADMIN', '--expires', '2001-01-01'], 1, 'which is in the past'],
  [['create', '--actor', 'a/b', '--role', 'ADMIN'], 1, '"a/b" cannot be the name of an actor'],
  [['create', '--actor', 'maria rossi', '--role', 'ADMIN'], 1, 'There is an actor "Maria Rossi" already'],
  [['revoke', 'nothing'], 1, 'No key has the id "nothing"'],
])('says what is wrong: key %j', async (args, code, message) => {
  const answer = await run(['key', ...args])
  expect({ code: answer.code, out: answer.out }).toEqual({ code, out: '' })
  expect(answer.err).toContain(message)
})
