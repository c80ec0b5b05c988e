import path from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { firstQuestion } from '../src/server/announce.ts'
import { addressOf } from './support/address.ts'
import { filledFolder } from './support/data-folder.ts'
import { freshConnection } from './support/database.ts'
import {
  askServer,
  eventually,
  findPort,
  postgresPid,
  privateFolder,
  type ServerProcess,
  socketOf,
  startServer,
  statusOf,
} from './support/server-process.ts'
import { type Answer, answererOf, askAnew, isAlive, toldOf, workersOf } from './support/worker-processes.ts'

vi.setConfig({ testTimeout: 600_000 })

/** A server with workers on a data folder that holds the first dataset. */
async function startWorkers(env: Record<string, string> = {}): Promise<{ server: ServerProcess; folder: string }> {
  const folder = await filledFolder()
  const server = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_WORKERS: '2', ...env })
  return { server, folder }
}

/** Nothing is answered before `release`. */
async function blockAnswers(folder: string): Promise<{ waiting(): Promise<number>; release(): Promise<void> }> {
  const blocker = new pg.Client(socketOf(folder))
  blocker.on('error', () => undefined)
  await blocker.connect()
  onTestFinished(() => blocker.end().catch(() => undefined))
  await blocker.query('begin; lock table fact in access exclusive mode')
  return {
    async waiting() {
      await blocker.query('select pg_stat_clear_snapshot()')
      const { rows } = await blocker.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)
      return rows.length
    },
    release: () => blocker.end(),
  }
}

const patient = { DOSSIER_STATEMENT_TIMEOUT: '60000', DOSSIER_OPERATION_TIMEOUT: '60000', DOSSIER_ANSWER_CACHE: '0' }

/** Asks so many times at once, each with a text of its own, because equal questions may share an answer. */
function askMany(url: string, count: number): Promise<Answer>[] {
  return Array.from({ length: count }, (_, index) => askAnew(url, `{ c${index}: criticisms(first: 1) { totalCount } }`))
}

test('several processes answer on one port, and all are gone afterwards', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const server = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_WORKERS: '3' })
  const url = await server.url
  const answers = await Promise.all(askMany(url, 12))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const workers = workersOf(server)
  expect(new Set(workers).size).toBe(3)
  expect(workers).not.toContain(server.child.pid)
  expect(new Set(answers.map((answer) => answererOf(server, answer)))).toEqual(new Set(workers))
  expect([await statusOf(url, 'health'), await statusOf(url, 'ready'), await statusOf(url, '')]).toEqual([
    200, 200, 200,
  ])
  server.child.kill('SIGTERM')
  expect(await server.ended).toEqual({ code: 0, signal: null })
  expect(workers.filter(isAlive)).toEqual([])
  expect(postgresPid(folder)).toBeUndefined()
  expect(server.printed().out.match(/answers at/g)).toHaveLength(1)
})

test('a worker that is killed under load is replaced, and the others go on', async () => {
  const { server } = await startWorkers()
  const url = await server.url
  const [victim, sibling] = workersOf(server) as [number, number]
  const done = new AbortController()
  const [answers, broken]: [Answer[], Error[]] = [[], []]
  const callers = Array.from({ length: 8 }, async () => {
    while (!done.signal.aborted)
      await askAnew(url, firstQuestion).then(
        (answer) => answers.push(answer),
        (error) => broken.push(error),
      )
  })
  await eventually('both answer', async () => answers.length >= 50)
  process.kill(victim, 'SIGKILL')
  await eventually(
    'there is another worker',
    async () => !workersOf(server).includes(victim) && workersOf(server).length === 2,
  )
  const [, replacement] = workersOf(server) as [number, number]
  const before = answers.length
  await eventually('both answer again', async () => answers.length >= before + 50)
  done.abort()
  await Promise.all(callers)
  // No caller had more than one request with the worker that died, and none waited in vain.
  expect(broken.length).toBeLessThanOrEqual(callers.length)
  expect(broken.filter(({ message }) => message.includes('no answer'))).toEqual([])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const answerers = answers.slice(before).map((answer) => answererOf(server, answer))
  expect(answerers).toContain(sibling)
  expect(answerers).toContain(replacement)
  expect(toldOf(server, 'A worker ended by itself: starting another')).toMatchObject([
    { level: 50, worker: victim, reason: 'SIGKILL' },
  ])
})

test('a worker that ends again and again is started later and later, with an error for each time', async () => {
  const { server } = await startWorkers()
  const url = await server.url
  const [first, sibling] = workersOf(server) as [number, number]
  const ends = () => toldOf(server, 'A worker ended by itself: starting another')
  for (let victim = first, times = 1; times <= 4; times += 1) {
    process.kill(victim, 'SIGKILL')
    await eventually('the end was noticed', async () => ends().length === times)
    expect((await askAnew(url, firstQuestion)).status).toBe(200)
    await eventually('another is started', async () => toldOf(server, 'Started a worker').length === 2 + times)
    victim = toldOf(server, 'Started a worker').at(-1)?.worker ?? 0
  }
  const waits = ends().map(({ wait }) => wait ?? 0)
  expect(waits).toHaveLength(4)
  // The first one may have lived for long.
  expect(waits.slice(1)).toEqual(waits.slice(1).toSorted((a, b) => a - b))
  expect(waits[3]).toBeGreaterThan(waits[1] ?? 0)
  expect(workersOf(server)).toContain(sibling)
})

test('when all workers die at once, others answer on the same port', async () => {
  const { server } = await startWorkers()
  const url = await server.url
  const victims = workersOf(server)
  for (const pid of victims) process.kill(pid, 'SIGKILL')
  await eventually(
    'both are replaced',
    async () => workersOf(server).filter((pid) => !victims.includes(pid)).length === 2,
  )
  expect((await askAnew(url, firstQuestion)).status).toBe(200)
  expect(await statusOf(url, 'ready')).toBe(200)
})

test('a worker that is asked to stop answers what it has, and is replaced meanwhile', async () => {
  const { server, folder } = await startWorkers(patient)
  const url = await server.url
  const blocker = await blockAnswers(folder)
  const answers = askMany(url, 8)
  await eventually('the questions wait', async () => (await blocker.waiting()) === 8)
  const [asked] = workersOf(server) as [number, number]
  process.kill(asked, 'SIGTERM')
  await eventually('there is a third worker', async () => workersOf(server).length === 3)
  expect(isAlive(asked)).toBe(true)
  await blocker.release()
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(8).fill(200))
  await eventually('the first one has ended', async () => !isAlive(asked))
  expect(toldOf(server, 'A worker stops: starting another')).toMatchObject([{ worker: asked, reason: 'SIGTERM' }])
  await eventually('its end was noticed', async () => toldOf(server, 'A worker has ended').length === 1)
  expect(toldOf(server, 'A worker has ended')).toMatchObject([{ worker: asked, reason: 'exit code 0' }])
  expect((await askAnew(url, firstQuestion)).status).toBe(200)
})

test.for(['the supervisor', 'all, as a terminal asks them,'])(
  'when %s is asked to stop, running requests are answered',
  async (whom) => {
    const { server, folder } = await startWorkers(patient)
    const url = await server.url
    const blocker = await blockAnswers(folder)
    const answers = askMany(url, 8)
    await eventually('the questions wait', async () => (await blocker.waiting()) === 8)
    const workers = workersOf(server)
    if (whom !== 'the supervisor') for (const pid of workers) process.kill(pid, 'SIGINT')
    server.child.kill('SIGINT')
    await eventually('nobody listens any more', async () => (await statusOf(url, 'health')) === undefined)
    expect(workers.filter(isAlive)).toEqual(workers)
    await blocker.release()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(workers.filter(isAlive)).toEqual([])
    expect(postgresPid(folder)).toBeUndefined()
  },
)

test('requests that take too long are given up, and a second signal ends all at once', async () => {
  const start = async (shutdownTimeout: string) => {
    const { server, folder } = await startWorkers({ ...patient, DOSSIER_SHUTDOWN_TIMEOUT: shutdownTimeout })
    const url = await server.url
    const blocker = await blockAnswers(folder)
    const answers = Promise.allSettled(askMany(url, 4))
    await eventually('the questions wait', async () => (await blocker.waiting()) === 4)
    const workers = workersOf(server)
    server.child.kill('SIGTERM')
    return { server, answers, workers }
  }
  const patientServer = await start('100')
  expect((await patientServer.answers).map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  expect(await patientServer.server.ended).toEqual({ code: 0, signal: null })
  expect(patientServer.workers.filter(isAlive)).toEqual([])

  const { server, answers, workers } = await start('60000')
  await eventually('the first signal was heard', async () => server.printed().log.includes('Stopping'))
  server.child.kill('SIGTERM')
  // The outputs of the supervisor are closed when its workers have ended, too.
  expect(await server.ended).toEqual({ code: 143, signal: null })
  expect((await answers).map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  await eventually('the workers have ended', async () => !workers.some(isAlive))
})

test('workers end when their supervisor is killed, and the next start finds the port and the data', async () => {
  const port = String(await findPort())
  const { server, folder } = await startWorkers({ PORT: port })
  await server.url
  const workers = workersOf(server)
  server.child.kill('SIGKILL')
  await eventually('the workers have ended', async () => !workers.some(isAlive))
  const again = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_WORKERS: '2', PORT: port })
  expect(await askServer(await again.url, firstQuestion)).toMatchObject({
    status: 200,
    body: { data: { criticisms: { totalCount: 5 } } },
  })
})

test('says once why it cannot start', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const refused = async (env: Record<string, string>) => {
    const server = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_WORKERS: '2', LOG_LEVEL: 'warn', ...env })
    expect(await server.ended).toEqual({ code: 1, signal: null })
    return server.printed().log
  }
  const port = await findPort({ keep: true })
  expect(await refused({ PORT: String(port) })).toBe(
    `Port ${port} on 127.0.0.1 is taken: end what listens there, or set PORT to another one (0 takes any that is free).\n`,
  )
  expect(await refused({ DOSSIER_WORKERS: '100', DOSSIER_POOL_SIZE: '100' })).toBe(
    "DOSSIER_WORKERS=100 with DOSSIER_POOL_SIZE=100 takes up to 10,130 connections, and Dossier's own PostgreSQL allows " +
      '2,000 at most: lower DOSSIER_WORKERS or DOSSIER_POOL_SIZE.\n',
  )
  expect(await refused({ DOSSIER_DOCUMENTS_DIR: path.join(folder, 'none') })).toMatch(
    /^DOSSIER_DOCUMENTS_DIR names \S+, which is not a folder that can be read\.\n$/,
  )
})

test('PostgreSQL has connections for all workers, or the log warns', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const own = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_WORKERS: '2', DOSSIER_POOL_SIZE: '60' })
  await own.url
  const client = new pg.Client(socketOf(folder))
  await client.connect()
  expect((await client.query('show max_connections')).rows).toEqual([{ max_connections: '210' }])
  await client.end()

  const connection = await freshConnection()
  const given = startServer({ DATABASE_URL: addressOf(connection), DOSSIER_WORKERS: '2', DOSSIER_POOL_SIZE: '60' })
  await given.url
  expect(given.printed().log).toMatch(
    /DOSSIER_WORKERS=2 with DOSSIER_POOL_SIZE=60 takes up to 210 connections, and the PostgreSQL of DATABASE_URL allows \d+: raise its max_connections/,
  )
  const modest = startServer({ DATABASE_URL: addressOf(connection), DOSSIER_WORKERS: '2' })
  await modest.url
  expect(modest.printed().log).not.toContain('max_connections')
})

test('the metrics are those of all workers together', async () => {
  const { server } = await startWorkers({ DOSSIER_ANSWER_CACHE: '0' })
  const url = await server.url
  const answers = await Promise.all(askMany(url, 12))
  expect(new Set(answers.map((answer) => answererOf(server, answer))).size).toBe(2)
  for (let round = 0; round < 4; round++) {
    // Each asks on a connection of its own, so both workers are asked.
    const text = await (await fetch(new URL('metrics', url), { headers: { connection: 'close' } })).text()
    expect(text).toMatch(/^dossier_operation_duration_seconds_count\{operation="anonymous",outcome="ok"\} 12$/m)
    expect(text).toMatch(/^dossier_pool_max_connections 20$/m)
    expect(text).toMatch(/^dossier_database_up 1$/m)
  }
})
