import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Config, readConfig } from '../config.ts'
import { databaseFault } from '../database/fault.ts'
import { migrateDatabase } from '../database/migration/migrate.ts'
import { type Database, openDatabase } from '../database/open.ts'
import { runningConnection } from '../database/postgres/running.ts'
import { DossierError } from '../errors.ts'
import { createLog, type Log } from '../log.ts'
import { openStore } from '../server/store.ts'
import { UsageError } from './result.ts'

interface Connected {
  readonly db: Database
  /** True when another process runs the database, and may end it. */
  readonly isBorrowed: boolean
  close(): Promise<void>
}

const mostAttempts = 3

/**
 * Runs `task` on the database of DATABASE_URL; without it on our own, in the data folder: started for this command, or
 * that of a server which runs already. A task may run again when such a server ends meanwhile, so it has to be one
 * that can be repeated.
 *
 * @throws UsageError when the environment is not right; DossierError UNAVAILABLE when there is no database.
 */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, task: (db: Database) => Promise<T>): Promise<T> {
  const config = readEnvironment(env)
  const log = await createLog(config)
  for (let attempt = 1; ; attempt += 1) {
    const connected = await connect(config, log)
    const forget = closeOnSignal(connected)
    try {
      return await task(connected.db)
    } catch (error) {
      const isGone = connected.isBorrowed && databaseFault(error, 0)?.code === 'UNAVAILABLE'
      if (!isGone || attempt === mostAttempts) throw error
    } finally {
      forget()
      await connected.close()
    }
  }
}

const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Ends a PostgreSQL of ours with the command, when somebody ends that: what was not committed is undone. */
function closeOnSignal({ close }: Connected): () => void {
  const end = (signal: NodeJS.Signals) => {
    const leave = () => process.exit(signalCodes[signal as keyof typeof signalCodes])
    Promise.race([close(), sleep(5000)]).then(leave, leave)
  }
  for (const signal of Object.keys(signalCodes)) process.once(signal, end)
  return () => {
    for (const signal of Object.keys(signalCodes)) process.removeListener(signal, end)
  }
}

function readEnvironment(env: NodeJS.ProcessEnv): Config {
  try {
    // A command prints its result; only what is wrong is worth a line beside it.
    return readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL || 'warn' })
  } catch (error) {
    throw error instanceof DossierError ? new UsageError(error.message, { cause: error }) : error
  }
}

async function connect(config: Config, log: Log): Promise<Connected> {
  if (config.databaseUrl) return await reach({ connectionString: config.databaseUrl }, log, false)
  try {
    // The time limit of statements is for questions; a large dataset takes longer.
    const store = await openStore({ ...config, statementTimeout: 0, poolSize: 4 }, log)
    return { db: store.db, isBorrowed: false, close: () => store.close() }
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    const borrowed = error.details.isInUse === true ? await borrow(config, log) : undefined
    if (borrowed) return borrowed
    throw new DossierError('UNAVAILABLE', error.message, error.details, { cause: error })
  }
}

/** A server waits for its database; who calls a command would rather know at once that there is none. */
async function reach(connection: pg.PoolConfig, log: Log, isBorrowed: boolean): Promise<Connected> {
  try {
    await migrateDatabase(connection, { log })
  } catch (error) {
    const isRefused = error instanceof DossierError && error.code !== 'UNAVAILABLE'
    const reason =
      error instanceof Error && !isRefused ? `The database cannot be reached: ${error.message}.` : undefined
    throw new DossierError('UNAVAILABLE', reason ?? (error as Error).message, {}, { cause: error })
  }
  const db = openDatabase(connection, { poolSize: 4, log })
  return { db, isBorrowed, close: () => db.close() }
}

/** How long a server that is just starting is waited for, in milliseconds. */
const patience = 10_000

/** Connects to the database that another process runs on the data folder. */
async function borrow({ dataDir }: Config, log: Log): Promise<Connected | undefined> {
  const deadline = Date.now() + patience
  for (;;) {
    const connection = await runningConnection(dataDir)
    try {
      if (connection) return await reach(connection, log, true)
    } catch (error) {
      if (databaseFault(error, 0)?.code !== 'UNAVAILABLE' || Date.now() > deadline) throw error
    }
    if (Date.now() > deadline) return undefined
    await sleep(200)
  }
}
