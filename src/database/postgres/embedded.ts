import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { findBinaries } from './binaries.ts'
import { createCluster } from './cluster.ts'
import { type DataFolder, hasCluster, openDataFolder } from './data-folder.ts'
import { chooseEndpoint, type Endpoint } from './endpoint.ts'
import { endLeftovers, type Leftovers } from './leftovers.ts'
import { type PostgresCommand, type PostgresProcess, startPostgres } from './process.ts'
import { postgresSettings, throwawaySettings } from './settings.ts'
import { admitPostgresUser, choosePostgresUser } from './user.ts'

/** Our own PostgreSQL, on a data folder of ours. */
export interface EmbeddedPostgres {
  /** How to connect to it; it stays the same when postgres has to be started again. */
  readonly connection: pg.PoolConfig
  /** The process number of the postgres of the moment. */
  readonly pid: number
  /** Ends it cleanly and gives the folder back. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  readonly dataDir: string
  readonly log: PostgresCommand['log'] & Pick<Logger, 'warn'>
  /** False never uses a user namespace, as on machines that forbid them. */
  readonly allowNamespace?: boolean
  /** True for a folder that is thrown away afterwards: then nothing waits for the disk. */
  readonly throwaway?: boolean
}

/**
 * Starts PostgreSQL on a data folder, which it makes where it is missing, and keeps it running: when postgres dies, it
 * is started again. What an earlier server left behind is ended first.
 *
 * @throws DossierError CONFLICT when the folder is in use or of another version; UNAVAILABLE when PostgreSQL does not
 *   start.
 */
export async function startEmbedded({
  dataDir,
  log,
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
    const settings = { ...postgresSettings(), ...endpoint.settings, ...(throwaway ? throwawaySettings : {}) }
    const { lockFiles } = endpoint
    const command = { binaries, user, cluster: folder.cluster, lockFiles, settings, log }
    return await supervise(command, folder, endpoint)
  } catch (error) {
    folder.release()
    throw error
  }
}

type Command = PostgresCommand & Leftovers

async function startAlone(command: Command): Promise<PostgresProcess> {
  await endLeftovers(command)
  return await startPostgres(command)
}

async function supervise(command: Command, folder: DataFolder, endpoint: Endpoint): Promise<EmbeddedPostgres> {
  const stopping = new AbortController()
  let current = await startAlone(command)

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
      // It may have been between an end and a new start.
      await current.stop()
      endpoint.remove()
      folder.release()
    },
  }
}

/** Tries until postgres runs: a full disk, say, is emptied by somebody, and then all goes on. */
async function startAgain(command: Command, signal: AbortSignal, old: PostgresProcess): Promise<PostgresProcess> {
  for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await startAlone(command)
    } catch (error) {
      command.log.error({ error: (error as Error).message }, 'PostgreSQL does not start: trying again')
      await sleep(wait, undefined, { signal }).catch(() => undefined)
    }
  }
  return old
}
