import pg from 'pg'
import type { Logger } from 'pino'
import { DossierError } from '../../errors.ts'
import { EnginePool } from './engine-pool.ts'
import {
  type AppliedMigration,
  type Migration,
  migrationList,
  pendingMigrations,
  readMigrations,
} from './migrations.ts'

/** The key of the lock that Prisma takes when it migrates: it keeps `prisma migrate deploy` out too. */
const prismaLock = 72_707_369

interface MigrateOptions {
  /** Where the migrations are, if not in the project's prisma/migrations. */
  readonly folder?: string
  readonly log?: Pick<Logger, 'info'>
}

/**
 * Brings the database of `connection` up to date and returns the names of the migrations that it applied. Prisma's
 * schema engine runs and records them, each in one transaction: one that fails leaves the database as it was before
 * it. Several processes may do this at once: one migrates, the others wait for it.
 *
 * @throws DossierError CONFLICT when the database's history is not ours, or when a migration fails: the message then
 *   names it, its line and what PostgreSQL said.
 */
export async function migrateDatabase(connection: pg.PoolConfig, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.folder)
  const pool = new EnginePool(connection)
  try {
    if (pendingMigrations(migrations, await readApplied(pool)).length === 0) return []
    await takeLock(pool, options)
    const pending = pendingMigrations(migrations, await readApplied(pool))
    for (const migration of pending) {
      await applyMigration(pool, migration, migrations)
      options.log?.info({ migration: migration.name }, 'Migrated the database')
    }
    return pending.map(({ name }) => name)
  } finally {
    await pool.end()
  }
}

/** True when the database of `pool` has all migrations and no others. */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  return pendingMigrations(await readMigrations(), await readApplied(pool)).length === 0
}

async function readApplied(pool: pg.Pool): Promise<AppliedMigration[]> {
  const { rows: tables } = await pool.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  )
  if (!tables[0]?.exists) return []
  const { rows } = await pool.query<AppliedMigration>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  )
  return rows
}

/** The lock is held by the connection: it goes with it, whatever happens to this process. */
async function takeLock(pool: pg.Pool, { log }: MigrateOptions): Promise<void> {
  const { rows } = await pool.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [prismaLock])
  if (rows[0]?.taken) return
  log?.info('Waiting for another process that migrates this database')
  await pool.query('select pg_advisory_lock($1)', [prismaLock])
}

/** Runs one migration, and what Prisma writes about it, in one transaction. */
async function applyMigration(pool: EnginePool, migration: Migration, all: readonly Migration[]): Promise<void> {
  refuseOwnTransaction(migration)
  let cause: unknown
  // Loaded late: most starts find nothing to do, and the engine weighs 5 MB.
  const { everything, openSchemaEngine } = await import('./schema-engine.ts')
  const engine = await openSchemaEngine(pool, undefined, (error) => {
    cause ??= error
  })
  const upToThis = all.slice(0, all.indexOf(migration) + 1)
  await pool.query('begin')
  try {
    await engine.applyMigrations({ migrationsList: migrationList(upToThis), filters: everything })
    await pool.query('commit')
  } catch (error) {
    await pool.query('rollback').catch(() => undefined)
    throw new DossierError('CONFLICT', failureMessage(migration, cause ?? error), {}, { cause: cause ?? error })
  } finally {
    engine.free()
  }
}

/** A script that ends the transaction would leave half of itself behind when its rest fails. */
function refuseOwnTransaction({ name, sql }: Migration): void {
  const statement = /^\s*(begin|commit|end|rollback|start\s+transaction)(\s+(work|transaction))?\s*;/im.exec(sql)
  // "END;" also closes the body of a function.
  if (!statement || /^end$/i.test(statement[1] ?? '')) return
  throw new DossierError(
    'CONFLICT',
    `The migration ${name} says "${statement[0].trim()}": leave it out, for every migration runs in a transaction of its own.`,
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
