import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { createClient } from 'graphql-sse'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { afterFile } from './support/after-file.ts'
import { urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { copyHarbour, edit } from './support/dataset.ts'
import { listen, testApp } from './support/http.ts'
import { eventually, startServer } from './support/server-process.ts'

const project = path.join(import.meta.dirname, '..')
const connection = await freshConnection()
const db = openDatabase(connection, { poolSize: 4 })
afterFile(() => db.close())
const folder = copyHarbour()
const load = async () => await loadDataset(db, await readDatasetOrThrow(folder))
const { revision } = await load()

let staff = 40
async function change(): Promise<void> {
  edit(folder, 'facts/claims.yaml', `amount: ${staff}`, `amount: ${staff + 1}`)
  staff += 1
  await load()
}

/** The program of the page, in a file of its own within the project. */
function programOfPage(): string {
  const page = readFileSync(path.join(project, 'docs/changes.md'), 'utf8')
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []
  const file = path.join(project, 'tests', `follow-${process.pid}.generated.ts`)
  writeFileSync(file, program)
  onTestFinished(() => rm(file, { force: true }))
  return file
}

test('the program of docs/changes.md follows a server, which completes its stream when it stops', async () => {
  const server = startServer({ DATABASE_URL: urlOf(connection), LOG_LEVEL: 'info' })
  const url = await server.url
  const program = spawn(process.execPath, [programOfPage()], {
    env: { PATH: process.env.PATH, DOSSIER_URL: url.replace(/\/$/, ''), AFTER: revision },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  let out = ''
  program.stdout.on('data', (text) => (out += text))
  const ended = new Promise<number | null>((resolve) => program.once('close', resolve))
  await change()
  await eventually('the first change', async () => out === 'UPDATE harbour-staff\n')
  await change()
  await eventually('the second change', async () => out === 'UPDATE harbour-staff\nUPDATE harbour-staff\n')
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
  // The stream was completed, so the program has come to its end.
  expect(await ended).toBe(0)
}, 120_000)

const { app, lines } = testApp(db)
const port = await listen(app)
const url = `http://127.0.0.1:${port}/graphql`

test('a stream survives a database that is away, and tells what happened meanwhile', async () => {
  const client = createClient({ url, retryAttempts: 0 })
  const told: string[] = []
  const query = 'subscription { changes(where: { factKind: FIGURE }) { after } }'
  const following = (async () => {
    for await (const { data, errors } of client.iterate<{ changes: { after: { amount: string } } }>({ query })) {
      if (errors) throw new Error(JSON.stringify(errors))
      if (data) told.push(data.changes.after.amount)
      if (told.length === 2) break
    }
  })()
  await eventually('a subscription', async () => lines.some(({ kind }) => kind === 'subscription'))
  await change()
  await eventually('the first change', async () => told.length === 1)

  const { database } = connection
  const outside = new pg.Client({ ...connection, password: connection.password, database: 'postgres' })
  await outside.connect()
  await outside.query(`alter database "${database}" allow_connections false`)
  await outside.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
  await expect(change()).rejects.toThrow(/./u)
  staff -= 1
  edit(folder, 'facts/claims.yaml', `amount: ${staff + 1}`, `amount: ${staff}`)
  await outside.query(`alter database "${database}" allow_connections true`)
  await outside.end()

  await change()
  await following
  expect(told).toEqual([String(staff - 1), String(staff)])
  client.dispose()
}, 120_000)

test('who does not read holds up nobody, and is told everything when he reads', async () => {
  // Changes that are larger together than what lies between a server and a caller who does not read.
  const size = 200_000
  const count = 150
  await db.pool.query(
    `insert into change (epoch, number, ordinal, origin, origin_name, operation, type, dataset, key, after)
      select epoch, number, 1000 + made, 'IMPORT', 'test', 'CREATE', 'fact', 'large', 'k' || made,
        jsonb_build_object('text', repeat('x', ${size}))
      from revision, generate_series(1, ${count}) as made`,
  )
  const { rows } = await db.pool.query<{ before: string }>(`select epoch || '-' || number - 1 as before from revision`)
  const body = JSON.stringify({
    query: `subscription { changes(after: "${rows[0]?.before}", where: { dataset: "large" }) { key after } }`,
  })
  lines.length = 0
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.pause()
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  const asked = () => lines.filter(({ kind }) => kind === 'subscription').length
  let before = -1
  await eventually('the server waits for its reader', async () => {
    const stands = asked() > 1 && asked() === before
    before = asked()
    return stands
  })
  expect(asked()).toBeLessThan(count)
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  socket.resume()
  await eventually('everything', async () => text.includes(`"k${count}"`))
  const keys = [...text.matchAll(/"key":"k(\d+)"/g)].map(([, number]) => Number(number))
  expect(keys).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  await db.pool.query(`delete from change where dataset = 'large'`)
}, 120_000)
