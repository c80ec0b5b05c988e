import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { pruneChanges } from '../src/history/prune.ts'
import { afterFile } from './support/after-file.ts'
import { createTestApp } from './support/app.ts'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { copyHarbour, edit, freshFolder } from './support/dataset.ts'
import { type FeedLine, Mirror } from './support/feed-mirror.ts'
import { listen, send, testApp } from './support/http.ts'

const connection = await freshConnection()
const db = openDatabase(connection, { poolSize: 4 })
afterFile(() => db.close())
const { app } = testApp(db)
const { ask, run } = commandLineHere(urlOf(connection))
const folder = copyHarbour()
const load = async () => await loadDataset(db, await readDatasetOrThrow(folder))

let staff = 40
async function change(): Promise<string> {
  edit(folder, 'facts/claims.yaml', `amount: ${staff}`, `amount: ${staff + 1}`)
  staff += 1
  return (await load()).revision
}

async function get(address: string) {
  const response = await app.fetch(`http://127.0.0.1${address}`)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as FeedLine)

const { revision: first } = await load()

describe('over HTTP', () => {
  test('a snapshot is canonical JSON, line by line, in one order', async () => {
    const { status, type, text } = await get('/snapshot.ndjson')
    expect([status, type]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    const [head, dataset] = text.split('\n')
    expect(head).toBe(`{"revision":"${first}"}`)
    expect(dataset).toBe(
      '{"content":{"language":"en","licence":"Made up for tests.","slug":"harbour","title":"Harbour Aid"},"dataset":"harbour","key":"harbour","type":"dataset"}',
    )
    expect(text.trimEnd().split('\n')).toHaveLength(22)
    expect((await get('/snapshot.ndjson')).text).toBe(text)
  })

  test('the feed after its revision gives the next one', async () => {
    const mirror = new Mirror((await get('/snapshot.ndjson')).text)
    await change()
    const revision = await change()
    const { status, text } = await get(`/changes.ndjson?after=${mirror.cursor}`)
    expect(status).toBe(200)
    const lines = linesOf(text)
    expect(lines.map(({ key, operation }) => [key, operation])).toEqual([
      ['harbour-staff', 'UPDATE'],
      ['harbour-staff', 'UPDATE'],
      [undefined, undefined],
    ])
    expect(lines.at(-1)).toEqual({ revision })
    for (const line of lines) mirror.apply(line)
    expect(mirror.snapshot()).toBe((await get('/snapshot.ndjson')).text)
    expect((await get(`/changes.ndjson?after=${lines[0]?.cursor}`)).text).toBe(text.slice(text.indexOf('\n') + 1))
    expect(linesOf((await get('/changes.ndjson')).text)).toHaveLength(24)
  })

  test('says what is wrong with a position before the first line', async () => {
    const broken = await get('/changes.ndjson?after=soon')
    expect(broken.status).toBe(400)
    expect(JSON.parse(broken.text).errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR', argument: 'after' } }])
    const gone = await get('/changes.ndjson?after=aaaaaaaaaaaa-1')
    expect(gone.status).toBe(410)
    expect(JSON.parse(gone.text).errors).toMatchObject([
      { message: expect.stringContaining('Take a new snapshot'), extensions: { code: 'GONE' } },
    ])
  })

  test('streams hold no connection when their caller has left, nor when nobody wants the body', async () => {
    const port = await listen(app)
    const head = await send(port, { path: '/snapshot.ndjson', method: 'HEAD' })
    expect([head.status, head.body.length]).toEqual([200, 0])
    for (let index = 0; index < 8; index += 1) {
      const leave = new AbortController()
      const response = await fetch(`http://127.0.0.1:${port}/snapshot.ndjson`, { signal: leave.signal })
      await response.body?.getReader().read()
      leave.abort()
    }
    expect((await get('/snapshot.ndjson')).status).toBe(200)
    const { rows } = await db.pool.query(`select from pg_stat_activity where state = 'idle in transaction'
      and datname = current_database()`)
    expect(rows).toEqual([])
  })
})

describe('on the command line', () => {
  test('a snapshot and the changes after it are the same as over HTTP', async () => {
    const snapshot = await run(['snapshot'])
    expect(snapshot).toEqual({ code: 0, err: '', out: (await get('/snapshot.ndjson')).text })
    const { cursor } = new Mirror(snapshot.out)
    await change()
    expect((await run(['changes', '--after', cursor])).out).toBe((await get(`/changes.ndjson?after=${cursor}`)).text)
  })

  test('they can be written into files', async () => {
    const file = path.join(freshFolder(), 'changes.ndjson')
    const { code, answer } = await ask(['changes', '--out', file])
    const text = await readFile(file, 'utf8')
    expect({ code, answer }).toEqual({ code: 0, answer: { ok: true, file, lines: text.trimEnd().split('\n').length } })
    const nowhere = await ask(['snapshot', '--out', path.join(folder, 'no/such/file')])
    expect(nowhere).toMatchObject({ code: 1, answer: { ok: false, error: { code: 'BAD_USER_INPUT' } } })
  })

  test.each([
    [['snapshot', '--json'], 2, 'say by --out FILE'],
    [['changes', '--after', 'soon'], 1, '--after is "soon", which is neither a cursor'],
    [['changes', '--after', 'aaaaaaaaaaaa-1'], 1, 'Take a new snapshot'],
    [['changes', 'prune', '--older-than', 'a year'], 2, '--older-than is "a year": a whole number of days'],
    [['changes', 'undo', 'yesterday'], 1, 'The log has no changes of revision "yesterday"'],
    [['changes', 'prune'], 2, "required option '--older-than <days>'"],
  ])('%j says what is wrong', async (args, code, message) => {
    const { err, out, ...rest } = await run(args)
    expect(rest).toEqual({ code })
    expect(`${out}${err}`).toContain(message)
  })
})

test('a revision can be undone on the command line', async () => {
  const before = (await get('/snapshot.ndjson')).text.split('\n').slice(1)
  await change()
  const { cursor: revision } = new Mirror((await get('/snapshot.ndjson')).text)
  const { code, answer } = await ask(['changes', 'undo', revision, '--actor', 'Ann'])
  expect({ code, answer }).toMatchObject({ code: 0, answer: { ok: true, undone: 1, revision: expect.any(String) } })
  expect((await get('/snapshot.ndjson')).text.split('\n').slice(1)).toEqual(before)
  const last = await db.prisma.change.findFirst({ orderBy: { number: 'desc' } })
  expect(last).toMatchObject({ actor: 'Ann', origin: 'PERSON' })
})

describe('removing the beginning of the log', () => {
  test('keeps the law for those who are not further behind, and tells the others', async () => {
    const old = new Mirror((await get('/snapshot.ndjson')).text)
    await change()
    await db.pool.query(`update change set at = at - interval '40 days'`)
    const kept = new Mirror((await get('/snapshot.ndjson')).text)
    await change()
    const { code, answer } = await ask(['changes', 'prune', '--older-than', '30'])
    expect({ code, answer }).toMatchObject({ code: 0, answer: { ok: true, keptFrom: kept.cursor } })

    for (const line of linesOf((await get(`/changes.ndjson?after=${kept.cursor}`)).text)) kept.apply(line)
    expect(kept.snapshot()).toBe((await get('/snapshot.ndjson')).text)
    expect((await get(`/changes.ndjson?after=${old.cursor}`)).status).toBe(410)
    const refused = await createTestApp(db).refusal(`{ changes(after: "${old.cursor}") { totalCount } }`)
    expect(refused.extensions.code).toBe('GONE')
    expect(linesOf((await get('/changes.ndjson')).text)).toHaveLength(2)
  })

  test('keeps the last revision, and does nothing twice', async () => {
    const [last] = linesOf((await get('/changes.ndjson')).text)
    expect(await pruneChanges(db, 0)).toMatchObject({ removed: 0 })
    const { revision } = await createTestApp(db)
      .get('{ graph { revision } }')
      .then(({ graph }) => graph)
    for (const position of [last?.cursor, revision]) {
      expect(linesOf((await get(`/changes.ndjson?after=${position}`)).text), position).toEqual([{ revision }])
    }
  })
})

test('after a restart of the database the feed goes on, in another epoch', async () => {
  const mirror = new Mirror((await get('/snapshot.ndjson')).text)
  // As the database does when it finds out that it was restarted.
  await db.pool.query(`update revision set seal = 'of another run'`)
  const revision = await change()
  expect(revision.split('-')[0]).not.toBe(mirror.cursor.split('-')[0])
  for (const line of linesOf((await get(`/changes.ndjson?after=${mirror.cursor}`)).text)) mirror.apply(line)
  expect(mirror.snapshot()).toBe((await get('/snapshot.ndjson')).text)
  // A reader of a graph that was put back to an earlier revision has seen what never happened here.
  const [epoch, number] = mirror.cursor.split('-')
  expect((await get(`/changes.ndjson?after=${epoch}-${Number(number) + 1}`)).status).toBe(410)
})
