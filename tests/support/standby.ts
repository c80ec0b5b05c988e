import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { findBinaries } from '../../src/database/postgres/binaries.ts'
import { type PostgresProcess, startPostgres } from '../../src/database/postgres/process.ts'
import { postgresSettings } from '../../src/database/postgres/settings.ts'
import { choosePostgresUser } from '../../src/database/postgres/user.ts'
import { filledFolder } from './data-folder.ts'
import { eventually } from './server-process.ts'

/** Why there are no standbys on this machine; undefined if there are. */
export const noStandbys =
  process.platform === 'linux' ? undefined : 'standbys are made by copying a data folder, as Linux does it'

const guide = readFileSync(path.join(import.meta.dirname, '../../docs/operating.md'), 'utf8')

/** What docs/operating.md says that a primary or a replica needs: a block of it in the language `kind`. */
function guideBlock(kind: string): string[] {
  const [, text = ''] = new RegExp(`\`\`\`${kind}\n([^\`]+)\`\`\``).exec(guide) ?? []
  return text.split('\n').flatMap((line) => line.trim() || [])
}

/** The settings of one of them: the tests use the very ones that the guide names. */
function guideSettings(kind: 'primary' | 'replica'): Record<string, string> {
  return Object.fromEntries(guideBlock(`ini ${kind}`).map((line) => line.split(' = ')))
}

/** The statements by which the guide makes the roles and the database. */
export const guideRoles = guideBlock('sql roles')

/** A PostgreSQL on a data folder of its own, gone after the test. */
export interface PostgresNode {
  readonly folder: string
  /** The folder of its socket. */
  readonly socket: string
  /** Its address, as DATABASE_URL has it. */
  readonly address: string
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  start(): Promise<void>
  /** Stops it cleanly. */
  stop(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

/** The address of the PostgreSQL that has its socket in a folder. */
export function addressOf(socket: string, database = 'postgres', user = 'dossier'): string {
  return `postgres:///${database}?${new URLSearchParams({ host: socket, port: '5432', user })}`
}

/** Starts PostgreSQL on the data folder of a Dossier. */
export async function startNode(folder: string, settings: Record<string, string> = {}): Promise<PostgresNode> {
  const socket = path.join(folder, 'socket')
  await mkdir(socket, { recursive: true })
  const command = {
    binaries: await findBinaries(),
    user: choosePostgresUser(folder),
    cluster: path.join(folder, 'postgres'),
    // The memory of a small machine, because many run at once.
    settings: {
      ...postgresSettings(512 * 1024 * 1024),
      listen_addresses: '',
      unix_socket_directories: socket,
      fsync: 'off',
      ...settings,
    },
    log: pino({ level: 'silent' }),
  }
  let process: PostgresProcess | undefined
  let client: pg.Client | undefined
  const node: PostgresNode = {
    folder,
    socket,
    address: addressOf(socket),
    async query(text) {
      client ??= await connect(node.address, () => {
        client = undefined
      })
      return (await client.query(text)).rows
    },
    async start() {
      process = await startPostgres(command)
    },
    async stop() {
      await client?.end()
      await process?.stop()
    },
    async kill() {
      await client?.end().catch(() => undefined)
      if (process) globalThis.process.kill(process.pid, 'SIGKILL')
      await process?.ended
    },
  }
  onTestFinished(() => node.kill().catch(() => undefined))
  await node.start()
  return node
}

async function connect(connectionString: string, onEnd: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  client.on('error', onEnd).on('end', onEnd)
  await client.connect()
  return client
}

/** It keeps owners and modes, on which PostgreSQL insists. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}

type Query = (text: string) => Promise<object[]>

/** What a copy of a data folder must not hold. */
const notCopied = ['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'pg_subtrans', 'pg_dynshmem', 'pg_notify', 'pg_serial']

/**
 * Makes a data folder that follows the PostgreSQL of `folder`, which runs and has its socket in `socket`.
 *
 * @param query Sends all statements over one connection, because a backup ends with its connection.
 */
export async function makeStandby(query: Query, folder: string, standby: string, socket: string): Promise<void> {
  const cluster = path.join(standby, 'postgres')
  await mkdir(standby, { mode: 0o700 })
  await query(`select pg_backup_start('standby', fast => true)`)
  // What PostgreSQL takes away meanwhile is not missed.
  await copyFolder(path.join(folder, 'postgres'), cluster).catch(() => undefined)
  const [backup] = (await query('select labelfile from pg_backup_stop()')) as { labelfile: string }[]
  await rm(path.join(cluster, 'postmaster.pid'))
  for (const emptied of notCopied) {
    for (const name of await readdir(path.join(cluster, emptied))) {
      await rm(path.join(cluster, emptied, name), { recursive: true })
    }
  }
  await writeFile(path.join(cluster, 'backup_label'), backup?.labelfile ?? '')
  await writeFile(path.join(cluster, 'standby.signal'), '')
  await appendFile(path.join(cluster, 'postgresql.auto.conf'), `primary_conninfo = 'host=${socket} user=dossier'\n`)
}

/** A primary with the first dataset, and standbys that follow it. */
export interface Cluster {
  readonly primary: PostgresNode
  readonly standbys: readonly PostgresNode[]
}

export async function startCluster(count: number, settings: Record<string, string> = {}): Promise<Cluster> {
  const folder = await filledFolder()
  const primary = await startNode(folder, guideSettings('primary'))
  const standbys: PostgresNode[] = []
  for (let number = 1; number <= count; number += 1)
    standbys.push(await addStandby(primary, `replica${number}`, settings))
  return { primary, standbys }
}

/** Makes and starts a standby of a running server, which it follows from the socket `from`. */
export async function addStandby(
  primary: PostgresNode,
  name: string,
  settings: Record<string, string> = {},
  from = primary.socket,
): Promise<PostgresNode> {
  const folder = path.join(path.dirname(primary.folder), name)
  await makeStandby(primary.query, primary.folder, folder, from)
  const standby = await startNode(folder, { ...guideSettings('replica'), ...settings })
  await follows(standby, primary)
  return standby
}

/** Waits until a standby has all that its primary has. */
export async function follows(standby: PostgresNode, primary: PostgresNode): Promise<void> {
  const [position] = await primary.query<{ lsn: string }>('select pg_current_wal_lsn() as lsn')
  const hasIt = `select where pg_last_wal_replay_lsn() >= '${position?.lsn}'`
  await eventually('the standby follows', async () => (await standby.query(hasIt).catch(() => [])).length === 1)
}
