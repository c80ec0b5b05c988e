import { rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { onDatabase } from '../../src/database/connection.ts'
import { migrateDatabase } from '../../src/database/migration/migrate.ts'
import { startEmbedded } from '../../src/database/postgres/embedded.ts'
import { scratchFolder } from './scratch.ts'

/** Where the tests of one run find their PostgreSQL. */
export interface TestServer {
  readonly connection: pg.PoolConfig
  /** A migrated, empty database that nobody connects to: each test file copies it. */
  readonly template: string
  /** A folder for what several test files use; it is removed after the last one. */
  readonly shared: string
}

declare module 'vitest' {
  interface ProvidedContext {
    server: TestServer
  }
}

/** One PostgreSQL for all test files: TEST_DATABASE_URL, or one of our own in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer()
  const shared = await scratchFolder('dossier-test-')
  // PostgreSQL may run as another user.
  await chmod(shared, 0o755)
  const removeShared = () => rmSync(shared, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', removeShared)
  try {
    const template = `dossier_template_${process.pid}`
    await runStatement(server.connection, `create database ${template}`)
    await migrateDatabase(onDatabase(server.connection, template))
    project.provide('server', { connection: server.connection, template, shared })
    return async () => {
      for (const name of await databasesLike(server.connection, template)) {
        await runStatement(server.connection, `drop database if exists ${name} with (force)`)
      }
      await server.stop()
      removeShared()
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function startServer(): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  const connectionString = process.env.TEST_DATABASE_URL
  if (connectionString) return { connection: { connectionString }, stop: async () => undefined }
  const folder = await scratchFolder('dossier-test-')
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  // Also when the run is given up.
  process.once('exit', remove)
  const { connection, stop } = await startEmbedded({ dataDir: folder, log: pino({ level: 'error' }), throwaway: true })
  return {
    connection,
    async stop() {
      await stop()
      remove()
    },
  }
}

/** The template, and what test files made of it for others. */
async function databasesLike(connection: pg.PoolConfig, template: string): Promise<string[]> {
  const { rows } = await runStatement(connection, `select datname from pg_database where datname ~ '^${template}(_|$)'`)
  return rows.map(({ datname }) => datname)
}

async function runStatement(connection: pg.PoolConfig, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
