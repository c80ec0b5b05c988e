import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { onDatabase } from '../src/database/connection.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { writeRegister } from './register.ts'

// How fast a large dataset is loaded, beside COPY of the same rows into the same tables with the same indexes, triggers and
// constraints, and how much memory that takes.

const { values: options } = parseArgs({ options: { organizations: { type: 'string', default: '50000' } } })
const count = Number(options.organizations)

/** In an order in which each refers to those before it. */
const tables = [
  ...['dataset', 'document', 'paragraph', 'sentence', 'entity', 'organization', 'fact', 'alias', 'attribute'],
  ...['relationship', 'name', 'identifier', 'evidence', 'fact_check', 'change'],
]

/** Columns that triggers fill, and that COPY leaves to them. */
const ofTriggers = ['search', 'words', 'parts']

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error }
const folder = await mkdtemp(path.join(tmpdir(), 'dossier-bulk-'))
const server = await startEmbedded({ dataDir: path.join(folder, 'postgres'), log: quiet, throwaway: true })
try {
  const register = path.join(folder, 'register')
  await mkdir(register)
  await writeRegister(register, count)
  const loaded = await freshDatabase('loaded')
  const load = await runLoader(register, loaded)
  const dumps = await dump(loaded)
  const rows = dumps.reduce((sum, one) => sum + one.rows, 0)
  const copySeconds = await copy(await freshDatabase('copied'), dumps)
  const speed = (seconds: number) => Math.round(rows / seconds).toLocaleString('en')
  console.log(
    `${count.toLocaleString('en')} organisations, ${rows.toLocaleString('en')} rows in ${dumps.length} tables`,
  )
  console.log(`COPY    ${copySeconds.toFixed(1)} s, ${speed(copySeconds)} rows a second`)
  console.log(
    `loader  ${load.seconds.toFixed(1)} s, ${speed(load.seconds)} rows a second, at most ${load.megabytes} MB`,
  )
  console.log(`ratio   ${(copySeconds / load.seconds).toFixed(2)}`)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function freshDatabase(name: string): Promise<pg.PoolConfig> {
  await withClient(server.connection, (client) => client.query(`create database ${name}`))
  const connection = onDatabase(server.connection, name)
  await migrateDatabase(connection)
  return connection
}

async function withClient<T>(connection: pg.PoolConfig, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection as pg.ClientConfig)
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}

/** A process of its own, whose memory is that of the loader alone. */
async function runLoader(
  register: string,
  connection: pg.PoolConfig,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const child = fork(path.join(import.meta.dirname, 'bulk-loader.ts'), [
    register,
    JSON.stringify(connection),
    `${count}`,
  ])
  const [answer] = await once(child, 'message')
  return answer
}

interface Dump {
  readonly table: string
  readonly columns: string
  readonly file: string
  readonly rows: number
}

async function dump(connection: pg.PoolConfig): Promise<Dump[]> {
  return await withClient(connection, async (client) => {
    const dumps: Dump[] = []
    for (const table of tables) {
      const { rows: names } = await client.query<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0
          and not attisdropped and attgenerated = '' and attname <> all ($2) order by attnum`,
        [table, ofTriggers],
      )
      const columns = names.map(({ name }) => name).join(', ')
      const file = path.join(folder, `${table}.copy`)
      await pipeline(client.query(copyTo(`copy "${table}" (${columns}) to stdout`)), createWriteStream(file))
      const { rows: counted } = await client.query<{ rows: number }>(`select count(*)::int as rows from "${table}"`)
      dumps.push({ table, columns, file, rows: counted[0]?.rows ?? 0 })
    }
    return dumps
  })
}

/** Copies all tables in one transaction, with what the loader does at its end: constraints and statistics. */
async function copy(connection: pg.PoolConfig, dumps: readonly Dump[]): Promise<number> {
  return await withClient(connection, async (client) => {
    const start = performance.now()
    await client.query('begin')
    for (const { table, columns, file } of dumps) {
      await pipeline(createReadStream(file), client.query(copyFrom(`copy "${table}" (${columns}) from stdin`)))
    }
    await client.query('set constraints all immediate')
    await client.query('analyze')
    await client.query('commit')
    return (performance.now() - start) / 1000
  })
}
