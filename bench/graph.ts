import path from 'node:path'
import pg from 'pg'
import { onDatabase } from '../src/database/connection.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { generateGraph } from '../tests/support/generate.ts'

export interface Graph {
  /** For all contenders: the same server, database and way of connecting. */
  readonly url: string
  readonly facts: number
  readonly version: string
  stop(): Promise<void>
}

const seed = 1

const quiet = { debug() {}, info() {}, warn: console.error, error: console.error }

/**
 * The generated graph, in the PostgreSQL at `server` or in one of our own; made when it is not there yet. Its name holds
 * its size, so that graphs of several sizes stay side by side.
 */
export async function openGraph(facts: number, server: string | undefined): Promise<Graph> {
  const embedded = server
    ? undefined
    : await startEmbedded({ dataDir: path.join(import.meta.dirname, '.data'), log: quiet })
  const base = embedded?.connection ?? { connectionString: server }
  const name = `bench_${facts}_${seed}`
  const connection = onDatabase(base, name)
  await ask(base, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    // One that was made by an earlier version.
    if (rowCount) return await migrateDatabase(connection)
    console.error(`Generating a graph of ${facts} facts ...`)
    const unfinished = `${name}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    await migrateDatabase(onDatabase(base, unfinished))
    await generateGraph(onDatabase(base, unfinished), { facts, seed })
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
  const version = await ask(
    connection,
    async (client) => (await client.query('show server_version')).rows[0].server_version,
  )
  return { url: urlOf(connection), facts, version, stop: async () => embedded?.stop() }
}

async function ask<T>(connection: pg.ClientConfig, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}

/** A connection as a URL; a folder as host is that of a Unix socket. */
function urlOf({ connectionString, host = 'localhost', port, user, password, database }: pg.ClientConfig): string {
  if (connectionString !== undefined) return connectionString
  const url = new URL(`postgres://localhost/${database}`)
  url.username = user ?? ''
  url.password = typeof password === 'string' ? password : ''
  if (port) url.port = String(port)
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else url.hostname = host
  return url.href
}
