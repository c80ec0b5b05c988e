import { PrismaPg } from '@prisma/adapter-pg'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Logger } from 'pino'
import { PrismaClient } from '../generated/prisma/client.ts'
import type { ConnectionCheck } from './connection.ts'
import { statementName } from './prepared.ts'
import type { Tables } from './tables.ts'
import { TrackedPool } from './tracked-pool.ts'

/** One PostgreSQL, used in two ways: Kysely writes the statements that read, Prisma writes. Both share one pool. */
export interface Database {
  readonly prisma: PrismaClient
  readonly sql: Kysely<Tables>
  readonly pool: TrackedPool
  close(): Promise<void>
}

interface DatabaseOptions {
  /** The most connections; 10 if not given. */
  readonly poolSize?: number
  /** Milliseconds after which PostgreSQL cancels a statement; no limit if not given. */
  readonly statementTimeout?: number
  /** Receives a warning for each idle connection that breaks. */
  readonly log?: Pick<Logger, 'warn'>
  /** Looks at each connection before it is used. */
  readonly check?: ConnectionCheck
}

/** Milliseconds that a caller waits for a connection. */
const connectTimeout = 5000

/** Seconds after which a connection is replaced: the process behind it does not keep memory for ever. */
const connectionLifetime = 3_600

/**
 * Opens a pool on `connection`. It connects with the first statement, and replaces a broken connection when the next
 * statement needs one. Kysely returns numbers that JavaScript cannot hold exactly (bigint, numeric) as text, Prisma
 * returns them as BigInt and Decimal.
 */
export function openDatabase(connection: pg.PoolConfig, options: DatabaseOptions = {}): Database {
  const settings: pg.PoolConfig = {
    application_name: 'dossier',
    options: '-c TimeZone=UTC -c jit=off',
    max: options.poolSize,
    statement_timeout: options.statementTimeout,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    idleTimeoutMillis: connectionLifetime * 1000,
    maxLifetimeSeconds: connectionLifetime,
    ...connection,
  }
  const pool = new TrackedPool(settings, options.check)
  pool.on('error', (error) => {
    if (!pool.ending) options.log?.warn({ error: error.message }, 'A connection to the database broke')
  })
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => statementName(sql),
    }),
  })
  const sql = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  })
  return {
    prisma,
    sql,
    pool,
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}
