import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chown, mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { onTestFinished } from 'vitest'
import { type ScratchOptions, scratchFolder } from './scratch.ts'

const project = path.join(import.meta.dirname, '../..')

interface Identity {
  readonly uid: number
  readonly gid: number
}

export interface ServerEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly child: ChildProcess
  /** Settles with its address once it answers questions; rejects when it ends before. */
  readonly url: Promise<string>
  readonly ended: Promise<ServerEnd>
  /** What it has printed so far, on both of its outputs. */
  printed(): { readonly out: string; readonly log: string }
}

/** Starts a server on `env` alone, on any free port. Whatever becomes of it, it is gone after the test. */
export function startServer(env: Record<string, string>, identity?: Identity): ServerProcess {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: project,
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, PORT: '0', LOG_FORMAT: 'json', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identity,
  })
  const printed = { out: '', log: '' }
  child.stderr.on('data', (chunk) => {
    printed.log += chunk
  })
  const ended = new Promise<ServerEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed.out += chunk
      const address = /answers at (\S+\/)graphql/.exec(printed.out)?.[1]
      if (address) resolve(address)
    })
    ended.then(() => reject(new Error(`The server ended: ${printed.log}`)), reject)
  })
  // Whoever does not ask for the address does not want to know.
  url.catch(() => undefined)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, url, ended, printed: () => printed }
}

interface FolderOptions extends ScratchOptions {
  /** Whose it is; ours by default. */
  readonly identity?: Identity
}

/**
 * A new folder under a folder that only its owner may enter. It is gone after the test, and so is what runs on the
 * data folder "data" in it.
 */
export async function privateFolder({ identity, ...options }: FolderOptions = {}): Promise<string> {
  const outer = await scratchFolder('dossier-server-', options)
  const folder = path.join(outer, 'inner')
  await mkdir(folder, { mode: 0o700 })
  if (identity) for (const owned of [outer, folder]) await chown(owned, identity.uid, identity.gid)
  onTestFinished(async () => {
    killPostgres(path.join(folder, 'data'))
    await rm(outer, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 })
  })
  return folder
}

/** The process number of the postgres on a data folder. */
export function postgresPid(folder: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8'), 10)
  } catch {
    return undefined
  }
}

/** Kills the postgres on a data folder, as the system does when memory runs out. */
export function killPostgres(folder: string): void {
  const pid = postgresPid(folder)
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** How to reach the postgres of a data folder whose path is short. */
export function socketOf(folder: string): pg.PoolConfig {
  return { host: path.join(folder, 'socket'), port: 5432, user: 'dossier', database: 'postgres' }
}

/** Asks a GraphQL question and returns the status and the answer. */
export async function askServer(url: string, query: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL('graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, body: await response.json() }
}

/** Waits until `condition` holds; fails after some minutes, for machines may be busy. */
export async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 180_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`)
    await sleep(50)
  }
}

/** The status of a page of the server; undefined while nobody listens. */
export async function statusOf(url: string, page: string): Promise<number | undefined> {
  return await fetch(new URL(page, url)).then(
    ({ status }) => status,
    () => undefined,
  )
}

/** A port that nobody listens on at the moment, or, with `keep`, one that stays taken until the test ends. */
export async function findPort({ keep = false } = {}): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
  if (keep) onTestFinished(close)
  else await close()
  return typeof address === 'object' && address ? address.port : 0
}
