import { beforeEach, expect, it } from 'vitest'
import { coalesced } from '../src/database/coalesced.ts'
import { readRevision } from '../src/database/revision.ts'
import { filledDatabase } from './support/database.ts'
import { ask, listen, send, type TestApp, testApp } from './support/http.ts'

const db = await filledDatabase()

const named = 'query Named($slug: String!) { entity(ref: { slug: $slug }) { summary } }'
const geneva = { query: named, variables: { slug: 'geneva' } }

let app: TestApp['app']
let lines: TestApp['lines']

function start(answerCache = 1_000_000): void {
  ;({ app, lines } = testApp(db, { config: { answerCache } }))
}
beforeEach(() => start())

/** Asks, and tells whether the answer was there already. */
async function isCached(body: object, headers?: Record<string, string>): Promise<boolean> {
  const { errors } = await ask(app, body, headers)
  expect(errors).toBeUndefined()
  return lines.at(-1)?.cached === true
}

async function change(summary: string): Promise<void> {
  await db.pool.query(`update entity set summary = $1 where slug = 'geneva'`, [summary])
}

it('gives an answer again while the graph stays the same', async () => {
  const first = await ask(app, geneva)
  const second = await ask(app, geneva)
  expect(second.data).toEqual(first.data)
  expect(lines).toMatchObject([
    { operation: 'Named', kind: 'query', statements: 1, status: 200 },
    { operation: 'Named', kind: 'query', cached: true, status: 200, cost: lines[0]?.cost },
  ])
  expect(lines[1]?.requestId).toBe(second.headers.get('x-request-id'))
  expect(lines[1]).not.toHaveProperty('statements')
})

it('never gives one that is no longer true', async () => {
  for (const summary of ['A city.', 'A city on a lake.', 'A city.']) {
    await change(summary)
    for (const cached of [false, true]) {
      expect((await ask(app, geneva)).data).toEqual({ entity: { summary } })
      expect(lines.at(-1)?.cached === true).toBe(cached)
    }
  }
})

it('sees what was committed before it was asked, however many ask at once', async () => {
  for (let round = 1; round <= 20; round += 1) {
    const others = Array.from({ length: 8 }, () => ask(app, geneva))
    await change(`Round ${round}`)
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(app, geneva)))
    for (const { data } of answers) expect(data).toEqual({ entity: { summary: `Round ${round}` } })
    await Promise.all(others)
  }
})

it('gives the answers of a restored graph, and none of the history that was lost', async () => {
  const summaryNow = async () => (await ask(app, geneva)).data
  await change('Dumped.')
  expect(await summaryNow()).toEqual({ entity: { summary: 'Dumped.' } })
  await db.pool.query('create table dump as select * from revision')
  await change('Lost.')
  expect(await summaryNow()).toEqual({ entity: { summary: 'Lost.' } })

  await db.pool.query(`
    begin;
    set local session_replication_role = replica;
    update entity set summary = 'Dumped.' where slug = 'geneva';
    delete from revision;
    insert into revision select * from dump;
    commit;
    drop table dump`)
  expect(await summaryNow()).toEqual({ entity: { summary: 'Dumped.' } })
  await change('Found.')
  expect(await summaryNow()).toEqual({ entity: { summary: 'Found.' } })
})

it('tells apart what is asked: document, variables, operation and media type', async () => {
  const both = `${named} query Other($slug: String!) { entity(ref: { slug: $slug }) { summary name } }`
  const long = `# ${'long '.repeat(1_000)}\n${named}`
  const asked = [
    geneva,
    { ...geneva, variables: { slug: 'venice' } },
    { ...geneva, query: `${named} ` },
    { ...geneva, query: long },
    { ...geneva, query: `${long} ` },
    { ...geneva, query: both, operationName: 'Named' },
    { ...geneva, query: both, operationName: 'Other' },
  ]
  for (const body of asked) expect(await isCached(body)).toBe(false)
  for (const body of asked) expect(await isCached(body)).toBe(true)
  const strict = { accept: 'application/graphql-response+json' }
  expect(await isCached(geneva, strict)).toBe(false)
  expect(await isCached(geneva, strict)).toBe(true)
})

it('keeps no errors, and no costs that were asked for', async () => {
  for (const slug of [undefined, 'a\0b']) {
    for (let time = 0; time < 2; time += 1) {
      expect((await ask(app, { ...geneva, variables: { slug } })).errors).toHaveLength(1)
      expect(lines.at(-1)).not.toHaveProperty('cached')
    }
  }
  const costly = { 'x-dossier-cost': '1' }
  for (const headers of [{}, costly, costly]) expect(await isCached(geneva, headers)).toBe(false)
  expect(await isCached(geneva)).toBe(true)
  expect((await ask(app, geneva, costly)).extensions).toEqual({ cost: { total: 2 } })
  expect((await ask(app, geneva)).extensions).toBeUndefined()
})

it('serves GET and POST, with a tag and compressed as each wants it', async () => {
  const port = await listen(app)
  const query = '{ entities(first: 50) { nodes { name summary } } }'
  const address = `/graphql?query=${encodeURIComponent(query)}`
  const plain = await send(port, { path: address })
  const again = await send(port, { path: address })
  expect(again.headers.etag).toBe(plain.headers.etag)
  expect(again.body.equals(plain.body)).toBe(true)
  const etag = String(plain.headers.etag)
  expect(await send(port, { path: address, headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })
  const posted = { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json' } }
  const packed = { ...posted, headers: { ...posted.headers, 'accept-encoding': 'gzip' } }
  const body = JSON.stringify({ query })
  expect((await send(port, posted, body)).body.equals(plain.body)).toBe(true)
  const [first, second] = [await send(port, packed, body), await send(port, packed, body)]
  expect(first.headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' })
  expect(second.body.equals(first.body)).toBe(true)
  expect(lines.map((line) => line.cached === true)).toEqual([false, true, true, true, true, true])
})

it('takes no more memory than it may, and none for 0', async () => {
  start(10_000)
  const numbered = (number: number) => ({ query: `{ a${number}: graph { factCount } }` })
  for (let number = 0; number < 30; number += 1) expect(await isCached(numbered(number))).toBe(false)
  expect(await isCached(numbered(29))).toBe(true)
  expect(await isCached(numbered(0))).toBe(false)
  const large = { query: '{ entities(first: 100) { nodes { name summary } } }' }
  for (let time = 0; time < 2; time += 1) expect(await isCached(large)).toBe(false)
  start(0)
  for (let time = 0; time < 2; time += 1) expect(await isCached(geneva)).toBe(false)
})

it('makes the answer anew where the revision cannot be read', async () => {
  expect(await isCached(geneva)).toBe(false)
  const client = await db.pool.connect()
  try {
    await client.query('begin; lock table revision in access exclusive mode')
    expect(await isCached(geneva)).toBe(false)
  } finally {
    await client.query('rollback')
    client.release()
  }
  expect(await isCached(geneva)).toBe(true)
})

it('asks for the revision once for all who ask meanwhile, and never tells an older one', async () => {
  const revision = coalesced(() => readRevision(db.prisma))
  const first = revision()
  const waiting = [revision(), revision(), revision()]
  expect(waiting[1]).toBe(waiting[0])
  expect(waiting[0]).not.toBe(first)
  const [epoch, number] = (await first).split('-')
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => `${epoch}-${number}`))
  await change('Something else.')
  expect(await revision()).toBe(`${epoch}-${Number(number) + 1}`)
})

it('tells the revision that an answer is at least as new as, however it was made', async () => {
  const address = `http://localhost/graphql?query=${encodeURIComponent('{ entity(ref: { slug: "geneva" }) { summary } }')}`
  const revisionOf = async (url: string, headers: Record<string, string> = {}) =>
    (await app.fetch(url, { headers })).headers.get('x-dossier-revision')
  for (const consistency of ['strong', 'session', 'relaxed'] as const) {
    for (const answerCache of [0, 1_000_000]) {
      ;({ app, lines } = testApp(db, { config: { answerCache, consistency } }))
      await change(`For ${consistency} with ${answerCache}`)
      const present = await readRevision(db.prisma)
      const first = await app.fetch(address)
      expect(first.headers.get('x-dossier-revision')).toBe(present)
      expect(await revisionOf(address)).toBe(present)
      expect(await revisionOf(address, { 'x-dossier-cost': '1' })).toBe(present)
      expect(await revisionOf(address, { 'if-none-match': first.headers.get('etag') ?? '' })).toBe(present)
      expect(await revisionOf(address, { 'x-dossier-revision': present })).toBe(present)
    }
  }
})

it('has no statement for each operation for the sake of the header alone', async () => {
  start(0)
  let statements = 0
  const count = () => {
    statements += 1
  }
  db.pool.on('acquire', count)
  const started = performance.now()
  for (let time = 0; time < 100; time += 1) await ask(app, geneva)
  db.pool.off('acquire', count)
  const seconds = (performance.now() - started) / 1000
  expect(statements).toBeLessThanOrEqual(102 + seconds)
})

it('keeps what depends on the schema alone, without asking the database', async () => {
  for (const answerCache of [0, 1_000_000]) {
    start(answerCache)
    for (const query of ['{ __typename }', '{ __schema { queryType { name } } __type(name: "Fact") { kind } }']) {
      expect(await isCached({ query })).toBe(false)
      expect(lines.at(-1)).toMatchObject({ statements: 0 })
      await change(`Something else than ${query}`)
      expect(await isCached({ query })).toBe(true)
    }
    const mixed = { query: '{ __typename graph { factCount } }' }
    await isCached(mixed)
    await change(`After ${answerCache}`)
    expect(await isCached(mixed)).toBe(false)
  }
})
