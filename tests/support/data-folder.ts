import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { inject } from 'vitest'
import { migrateDatabase } from '../../src/database/migration/migrate.ts'
import { openDatabase } from '../../src/database/open.ts'
import { startEmbedded } from '../../src/database/postgres/embedded.ts'
import { seedIfEmpty } from '../../src/dataset/seed.ts'
import type { ScratchOptions } from './scratch.ts'
import { privateFolder } from './server-process.ts'

let original: Promise<string> | undefined

/** A data folder that holds the first dataset, as a server leaves it when it is stopped. Each test gets a copy. */
export async function filledFolder(options?: ScratchOptions): Promise<string> {
  original ??= fillFolder()
  const copy = path.join(await privateFolder(options), 'data')
  // It keeps owners and modes, on which PostgreSQL insists.
  await promisify(execFile)('cp', ['-a', await original, copy])
  return copy
}

async function fillFolder(): Promise<string> {
  // Not removed here: a worker may end without an event.
  const folder = await mkdtemp(path.join(inject('server').shared, 'filled-'))
  const postgres = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }), throwaway: true })
  try {
    await migrateDatabase(postgres.connection)
    const db = openDatabase(postgres.connection)
    await seedIfEmpty(db)
    await db.close()
  } finally {
    await postgres.stop()
  }
  return folder
}
