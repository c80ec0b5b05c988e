import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { onDatabase } from '../../src/database/connection.ts'
import { migrateDatabase } from '../../src/database/migration/migrate.ts'
import { type Database, openDatabase } from '../../src/database/open.ts'
import { afterFile } from './after-file.ts'

/** An empty database of the file's own, migrated unless `migrated` is false; it is dropped after the file's tests. */
export async function freshConnection({ migrated = true } = {}): Promise<pg.PoolConfig> {
  const { connection, template } = inject('server')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runStatement(
    connection,
    `create database ${name} template ${migrated ? template : 'template0'} strategy file_copy`,
  )
  afterFile(() => runStatement(connection, `drop database if exists ${name} with (force)`))
  return onDatabase(connection, name)
}

/** A migrated, empty database of the file's own, opened; closed and dropped after the file's tests. */
export async function freshDatabase(): Promise<Database> {
  const db = openDatabase(await freshConnection(), { poolSize: 4 })
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
  const db = openDatabase(own, { poolSize: 4 })
  afterFile(() => db.close())
  return db
}

async function runStatement(connection: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
