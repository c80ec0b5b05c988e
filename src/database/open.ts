import { PrismaPg } from '@prisma/adapter-pg'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { PrismaClient } from '../generated/prisma/client.ts'
import type { Tables } from './tables.ts'
import { WorkPool } from './work.ts'

/** One PostgreSQL behind two front doors: Prisma loads rows, Kysely finds them. Both share one pool. */
export interface Database {
  readonly prisma: PrismaClient
  readonly sql: Kysely<Tables>
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** Opens a pool on `connection`. Nothing connects before the first statement. */
export function openDatabase(connection: pg.PoolConfig): Database {
  const pool = new WorkPool({ application_name: 'dossier', options: '-c TimeZone=UTC', ...connection })
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
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
