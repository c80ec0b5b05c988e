import { PrismaPg } from '@prisma/adapter-pg'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Logger } from 'pino'
import { PrismaClient } from '../generated/prisma/client.ts'
import { keptName } from './prepared.ts'
import type { Tables } from './tables.ts'
import { WorkPool } from './tracked-pool.ts'

/** One PostgreSQL behind two front doors: Prisma loads rows, Kysely finds them. Both share one pool. */
export interface Database {
  readonly prisma: PrismaClient
  readonly sql: Kysely<Tables>
  readonly pool: pg.Pool
  close(): Promise<void>
}

interface DatabaseOptions {
  /** Connections at most; 10 if not given. */
  readonly poolSize?: number
  /** Milliseconds after which PostgreSQL gives up a statement; none if not given. */
  readonly statementTimeout?: number
  /** Hears of connections that broke while nobody used them. */
  readonly log?: Pick<Logger, 'warn'>
}

/** How long a caller waits for a connection, in milliseconds. */
const connectTimeout = 5000

/** Seconds after which a connection is replaced: the new one keeps the statements that are in use then. */
const connectionLifetime = 300

/**
 * Opens a pool on `connection`. Nothing connects before the first statement; a connection that breaks is replaced by
 * the next statement that needs one. Numbers that JavaScript cannot hold exactly (bigint, numeric) come through Kysely
 * as text, and through Prisma as BigInt and Decimal.
 */
export function openDatabase(connection: pg.PoolConfig, options: DatabaseOptions = {}): Database {
  const pool = new WorkPool({
    application_name: 'dossier',
    options: '-c TimeZone=UTC -c jit=off',
    max: options.poolSize,
    statement_timeout: options.statementTimeout,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    idleTimeoutMillis: connectionLifetime * 1000,
    maxLifetimeSeconds: connectionLifetime,
    ...connection,
  })
  pool.on('error', (error) => {
    if (!pool.ending) options.log?.warn({ error: error.message }, 'A connection to the database broke')
  })
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: ({ sql }) => keptName(sql) }),
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
