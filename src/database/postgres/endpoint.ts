import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { chown, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { DossierError } from '../../errors.ts'
import type { DataFolder } from './data-folder.ts'
import type { PostgresUser } from './user.ts'

/** Where our PostgreSQL listens. Nobody else can connect there. */
export interface Endpoint {
  readonly connection: pg.PoolConfig
  /** The settings that make PostgreSQL listen there. */
  readonly settings: Readonly<Record<string, string>>
  /** Files outside the cluster in which PostgreSQL writes its process id. */
  readonly lockFiles: readonly string[]
  /** Removes what was made for it outside the data folder. */
  remove(): void
}

const user = 'dossier'
const database = 'postgres'

/** Bytes. macOS allows 103 for the path of a socket, Linux 107. */
const longestSocketPath = 100

/** Part of the name of the socket. No TCP port is opened. */
const socketPort = 5432

/** Chooses a Unix socket in a folder that only its owner can enter, or, on Windows, a free loopback port with a password. */
export async function chooseEndpoint(folder: DataFolder, { identity }: PostgresUser): Promise<Endpoint> {
  if (process.platform === 'win32') return await loopbackEndpoint(folder)
  const owner = identity?.uid ?? process.getuid?.() ?? 0
  const host = socketFolder(folder.root, owner)
  const outside = !host.startsWith(folder.root)
  if (identity) await chown(host, identity.uid, identity.gid)
  return {
    connection: { host, port: socketPort, user, database, ssl: false },
    settings: {
      listen_addresses: '',
      unix_socket_directories: host,
      unix_socket_permissions: '0700',
      port: String(socketPort),
    },
    lockFiles: [`${socketIn(host)}.lock`],
    remove() {
      if (outside) rmSync(host, { recursive: true, force: true })
    },
  }
}

function socketIn(folder: string): string {
  return path.join(folder, `.s.PGSQL.${socketPort}`)
}

function socketFolder(root: string, owner: number): string {
  const inside = path.join(root, 'socket')
  if (Buffer.byteLength(socketIn(inside)) <= longestSocketPath) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    return inside
  }
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const outside = path.join(tmpdir(), `dossier-${digest}`)
  mkdirSync(outside, { recursive: true, mode: 0o700 })
  refuseForeignFolder(outside, owner)
  return outside
}

/** Refuses a folder that somebody else made first in the shared temporary folder, because its owner could connect. */
function refuseForeignFolder(folder: string, owner: number): void {
  const found = lstatSync(folder)
  const ours = found.uid === owner || found.uid === process.getuid?.()
  if (found.isDirectory() && ours && (found.mode & 0o077) === 0) return
  throw new DossierError(
    'UNAVAILABLE',
    `The folder ${folder}, meant for the socket of PostgreSQL, belongs to somebody else or is open to others: remove it.`,
  )
}

async function loopbackEndpoint(folder: DataFolder): Promise<Endpoint> {
  const port = await freePort()
  return {
    connection: { host: '127.0.0.1', port, user, database, ssl: false, password: await clusterPassword(folder) },
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) },
    lockFiles: [],
    remove: () => undefined,
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => {
    server.close(resolve)
  })
  return typeof address === 'object' && address ? address.port : 0
}

/** The file that holds the password of the loopback endpoint. */
export function passwordFile(folder: DataFolder): string {
  return path.join(folder.root, 'password')
}

async function clusterPassword(folder: DataFolder): Promise<string> {
  const file = passwordFile(folder)
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known) return known.trim()
  const password = randomBytes(24).toString('base64url')
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return password
}

/**
 * The connection to the PostgreSQL that another Dossier runs on a data folder, read from PostgreSQL's own pid file;
 * undefined if none is ready.
 */
export async function runningConnection(dataDir: string): Promise<pg.PoolConfig | undefined> {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').map((line) => line.trim())
  const [_pid, _folder, _start, port, socketFolder, address, _memory, status] = lines
  if (status !== 'ready' || !port) return undefined
  const options = { port: Number(port), user, database, ssl: false }
  if (socketFolder) return { host: socketFolder, ...options }
  const password = (await readFile(path.join(dataDir, 'password'), 'utf8').catch(() => '')).trim()
  return { host: address || '127.0.0.1', ...options, password }
}
