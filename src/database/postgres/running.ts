import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'

/**
 * How to connect to the PostgreSQL that another process of ours runs on a data folder; undefined when none seems to
 * run. PostgreSQL itself writes down where it listens.
 */
export async function runningConnection(dataDir: string): Promise<pg.PoolConfig | undefined> {
  const file = path.join(dataDir, 'postgres', 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').map((line) => line.trim())
  const [_pid, _folder, _start, port, socketFolder, address, _memory, status] = lines
  if (status !== 'ready' || !port) return undefined
  const who = { port: Number(port), user: 'dossier', database: 'postgres', ssl: false }
  if (socketFolder) return { host: socketFolder, ...who }
  const password = (await readFile(path.join(dataDir, 'password'), 'utf8').catch(() => '')).trim()
  return { host: address || '127.0.0.1', ...who, password }
}
