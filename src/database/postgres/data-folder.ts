import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DossierError } from '../../errors.ts'
import { fullDisk, isFullDisk } from '../full-disk.ts'

/** A folder that is locked for this process. */
export interface DataFolder {
  /** The real path of the folder. */
  readonly root: string
  /** The path of PostgreSQL's data directory in it. */
  readonly cluster: string
  /** Unlocks the folder. */
  release(): void
}

/**
 * Makes the folder if it is missing, gives access to its owner only, and locks it for this process. The operating system
 * releases the lock when the process ends, however it ends.
 *
 * @throws DossierError CONFLICT when another process owns the folder; UNAVAILABLE when it cannot be written.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const root = await realpath(folder)
    const lock = takeLock(root)
    if (process.platform !== 'win32') await chmod(root, 0o700)
    return {
      root,
      cluster: path.join(root, 'postgres'),
      release: () => lock.close(),
    }
  } catch (error) {
    if (error instanceof DossierError) throw error
    if (isFullDisk(error)) throw fullDisk(folder, error)
    throw new DossierError(
      'UNAVAILABLE',
      `The data folder ${folder} cannot be used (${(error as Error).message}): set DOSSIER_DATA_DIR to a folder that ` +
        'this user may write to.',
      {},
      { cause: error },
    )
  }
}

const sqliteBusy = 5

/** Locks by SQLite, which takes a lock of the operating system on its file. Node itself cannot lock files. */
function takeLock(root: string): DatabaseSync {
  const file = path.join(root, 'server.lock')
  makeFile(file)
  const database = new DatabaseSync(file, { timeout: 0 })
  const owner = path.join(root, 'server.pid')
  try {
    database.exec('pragma journal_mode = memory; begin exclusive')
    writeFileSync(owner, `${process.pid}\n`)
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode !== sqliteBusy) throw error
    throw new DossierError(
      'CONFLICT',
      `Another Dossier${readOwner(owner)} uses the data folder ${root}: stop it, or set DOSSIER_DATA_DIR to another folder.`,
      { isInUse: true },
    )
  }
  return database
}

/** Makes an empty file if it is missing. Unlike SQLite, Node says why it cannot be made. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function readOwner(file: string): string {
  try {
    return ` (process ${readFileSync(file, 'utf8').trim()})`
  } catch {
    return ''
  }
}

/**
 * True if the folder already holds a PostgreSQL data directory.
 *
 * @throws DossierError CONFLICT when another major version of PostgreSQL wrote it.
 */
export async function hasCluster(folder: DataFolder, majorVersion: string): Promise<boolean> {
  const version = await readFile(path.join(folder.cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) return false
  if (version.trim() === majorVersion) return true
  throw new DossierError(
    'CONFLICT',
    `The data folder ${folder.root} was written by PostgreSQL ${version.trim()}, and this is PostgreSQL ${majorVersion}: ` +
      'start the version of Dossier that wrote it and dump the database, or set DOSSIER_DATA_DIR to a new folder.',
  )
}
