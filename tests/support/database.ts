import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import '../../src/kinds.ts'
import { onDatabase } from '../../src/database/connection.ts'
import { migrateDatabase } from '../../src/database/migration/migrate.ts'
import { type Database, openDatabase } from '../../src/database/open.ts'
import { seed } from '../../src/dataset/seed.ts'
import { afterFile } from './after-file.ts'
import { generateGraph } from './generate.ts'

/** An empty database of the file's own, migrated unless `migrated` is false; it is dropped after the file's tests. */
export async function freshConnection({ migrated = true } = {}): Promise<pg.PoolConfig> {
  return await copyOf(migrated ? inject('server').template : 'template0')
}

async function copyOf(template: string): Promise<pg.PoolConfig> {
  const { connection } = inject('server')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runStatement(connection, `create database ${name} template ${template} strategy file_copy`)
  afterFile(() => runStatement(connection, `drop database if exists ${name} with (force)`))
  return onDatabase(connection, name)
}

/** The same with the first dataset. */
export async function filledConnection(): Promise<pg.PoolConfig> {
  return await madeOnce('filled', async (connection) => {
    const db = openDatabase(connection, { poolSize: 1 })
    try {
      await seed(db)
    } finally {
      await db.close()
    }
  })
}

/** Facts of the large graph that files of tests share. With DOSSIER_TEST_FACTS=1000000 making it takes some minutes. */
export const largeFacts = Number(process.env.DOSSIER_TEST_FACTS ?? 40_000)

/** Milliseconds that making it may take. */
export const largePatience = 60_000 + largeFacts * 2

/** The same with a generated graph of `largeFacts`. */
export async function generatedConnection(): Promise<pg.PoolConfig> {
  return await madeOnce('generated', (connection) => generateGraph(connection, { facts: largeFacts }))
}

/** A copy of a database that takes long to fill: the first file of a run that needs it does so, for all others. */
async function madeOnce(what: string, fill: (connection: pg.PoolConfig) => Promise<unknown>): Promise<pg.PoolConfig> {
  const { connection, template } = inject('server')
  const name = `${template}_${what}`
  await withClient(connection, async (client) => {
    // Another worker may need it at the same time. The lock ends with the connection.
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount !== 0) return
    const unfinished = `${name}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished} template ${template}`)
    await fill(onDatabase(connection, unfinished))
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
  return await copyOf(name)
}

/** A migrated, empty database of the file's own, opened; closed and dropped after the file's tests. */
export async function freshDatabase(): Promise<Database> {
  return openedFor(await freshConnection())
}

/** The same with the first dataset. */
export async function filledDatabase(): Promise<Database> {
  return openedFor(await filledConnection())
}

function openedFor(connection: pg.PoolConfig): Database {
  const db = openDatabase(connection, { poolSize: 4 })
  afterFile(() => db.close())
  return db
}

/**
 * A migrated, empty database whose locale these options of CREATE DATABASE give, as a PostgreSQL of somebody else may
 * have it; undefined where the server does not know the locale.
 */
export async function databaseOfLocale(options: string): Promise<Database | undefined> {
  const { connection } = inject('server')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  try {
    await runStatement(connection, `create database ${name} template template0 encoding 'UTF8' ${options}`)
  } catch (error) {
    if (error instanceof pg.DatabaseError && /locale|not supported in this build/u.test(error.message)) return undefined
    throw error
  }
  afterFile(() => runStatement(connection, `drop database if exists ${name} with (force)`))
  const own = onDatabase(connection, name)
  await migrateDatabase(own)
  return openedFor(own)
}

async function runStatement(connection: pg.PoolConfig, statement: string): Promise<void> {
  await withClient(connection, (client) => client.query(statement))
}

async function withClient(connection: pg.PoolConfig, task: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await task(client)
  } finally {
    await client.end()
  }
}
