import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Registry } from '@prometheus-io/client'
import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import type { ErrorCode } from '../src/errors.ts'
import { filledDatabase, freshConnection } from './support/database.ts'
import { ask, listen, send, type TestApp, testApp } from './support/http.ts'

const db = await filledDatabase()

const trusted = 'query FrontPage { graph { factCount } }'
const untrusted = 'query FrontPage { graph { __typename factCount } }'

/** An app with one trusted document. */
function start(config: Parameters<typeof testApp>[1] = {}, on: Database = db): TestApp['app'] {
  return testApp(on, { documents: new Map([['front', trusted]]), ...config }).app
}

async function scrape(app: TestApp['app']): Promise<string> {
  const response = await app.fetch('http://localhost/metrics')
  expect(response.status).toBe(200)
  return await response.text()
}

/** The value of a sample, named as the text shows it; undefined if it is not there. */
function sample(text: string, name: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length))
}

const countOf = (operation: string, outcome: 'ok' | 'cached' | 'gone' | ErrorCode) =>
  `dossier_operation_duration_seconds_count{operation="${operation}",outcome="${outcome}"}`

describe('operations', () => {
  it('are counted by the names of trusted documents, and by nothing else that callers write', async () => {
    const app = start()
    await ask(app, { documentId: 'front' })
    await ask(app, { query: trusted })
    await ask(app, { query: untrusted })
    await ask(app, { query: '{ graph { factCount } }' })
    await ask(app, { query: trusted, operationName: 'Invented' })
    await ask(app, { query: '{ graph {', operationName: 'Invented' })
    await ask(app, 'not JSON')
    const text = await scrape(app)
    expect(sample(text, countOf('FrontPage', 'ok'))).toBe(2)
    expect(sample(text, countOf('other', 'ok'))).toBe(1)
    expect(sample(text, countOf('anonymous', 'ok'))).toBe(1)
    expect(sample(text, countOf('other', 'BAD_USER_INPUT'))).toBe(1)
    expect(sample(text, countOf('other', 'GRAPHQL_PARSE_FAILED'))).toBe(1)
    expect(sample(text, countOf('other', 'BAD_REQUEST'))).toBe(1)
    expect(text).not.toContain('Invented')
    expect(sample(text, 'dossier_operation_statements_total{operation="FrontPage"}')).toBe(2)
    expect(sample(text, 'dossier_operation_cost_total{operation="FrontPage"}')).toBe(4)
  })

  it('are told apart by how they end', async () => {
    const app = start({ config: { answerCache: 1_000_000, maxCost: 1_000 } })
    await ask(app, { query: trusted })
    await ask(app, { query: trusted })
    await ask(app, { query: 'query { graph { nothing } }' })
    await ask(app, { query: '{ facts(first: 100) { nodes { evidence { id } } } }' })
    const text = await scrape(app)
    expect(sample(text, countOf('FrontPage', 'ok'))).toBe(1)
    expect(sample(text, countOf('FrontPage', 'cached'))).toBe(1)
    expect(sample(text, countOf('other', 'GRAPHQL_VALIDATION_FAILED'))).toBe(1)
    expect(sample(text, countOf('anonymous', 'TOO_COMPLEX'))).toBe(1)
  })

  it('of callers who have gone are counted as such', async () => {
    const { app, lines } = testApp(db)
    const port = await listen(app)
    const client = await db.pool.connect()
    await client.query('begin; lock table fact in access exclusive mode')
    try {
      const leaving = new AbortController()
      const asked = fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ facts(first: 1) { nodes { id } } }' }),
        signal: leaving.signal,
      })
      asked.catch(() => undefined)
      await expect.poll(async () => await isAnyoneWaiting(), { timeout: 20_000 }).toBe(true)
      leaving.abort()
      await expect.poll(() => lines.some(({ msg }) => msg === 'The caller of an operation has gone')).toBe(true)
    } finally {
      await client.query('rollback')
      client.release()
    }
    expect(sample(await scrape(app), countOf('anonymous', 'gone'))).toBe(1)
  })
})

async function isAnyoneWaiting(): Promise<boolean> {
  const { rows } = await db.pool.query(
    `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  )
  return rows.length > 0
}

describe('the caches', () => {
  it('count what they had, what they had not, and what was out of date', async () => {
    const app = start({ config: { answerCache: 1_000_000 } })
    await ask(app, { query: trusted })
    await ask(app, { query: trusted })
    await db.prisma.dataset.updateMany({ data: { title: 'Another title' } })
    await ask(app, { query: trusted })
    await ask(app, { query: '{ __typename }' })
    await ask(app, { query: '{ __typename }' })
    const text = await scrape(app)
    const of = (metric: string, cache: string) => sample(text, `dossier_cache_${metric}{cache="${cache}"}`)
    expect([of('hits_total', 'answers'), of('misses_total', 'answers'), of('entries', 'answers')]).toEqual([1, 3, 1])
    expect([of('hits_total', 'constants'), of('misses_total', 'constants')]).toEqual([1, 1])
    expect([of('hits_total', 'documents'), of('misses_total', 'documents')]).toEqual([1, 2])
    expect(of('bytes', 'answers')).toBeGreaterThan(1_000)
  })
})

describe('the database', () => {
  it('is described by its revision, its epoch and its version', async () => {
    const app = start()
    const before = await scrape(app)
    const { epoch, number } = await db.prisma.revision.findFirstOrThrow()
    expect(sample(before, 'dossier_graph_revision')).toBe(Number(number))
    expect(sample(before, `dossier_graph_info{epoch="${epoch}"}`)).toBe(1)
    expect(before).toMatch(/^dossier_build_info\{version="\d[\w.]+",node="\d+\.[\d.]+",postgres="\d+\.\d+"\} 1$/m)
    await db.prisma.dataset.updateMany({ data: { title: 'A third title' } })
    expect(sample(await scrape(app), 'dossier_graph_revision')).toBeGreaterThan(Number(number))
  })

  it('may be away', async () => {
    const connection = await freshConnection()
    const own = openDatabase(connection, { poolSize: 1 })
    const app = start({}, own)
    const known = sample(await scrape(app), 'dossier_graph_revision')
    expect(known).toBeTypeOf('number')
    await own.close()
    const text = await scrape(app)
    expect(sample(text, 'dossier_database_up')).toBe(0)
    expect(sample(text, 'dossier_graph_revision')).toBe(known)

    const gone = openDatabase({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'nothing' })
    const never = await scrape(start({}, gone))
    expect(sample(never, 'dossier_database_up')).toBe(0)
    expect(sample(never, 'dossier_graph_revision')).toBeUndefined()
    expect(never).toMatch(/^dossier_build_info\{.*postgres="unknown"\} 1$/m)
    await gone.close()
  })

  it('has a pool, whose callers may have to wait', async () => {
    const own = openDatabase(await freshConnection(), { poolSize: 1 })
    const app = start({}, own)
    expect(sample(await scrape(app), 'dossier_database_up')).toBe(1)
    const client = await own.pool.connect()
    const waiting = own.pool.query('select 1')
    const text = await scrape(app)
    const of = (name: string) => sample(text, `dossier_pool_${name}`)
    expect([of('connections'), of('idle_connections'), of('max_connections')]).toEqual([1, 0, 1])
    expect(of('waiting_callers')).toBeGreaterThanOrEqual(1)
    client.release()
    await waiting
    await own.close()
  })
})

describe('the page', () => {
  it('is text that nobody keeps', async () => {
    const response = await start().fetch('http://localhost/metrics', { headers: { 'if-none-match': '*' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('etag')).toBeNull()
    expect(await response.text()).toMatch(/^process_resident_memory_bytes \d+$/m)
  })

  it('knows only its own host, and can be left out', async () => {
    const port = await listen(start())
    const page = { path: '/metrics', headers: { host: 'attacker.example' } }
    expect((await send(port, page)).status).toBe(421)
    const off = start({ config: { metrics: false } })
    expect((await off.fetch('http://localhost/metrics')).status).toBe(404)
    expect((await ask(off, { query: trusted })).data).toBeDefined()
  })

  it('is that of one app, and those of several can be put together', async () => {
    const [one, two] = [start(), start()]
    await ask(one, { query: trusted })
    expect(sample(await scrape(two), countOf('FrontPage', 'ok'))).toBeUndefined()
    await ask(two, { query: trusted })
    await ask(two, { query: trusted })
    const parts = await Promise.all(
      [one, two].map(async (app) => (await app.metrics?.registry.getMetricsAsJSON()) ?? []),
    )
    const text = await Registry.aggregate(parts as never).metrics()
    expect(sample(text, countOf('FrontPage', 'ok'))).toBe(3)
    expect(sample(text, 'dossier_database_up')).toBe(1)
    expect(sample(text, 'dossier_graph_revision')).toBe(sample(await scrape(one), 'dossier_graph_revision'))
  })

  it('is described by docs/operating.md', async () => {
    const app = start({ config: { answerCache: 1_000_000 } })
    await ask(app, { query: trusted })
    // Without replicas their metrics have no samples, so the labels are those that are declared.
    const labelsOf = (name: string) =>
      (app.metrics?.registry.getSingleMetric(name) as { labelNames?: readonly string[] } | undefined)?.labelNames ?? []
    expect(described(await scrape(app), labelsOf)).toEqual(tableOf(await readFile(operating, 'utf8')))
  })
})

const operating = path.join(import.meta.dirname, '../docs/operating.md')

/** The rows that the table should have. */
function described(text: string, labelsOf: (name: string) => readonly string[]): string[] {
  const helps = [...text.matchAll(/^# HELP (dossier_\w+) (.*)$/gm)]
  return helps.map(([, name = '', help = '']) => {
    const [, type = ''] = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(text) ?? []
    const names = labelsOf(name).map((label) => `\`${label}\``)
    return `| \`${name}\` | ${type} | ${names.join(', ')} | ${help} |`
  })
}

function tableOf(page: string): string[] {
  return page.split('\n').filter((line) => line.startsWith('| `dossier_'))
}
