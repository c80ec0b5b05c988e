import { spawnSync } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
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
  socketOf,
  startServer,
  statusOf,
} from './support/server-process.ts'

vi.setConfig({ testTimeout: 600_000 })

/** A connection beside the server's, closed after the test. */
async function connect(connection: pg.PoolConfig): Promise<pg.Client> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end().catch(() => undefined))
  return client
}

test('starts from nothing, twice at once, and finds its data again', async () => {
  const folders = [await privateFolder(), await privateFolder()]
  const servers = folders.map((folder) => startServer({ DOSSIER_DATA_DIR: path.join(folder, 'data') }))
  for (const [index, server] of servers.entries()) {
    const url = await server.url
    expect(await askServer(url, firstQuestion)).toEqual({
      status: 200,
      body: { data: { criticisms: { totalCount: 5, nodes: expect.any(Array) } } },
    })
    expect([await statusOf(url, 'health'), await statusOf(url, 'ready'), await statusOf(url, '')]).toEqual([
      200, 200, 200,
    ])
    server.child.kill('SIGTERM')
    expect(await server.ended).toEqual({ code: 0, signal: null })
    expect(postgresPid(path.join(folders[index] ?? '', 'data'))).toBeUndefined()
  }
  const again = startServer({ DOSSIER_DATA_DIR: path.join(folders[0] ?? '', 'data') })
  expect((await askServer(await again.url, firstQuestion)).status).toBe(200)
  expect(again.printed().log).not.toMatch(/Making a new database|Loaded the first dataset|Migrated/)
})

test('runs as an ordinary user', async ({ skip }) => {
  if (process.getuid?.() !== 0) return skip('the other tests run as one already')
  const identity = { uid: 65_534, gid: 65_534 }
  const main = path.join(import.meta.dirname, '../src/main.ts')
  const reached = spawnSync('test', ['-r', main], { ...identity, stdio: 'ignore' }).status === 0
  if (!reached) return skip('the project lies in a folder that only root may enter')
  const folder = await privateFolder({ identity })
  const server = startServer({ DOSSIER_DATA_DIR: path.join(folder, 'data') }, identity)
  expect((await askServer(await server.url, firstQuestion)).status).toBe(200)
  server.child.kill('SIGINT')
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('says that its port is taken, before it touches anything', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const port = await findPort({ keep: true })
  const server = startServer({ DOSSIER_DATA_DIR: folder, PORT: String(port) })
  expect(await server.ended).toEqual({ code: 1, signal: null })
  expect(server.printed()).toEqual({
    out: '',
    log: `Port ${port} on 127.0.0.1 is taken: end what listens there, or set PORT to another one (0 takes any that is free).\n`,
  })
  await expect(access(folder, constants.F_OK)).rejects.toThrow('ENOENT')
})

test('lists all that is wrong with its configuration', async () => {
  const server = startServer({ PORT: 'four', LOG_LEVEL: 'loud' })
  expect(await server.ended).toEqual({ code: 1, signal: null })
  expect(server.printed().log).toBe(
    'The configuration is not right:\n' +
      '  PORT is "four", and must be a port number from 0 to 65535.\n' +
      '  LOG_LEVEL is "loud", and must be one of trace, debug, info, warn, error, fatal, silent.\n',
  )
})

test('refuses a data folder that another server uses', async () => {
  const folder = await filledFolder()
  const first = startServer({ DOSSIER_DATA_DIR: folder })
  const url = await first.url
  const second = startServer({ DOSSIER_DATA_DIR: folder })
  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.printed().log).toBe(
    `Another Dossier (process ${first.child.pid}) uses the data folder ${folder}: stop it, or set DOSSIER_DATA_DIR to another folder.\n`,
  )
  expect((await askServer(url, firstQuestion)).status).toBe(200)
})

/** True if a statement waits for a lock. A transaction sees one snapshot of the activity until that is cleared. */
async function isAnyoneWaiting(blocker: pg.Client): Promise<boolean> {
  await blocker.query('select pg_stat_clear_snapshot()')
  const { rows } = await blocker.query(`select from pg_stat_activity where wait_event_type = 'Lock'`)
  return rows.length > 0
}

test('answers running requests before it stops, and takes no new ones', async () => {
  const folder = await filledFolder()
  const server = startServer({
    DOSSIER_DATA_DIR: folder,
    DOSSIER_STATEMENT_TIMEOUT: '60000',
    DOSSIER_OPERATION_TIMEOUT: '60000',
  })
  const url = await server.url
  const blocker = await connect(socketOf(folder))
  await blocker.query('begin; lock table fact in access exclusive mode')
  const answer = askServer(url, firstQuestion)
  await eventually('the question waits for the lock', () => isAnyoneWaiting(blocker))
  server.child.kill('SIGTERM')
  await eventually('the server listens no more', async () => (await statusOf(url, 'health')) === undefined)
  await blocker.query('rollback')
  expect(await answer).toMatchObject({ status: 200, body: { data: { criticisms: { totalCount: 5 } } } })
  await blocker.end()
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('gives up requests that take longer than it may wait, and ends at once when asked again', async () => {
  const folder = await filledFolder()
  const start = async (shutdownTimeout: string) => {
    const server = startServer({ DOSSIER_DATA_DIR: folder, DOSSIER_SHUTDOWN_TIMEOUT: shutdownTimeout })
    const url = await server.url
    const blocker = await connect(socketOf(folder))
    await blocker.query('begin; lock table fact in access exclusive mode')
    const answer = askServer(url, firstQuestion).then(
      () => 'answered',
      () => 'cut off',
    )
    await eventually('the question waits for the lock', () => isAnyoneWaiting(blocker))
    server.child.kill('SIGTERM')
    return { server, url, answer }
  }
  const patient = await start('100')
  expect(await patient.answer).toBe('cut off')
  expect(await patient.server.ended).toEqual({ code: 0, signal: null })

  const pressed = await start('60000')
  await eventually('the first signal was heard', async () => pressed.server.printed().log.includes('Stopping'))
  pressed.server.child.kill('SIGTERM')
  expect(await pressed.server.ended).toEqual({ code: 143, signal: null })
  expect(await pressed.answer).toBe('cut off')
})

test.for(['1', '2'])('lives and is not ready while the database is migrated, with workers: %s', async (workers) => {
  const connection = await freshConnection({ migrated: false })
  const blocker = await connect(connection)
  // The lock under which Prisma migrates.
  await blocker.query('select pg_advisory_lock(72707369)')
  const port = await findPort()
  const server = startServer({ DATABASE_URL: addressOf(connection), PORT: String(port), DOSSIER_WORKERS: workers })
  const address = `http://127.0.0.1:${port}/`
  await eventually('the server lives', async () => (await statusOf(address, 'health')) === 200)
  expect(await statusOf(address, 'ready')).toBe(503)
  expect(await askServer(address, firstQuestion)).toMatchObject({
    status: 503,
    body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
  })
  await blocker.end()
  const url = await server.url
  expect(url).toBe(address)
  expect(await statusOf(url, 'ready')).toBe(200)
  expect((await askServer(url, firstQuestion)).status).toBe(200)
})

test('recovers when its database goes away and comes back', async () => {
  const dataDir = await filledFolder()
  const startPostgres = async () => await startEmbedded({ dataDir, log: pino({ level: 'silent' }) })
  const postgres = await startPostgres()
  const server = startServer({ DATABASE_URL: addressOf(postgres.connection) })
  const url = await server.url
  expect(await statusOf(url, 'ready')).toBe(200)

  await postgres.stop()
  await eventually('the server is not ready', async () => (await statusOf(url, 'ready')) === 503)
  expect(await statusOf(url, 'health')).toBe(200)
  expect(await askServer(url, firstQuestion)).toMatchObject({
    body: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
  })

  const again = await startPostgres()
  onTestFinished(() => again.stop())
  await eventually('the server is ready again', async () => (await statusOf(url, 'ready')) === 200)
  expect(await askServer(url, firstQuestion)).toMatchObject({
    status: 200,
    body: { data: { criticisms: { totalCount: 5 } } },
  })
})
