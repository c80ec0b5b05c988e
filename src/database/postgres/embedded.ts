import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { fullDisk, isFullDisk } from '../full-disk.ts'
import { findBinaries } from './binaries.ts'
import { createCluster } from './cluster.ts'
import { type DataFolder, hasCluster, openDataFolder } from './data-folder.ts'
import { chooseEndpoint, type Endpoint } from './endpoint.ts'
import { endLeftovers, type Leftovers } from './leftovers.ts'
import { type PostgresCommand, type PostgresProcess, startPostgres } from './process.ts'
import { connectionSettings, postgresSettings, throwawaySettings } from './settings.ts'
import { admitPostgresUser, choosePostgresUser } from './user.ts'

/** A PostgreSQL that this process runs on a data folder. */
export interface EmbeddedPostgres {
  /** Stays the same when postgres is restarted. */
  readonly connection: pg.PoolConfig
  /** The process id of the present postgres. */
  readonly pid: number
  /** Stops it cleanly and unlocks the folder. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: PostgresCommand['log'] & Pick<Logger, 'warn'>
  /** How many connections are needed; 100 can always be opened. */
  readonly connections?: number
  /** False: uses no user namespace, as on machines that forbid them. */
  readonly allowNamespace?: boolean
  /** True for a folder that is deleted afterwards: nothing waits for the disk. */
  readonly throwaway?: boolean
}

/**
 * Starts PostgreSQL on a data folder, which it makes if it is missing, and restarts postgres whenever it dies. Processes
 * that a killed server left behind are stopped first.
 *
 * @throws DossierError CONFLICT when the folder is in use or of another version; UNAVAILABLE when PostgreSQL does not
 *   start.
 */
export async function startEmbedded({
  dataDir,
  log,
  connections,
  allowNamespace,
  throwaway = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries()
  const folder = await openDataFolder(dataDir)
  try {
    const user = choosePostgresUser(folder.root, allowNamespace)
    await admitPostgresUser(user, folder.root, binaries.postgres)
    const endpoint = await chooseEndpoint(folder, user)
    if (!(await hasCluster(folder, binaries.majorVersion))) {
      log.info({ folder: folder.root }, 'Making a new database')
      await createCluster(folder, binaries, user, throwaway)
    }
    const settings = {
      ...postgresSettings(),
      ...connectionSettings(connections),
      ...endpoint.settings,
      ...(throwaway ? throwawaySettings : {}),
    }
    const { lockFiles } = endpoint
    const command = { binaries, user, cluster: folder.cluster, lockFiles, settings, log }
    return await supervise(command, folder, endpoint)
  } catch (error) {
    folder.release()
    throw isFullDisk(error) ? fullDisk(dataDir, error) : error
  }
}

type Command = PostgresCommand & Leftovers

async function startAfterLeftovers(command: Command): Promise<PostgresProcess> {
  await endLeftovers(command)
  return await startPostgres(command)
}

async function supervise(command: Command, folder: DataFolder, endpoint: Endpoint): Promise<EmbeddedPostgres> {
  const stopping = new AbortController()
  let current = await startAfterLeftovers(command)

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      const end = await current.ended
      if (stopping.signal.aborted) return
      command.log.error({ end }, 'PostgreSQL ended by itself: starting it again')
      current = await startAgain(command, stopping.signal, current)
    }
  }
  const running = keepRunning()

  return {
    connection: endpoint.connection,
    get pid() {
      return current.pid
    },
    async stop() {
      stopping.abort()
      await current.stop()
      await running
      // A restart may have been under way.
      await current.stop()
      endpoint.remove()
      folder.release()
    },
  }
}

/** Tries until postgres runs, because somebody may remove the cause, such as a full disk. */
async function startAgain(command: Command, signal: AbortSignal, old: PostgresProcess): Promise<PostgresProcess> {
  for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await startAfterLeftovers(command)
    } catch (error) {
      command.log.error({ error: (error as Error).message }, 'PostgreSQL does not start: trying again')
      await sleep(wait, undefined, { signal }).catch(() => undefined)
    }
  }
  return old
}
