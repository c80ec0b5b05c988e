// npm run migration -- NAME: writes the next migration, the difference between the migrations and schema.prisma.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { differenceFromSchema } from '../src/database/migration/difference.ts'
import { migrationsFolder, readMigrations } from '../src/database/migration/migrations.ts'
import { nameMigration } from '../src/database/migration/next-migration.ts'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { DossierError } from '../src/errors.ts'

async function writeMigration(given: string | undefined): Promise<string> {
  const names = (await readMigrations()).map(({ name }) => name)
  const name = nameMigration(given, names)
  const script = await differenceOnOwnServer()
  if (script === null) return 'No difference: the migrations make what prisma/schema.prisma says.'
  const folder = path.join(migrationsFolder, name)
  await mkdir(folder)
  await writeFile(path.join(folder, 'migration.sql'), script)
  return `Wrote prisma/migrations/${name}/migration.sql. Read it before you commit it: what it drops is gone, and what schema.prisma cannot say is yours to add.`
}

/** Compares on a temporary PostgreSQL, which does not touch the data folder. */
async function differenceOnOwnServer(): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-migration-'))
  try {
    const postgres = await startEmbedded({ dataDir: folder, log: pino({ level: 'error' }), throwaway: true })
    try {
      return await differenceFromSchema(postgres.connection)
    } finally {
      await postgres.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

try {
  console.log(await writeMigration(process.argv[2]))
} catch (error) {
  if (!(error instanceof DossierError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
