import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { connectionFault } from '../src/database/connection-fault.ts'
import { databaseFault, isPassing } from '../src/database/fault.ts'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { openDatabase } from '../src/database/open.ts'
import { afterFile } from './support/after-file.ts'
import { createTestApp } from './support/app.ts'
import { commandLine, urlOf } from './support/command-line.ts'
import { freshConnection, freshDatabase } from './support/database.ts'
import { harbour } from './support/dataset.ts'

const thrownBy = (task: Promise<unknown>): Promise<unknown> =>
  task.then(
    () => undefined,
    (error: unknown) => error,
  )

/** Runs a statement on a database, over a connection of its own. */
async function run(connection: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A database with a setting of its own. */
async function databaseWith(setting: string, options?: { migrated: boolean }): Promise<pg.PoolConfig> {
  const connection = await freshConnection(options)
  await run(connection, `do $$ begin execute format('alter database %I set ${setting}', current_database()); end $$`)
  return connection
}

describe('what the database lacks or must not do is said clearly', () => {
  const codes: [string, RegExp][] = [
    ['53000', /lacks what it needs/],
    ['53100', /disk of the database is full: make room/],
    ['53200', /run out of memory/],
    ['53300', /no connection left: .*max_connections/],
    ['53400', /limit of its configuration/],
    ['25006', /read-only.* name one that can be written to/],
  ]

  test.each(codes)('%s, whoever asked', async (code, words) => {
    const db = await freshDatabase()
    const statement = `do $$ begin raise exception 'no' using errcode = '${code}'; end $$`
    for (const sent of [db.pool.query(statement), db.prisma.$executeRawUnsafe(statement)]) {
      const fault = databaseFault(await thrownBy(sent), 0)
      expect(fault).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringMatching(words) })
    }
  })

  test.each(codes)('%s, to callers of the API', async (code, words) => {
    const db = await freshDatabase()
    await db.pool.query(`create or replace function search_queries(question jsonb, scopes text[], kinds jsonb)
      returns table (language text, asked tsquery[], spoken tsquery[]) language plpgsql as
      $$ begin raise exception 'no' using errcode = '${code}'; end $$`)
    const { message, extensions } = await createTestApp(db).refusal('{ search(query: "x") { nodes { id } } }')
    expect({ code: extensions.code, message }).toEqual({ code: 'UNAVAILABLE', message: expect.stringMatching(words) })
  })

  test('a limit for temporary files', async () => {
    const db = openDatabase(await databaseWith('temp_file_limit = 64'))
    afterFile(() => db.close())
    const sorting = db.pool.query(`set work_mem = '64kB'; select * from generate_series(1, 1000000) as n order by -n`)
    expect(databaseFault(await thrownBy(sorting), 0)?.message).toMatch(/temp_file_limit/)
  })

  test('a database that is read-only, to commands', async () => {
    const { run: command } = commandLine(urlOf(await databaseWith('default_transaction_read_only = on')))
    expect(await command(['dataset', 'load', harbour])).toEqual({
      code: 3,
      out: '',
      err: 'Error: The database is read-only, as a standby is: name one that can be written to.\n',
    })
    expect((await command(['dataset', 'list'])).code).toBe(0)
  })

  test('a database that is read-only and has to be migrated', async () => {
    const connection = await databaseWith('default_transaction_read_only = on', { migrated: false })
    const fault = connectionFault(await thrownBy(migrateDatabase(connection)), connection, true)
    expect(fault.code).toBe('UNAVAILABLE')
    expect(fault.message).toMatch(/^The database of DATABASE_URL \(.*\) refuses to work\. The database is read-only/)
  })

  test('a role without a connection left: it may have one in a moment', async () => {
    const connection = await freshConnection()
    const role = `limited_${randomUUID().replaceAll('-', '')}`
    await run(connection, `create role ${role} login connection limit 0`)
    afterFile(() => run(connection, `drop role ${role}`))
    const own = { ...connection, user: role }
    const error = await thrownBy(migrateDatabase(own))
    expect(isPassing(error)).toBe(true)
    expect(connectionFault(error, own, true).message).toMatch(/cannot be reached\. The database has no connection left/)
  })
})
