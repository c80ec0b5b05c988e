import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Config, readConfig } from '../config.ts'
import { connectionFault } from '../database/connection-fault.ts'
import { isPassing, isUnreachable } from '../database/fault.ts'
import { migrateDatabase } from '../database/migration/migrate.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { runningConnection } from '../database/postgres/endpoint.ts'
import { DossierError } from '../errors.ts'
import { createLog, type Log } from '../log.ts'
import { type StopSignal, signalExitCodes, stopSignals } from '../server/stop.ts'
import { openStore, storeFault } from '../server/store.ts'
import { UsageError } from './result.ts'

interface Connected {
  readonly db: Database
  /** True when another Dossier runs the PostgreSQL, and may stop it. */
  readonly isBorrowed: boolean
  close(): Promise<void>
}

const maximumAttempts = 3

/**
 * Runs `task` on the database of DATABASE_URL or, without it, on the PostgreSQL of the data folder: started for this
 * command, or the one that a server already runs. If that server stops meanwhile, `task` is run again, so it must be
 * repeatable.
 *
 * @throws UsageError when a variable of the environment is wrong; DossierError UNAVAILABLE when there is no database.
 */
export async function withDatabase<T>(
  env: NodeJS.ProcessEnv,
  task: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = readEnvironment(env)
  const log = await createLog(config)
  for (let attempt = 1; ; attempt += 1) {
    const connected = await connect(config, log)
    const forget = closeOnSignal(connected)
    try {
      return await task(connected.db, config)
    } catch (error) {
      const isGone = connected.isBorrowed && isUnreachable(error)
      if (!isGone || attempt === maximumAttempts) throw await storeFault(error, config)
    } finally {
      forget()
      await connected.close()
    }
  }
}

/** Milliseconds that closing the database may take after a signal. */
const closeTimeout = 5_000

/** Closes the database when a signal ends the command. Uncommitted changes are rolled back. */
function closeOnSignal({ close }: Connected): () => void {
  const end = (signal: StopSignal) => {
    const leave = () => process.exit(signalExitCodes[signal])
    Promise.race([close(), sleep(closeTimeout)]).then(leave, leave)
  }
  for (const signal of stopSignals) process.once(signal, end)
  return () => {
    for (const signal of stopSignals) process.removeListener(signal, end)
  }
}

function readEnvironment(env: NodeJS.ProcessEnv): Config {
  try {
    // A command prints its result; of the log it shows only warnings and errors.
    return readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL || 'warn' })
  } catch (error) {
    throw error instanceof DossierError ? new UsageError(error.message, { cause: error }) : error
  }
}

async function connect(config: Config, log: Log): Promise<Connected> {
  if (config.databaseUrl) return await reach({ connectionString: config.databaseUrl }, log, false)
  try {
    // No time limit for statements, because loading a large dataset takes long.
    const store = await openStore({ ...config, statementTimeout: 0, poolSize: 4 }, log)
    return { db: store.db, isBorrowed: false, close: () => store.close() }
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    const borrowed = error.details.isInUse === true ? await borrow(config, log) : undefined
    if (borrowed) return borrowed
    throw new DossierError('UNAVAILABLE', error.message, error.details, { cause: error })
  }
}

/** Connects without waiting for a database that is not there yet, unlike a server. */
async function reach(connection: pg.PoolConfig, log: Log, isBorrowed: boolean): Promise<Connected> {
  try {
    await migrateDatabase(connection, { log })
  } catch (error) {
    const { message, details } = connectionFault(error, connection, !isBorrowed)
    throw new DossierError('UNAVAILABLE', message, details, { cause: error })
  }
  const db = openDatabase(connection, { poolSize: 4, log })
  return { db, isBorrowed, close: () => db.close() }
}

/** Milliseconds to wait for the PostgreSQL of a server that is just starting. */
const borrowTimeout = 10_000

/** Connects to the PostgreSQL that another Dossier runs on the data folder; undefined if there is none in time. */
async function borrow({ dataDir }: Config, log: Log): Promise<Connected | undefined> {
  const deadline = Date.now() + borrowTimeout
  for (;;) {
    const connection = await runningConnection(dataDir)
    try {
      if (connection) return await reach(connection, log, true)
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error
    }
    if (Date.now() > deadline) return undefined
    await sleep(200)
  }
}
