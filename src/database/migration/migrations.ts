import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'

/** A folder of prisma/migrations. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the file in hexadecimal, as Prisma records it. */
  readonly checksum: string
}

/** A record of the table `_prisma_migrations`. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

/** The folder of the project's own migrations. */
export const migrationsFolder = path.join(import.meta.dirname, '../../../prisma/migrations')

/** Reads the migrations of a folder, oldest first. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * The migrations that a database still needs, in order.
 *
 * @throws DossierError CONFLICT when the history of the database is not the beginning of `migrations`, because then its
 *   tables may have any form.
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum, finished } of applied) {
    const migration = known.get(name)
    if (!migration) {
      throw refusal(
        `The database has the migration ${name}, which this version of Dossier does not know: start the newer version that wrote it.`,
      )
    }
    if (!finished) {
      throw refusal(
        `The migration ${name} was begun by another tool and did not finish: repair the database, then say so with "prisma migrate resolve".`,
      )
    }
    if (migration.checksum !== checksum) {
      throw refusal(
        `The migration ${name} was changed after it was applied: restore prisma/migrations/${name}/migration.sql, and put the change into a migration of its own (npm run migration -- NAME).`,
      )
    }
  }
  const done = new Set(applied.map(({ name }) => name))
  return migrations.filter(({ name }) => !done.has(name))
}

function refusal(message: string): DossierError {
  return new DossierError('CONFLICT', message)
}
