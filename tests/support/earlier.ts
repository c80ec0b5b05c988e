import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { migrateDatabase } from '../../src/database/migration/migrate.ts'
import { migrationsFolder, readMigrations } from '../../src/database/migration/migrations.ts'

/** Migrates an empty database to what it was before the migration whose name ends with `_` and `name`. */
export async function migrateUpTo(connection: pg.PoolConfig, name: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-migrations-'))
  try {
    for (const migration of await readMigrations()) {
      if (migration.name.endsWith(`_${name}`)) break
      await cp(path.join(migrationsFolder, migration.name), path.join(folder, migration.name), { recursive: true })
    }
    await migrateDatabase(connection, { folder })
  } finally {
    await rm(folder, { recursive: true })
  }
}
