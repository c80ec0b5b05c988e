import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { EnginePool } from './engine-pool.ts'
import { migrationsFolder, readMigrations } from './migrations.ts'
import { everything, migrationList, openSchemaEngine } from './schema-engine.ts'

interface DifferenceOptions {
  /** The folder of the migrations, if not the project's prisma/migrations. */
  readonly folder?: string
  /** The text of schema.prisma, if not the project's. */
  readonly schema?: string
}

/**
 * The SQL that turns the result of the migrations into what schema.prisma says, or null when both are the same. The
 * migrations run in an empty database, which is created and dropped on the server of `connection`. Prisma compares only
 * what its schema language can say, so triggers, functions, checks and collations are no difference.
 */
export async function differenceFromSchema(
  connection: pg.PoolConfig,
  { folder = migrationsFolder, schema }: DifferenceOptions = {},
): Promise<string | null> {
  const content = schema ?? (await readFile(path.join(migrationsFolder, '../schema.prisma'), 'utf8'))
  const migrations = await readMigrations(folder)
  const pool = new EnginePool(connection)
  let cause: unknown
  try {
    const engine = await openSchemaEngine(pool, content, (error) => {
      cause ??= error
    })
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList(migrations) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      script: true,
      exitCode: true,
      filters: everything,
    })
    engine.free()
    return exitCode === 0 ? null : stdout
  } catch (error) {
    throw cause ?? error
  } finally {
    await pool.end()
  }
}
