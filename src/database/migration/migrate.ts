import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Logger } from 'pino'
import { DossierError } from '../../errors.ts'
import { connectTimeout } from '../connection-fault.ts'
import { refusalOf } from '../fault.ts'
import { type AppliedMigration, type Migration, pendingMigrations, readMigrations } from './migrations.ts'

/** The key of the advisory lock that Prisma takes when it migrates, so that `prisma migrate deploy` waits too. */
const prismaLock = 72_707_369

/** The table as Prisma's schema engine creates it. A test compares the two. */
const createMigrationsTable = `create table if not exists _prisma_migrations (
  id                  varchar(36) primary key not null,
  checksum            varchar(64) not null,
  finished_at         timestamptz,
  migration_name      varchar(255) not null,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

interface MigrateOptions {
  /** The folder of the migrations, if not the project's prisma/migrations. */
  readonly folder?: string
  readonly log?: Pick<Logger, 'info'>
}

/**
 * Brings the database of `connection` up to date and returns the names of the migrations that it applied. Each runs in
 * one transaction together with its record in Prisma's table, so one that fails leaves the database as it was before
 * it. If several processes migrate at once, one does and the others wait.
 *
 * @throws DossierError CONFLICT when the database is a standby or has a history that is not ours, or when a migration
 *   fails: the message then gives its name, the line and the message of PostgreSQL.
 */
export async function migrateDatabase(connection: pg.PoolConfig, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.folder)
  // One connection for everything, because it holds the lock. No time limit, because a migration takes as long as it takes.
  const client = new pg.Client({
    application_name: 'dossier migration',
    connectionTimeoutMillis: connectTimeout,
    ...connection,
    statement_timeout: 0,
  })
  // The next statement reports that the connection broke. Without a listener the event would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await refuseStandby(client)
    if (pendingMigrations(migrations, await readApplied(client)).length === 0) return []
    await takeLock(client, options)
    const pending = pendingMigrations(migrations, await readApplied(client))
    for (const migration of pending) {
      await applyMigration(client, migration)
      options.log?.info({ migration: migration.name }, 'Migrated the database')
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A standby cannot be migrated, and it would show what is older than the primary. */
async function refuseStandby(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ follows: boolean }>('select pg_is_in_recovery() as follows')
  if (!rows[0]?.follows) return
  throw new DossierError(
    'CONFLICT',
    'The PostgreSQL that DATABASE_URL leads to is a standby: it follows another server and takes no changes. Set DATABASE_URL to the primary; standbys that are to answer reads belong into DOSSIER_READ_URLS.',
  )
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await client.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  )
  if (!tables[0]?.exists) return []
  const { rows } = await client.query<AppliedMigration>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  )
  return rows
}

/** Takes the lock for as long as the connection lives. */
async function takeLock(client: pg.Client, { log }: MigrateOptions): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [prismaLock])
  if (rows[0]?.taken) return
  log?.info('Waiting for another process that migrates this database')
  await client.query('select pg_advisory_lock($1)', [prismaLock])
}

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  refuseOwnTransaction(migration)
  await client.query('begin')
  try {
    await client.query(createMigrationsTable)
    await client.query(migration.sql)
    // now() is the start of the transaction.
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    // The migration is right, and runs when there is room again.
    if (refusalOf(error)) throw error
    throw new DossierError('CONFLICT', failureMessage(migration, error), {}, { cause: error })
  }
}

/** Refuses a script that ends the transaction, because half of it would remain if the rest failed. */
function refuseOwnTransaction({ name, sql }: Migration): void {
  const statement = /^\s*(begin|commit|end|rollback|start\s+transaction)(\s+(work|transaction))?\s*;/im.exec(sql)
  // "END;" also closes the body of a function.
  if (!statement || /^end$/i.test(statement[1] ?? '')) return
  throw new DossierError(
    'CONFLICT',
    `The migration ${name} says "${statement[0].trim()}": take it out, because every migration runs in a transaction of its own.`,
  )
}

function failureMessage({ name, sql }: Migration, cause: unknown): string {
  const before = 'The database is as it was before it.'
  if (!(cause instanceof pg.DatabaseError)) {
    return `The migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}. ${before}`
  }
  const line = cause.position ? ` at line ${sql.slice(0, Number(cause.position) - 1).split('\n').length}` : ''
  const more = [cause.detail, cause.hint].filter(Boolean).map((text) => ` ${text}`)
  return `The migration ${name} failed${line}: ${cause.message}.${more.join('')} ${before}`
}
