import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { isPassing } from '../database/fault.ts'
import { fullDisk, isOutOfSpace } from '../database/full-disk.ts'
import type { Database } from '../database/open.ts'
import type { PrimaryCourse } from '../database/replica/course.ts'
import type { Log } from '../log.ts'
import { connectionsNeeded, warnOfFewConnections } from './connections.ts'

/** The database of the server, migrated and open. */
export interface Store {
  readonly db: Database
  /** Sees when the address of the database leads to another server. */
  readonly course: PrimaryCourse
  readonly connection: pg.PoolConfig
  close(): Promise<void>
}

/** Milliseconds to wait for a database that cannot be reached yet. */
const startTimeout = 30_000

/** Milliseconds between two warnings about it. */
const warningInterval = 5_000

/** Milliseconds to wait for running statements when the pool is closed. */
const closeTimeout = 2_000

/**
 * Starts our own PostgreSQL or connects to the one of DATABASE_URL, migrates it and opens it.
 *
 * @throws DossierError UNAVAILABLE or CONFLICT that says what to do.
 */
export async function openStore(config: Config, log: Log): Promise<Store> {
  try {
    return await open(config, log)
  } catch (error) {
    throw await storeFault(error, config)
  }
}

async function open(config: Config, log: Log): Promise<Store> {
  const { connection, stop } = await reachPostgres(config, log)
  try {
    await migrate(connection, config.databaseUrl !== undefined, log)
    const { db, course, close } = await connectStore(connection, config, log)
    if (config.databaseUrl !== undefined) await warnOfFewConnections(db.pool, config, log)
    return {
      db,
      course,
      connection,
      async close() {
        await close()
        // This ends the statements that still run.
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The error, or what it means for our own PostgreSQL: that its disk is full. */
export async function storeFault(error: unknown, { databaseUrl, dataDir }: Config): Promise<unknown> {
  const isOwn = databaseUrl === undefined
  return isOwn && (await isOutOfSpace(error, dataDir)) ? fullDisk(dataDir, error) : error
}

/** Opens a database that is there and migrated, as that of a worker is. */
export async function connectStore(connection: pg.PoolConfig, config: Config, log: Log): Promise<Store> {
  const [{ openDatabase }, { PrimaryCourse }] = await Promise.all([
    import('../database/open.ts'),
    import('../database/replica/course.ts'),
  ])
  const course = new PrimaryCourse()
  const { poolSize, statementTimeout } = config
  const db = openDatabase(connection, { poolSize, statementTimeout, log, check: course })
  return {
    db,
    course,
    connection,
    close: () => Promise.race([db.close(), sleep(closeTimeout, undefined, { ref: false })]),
  }
}

async function reachPostgres(config: Config, log: Log): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, stop: async () => undefined }
  const { startEmbedded } = await import('../database/postgres/embedded.ts')
  return await startEmbedded({ dataDir: config.dataDir, connections: connectionsNeeded(config), log })
}

/** Migrates, and waits for a database that may start later than the server, such as one in another container. */
async function migrate(connection: pg.PoolConfig, isGiven: boolean, log: Log): Promise<void> {
  const [{ migrateDatabase }, { connectionFault }] = await Promise.all([
    import('../database/migration/migrate.ts'),
    import('../database/connection-fault.ts'),
  ])
  const deadline = Date.now() + startTimeout
  for (let warned = Number.NEGATIVE_INFINITY; ; ) {
    try {
      await migrateDatabase(connection, { log })
      return
    } catch (error) {
      const fault = connectionFault(error, connection, isGiven)
      const waits = isPassing(error) && Date.now() < deadline
      if (!waits) throw fault
      if (Date.now() - warned >= warningInterval) {
        log.warn({ reason: fault.message }, 'The database cannot be reached yet: trying again')
        warned = Date.now()
      }
      await sleep(500)
    }
  }
}
