import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import type { Database } from '../database/open.ts'
import { DossierError } from '../errors.ts'
import type { Log } from '../log.ts'

/** The database that the server uses, ours or another's, migrated and open. */
export interface Store {
  readonly db: Database
  readonly connection: pg.PoolConfig
  close(): Promise<void>
}

/** How long a database that is not there yet is waited for, in milliseconds. */
const patience = 30_000

/** How long open statements are waited for when the pool is closed, in milliseconds. */
const closePatience = 2_000

/**
 * Starts our own PostgreSQL or reaches the one of DATABASE_URL, migrates it and opens it.
 *
 * @throws DossierError that says what is wrong and what to do.
 */
export async function openStore(config: Config, log: Log): Promise<Store> {
  const { connection, stop } = await reachPostgres(config, log)
  try {
    await migrate(connection, log)
    const { openDatabase } = await import('../database/open.ts')
    const db = openDatabase(connection, { poolSize: config.poolSize, statementTimeout: config.statementTimeout, log })
    return {
      db,
      connection,
      async close() {
        // PostgreSQL itself ends what does not end now.
        await Promise.race([db.close(), sleep(closePatience, undefined, { ref: false })])
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function reachPostgres(config: Config, log: Log): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  if (config.databaseUrl) return { connection: { connectionString: config.databaseUrl }, stop: async () => undefined }
  const { startEmbedded } = await import('../database/postgres/embedded.ts')
  return await startEmbedded({ dataDir: config.dataDir, log })
}

/**
 * Loads the first dataset into a graph that is empty. Without a time limit for statements: that is for questions.
 *
 * @throws DossierError when the dataset is not right.
 */
export async function fillStore({ db, connection }: Store, log: Log): Promise<void> {
  const { rows } = await db.pool.query<{ empty: boolean }>('select not exists (select from dataset) as empty')
  if (!rows[0]?.empty) return
  const [{ openDatabase }, { seedIfEmpty }] = await Promise.all([
    import('../database/open.ts'),
    import('../dataset/seed.ts'),
  ])
  const patient = openDatabase(connection, { poolSize: 2, log })
  try {
    const loaded = await seedIfEmpty(patient)
    if (loaded) log.info({ dataset: loaded.dataset }, 'Loaded the first dataset')
  } finally {
    await patient.close()
  }
}

/** A database in another container may start later than we do. */
async function migrate(connection: pg.PoolConfig, log: Log): Promise<void> {
  const { migrateDatabase } = await import('../database/migration/migrate.ts')
  const { databaseFault } = await import('../database/fault.ts')
  const deadline = Date.now() + patience
  for (;;) {
    try {
      await migrateDatabase(connection, { log })
      return
    } catch (error) {
      if (error instanceof DossierError) throw error
      const reason = (error as Error).message
      const waits = databaseFault(error, 0)?.code === 'UNAVAILABLE' && Date.now() < deadline
      if (!waits) throw new DossierError('UNAVAILABLE', `The database cannot be used: ${reason}.`, {}, { cause: error })
      log.warn({ reason }, 'The database cannot be reached yet: trying again')
      await sleep(500)
    }
  }
}
