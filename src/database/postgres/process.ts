import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { DossierError } from '../../errors.ts'
import type { PostgresBinaries } from './binaries.ts'
import { batchLauncher } from './launcher.ts'
import type { PostgresUser } from './user.ts'

/** Everything that is needed to start a postgres. */
export interface PostgresCommand {
  readonly binaries: PostgresBinaries
  readonly user: PostgresUser
  readonly cluster: string
  readonly settings: Readonly<Record<string, string>>
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
}

/** A postgres that accepts connections. */
export interface PostgresProcess {
  readonly pid: number
  /** Resolves when the process has ended, to its exit code or signal in words. */
  readonly ended: Promise<string>
  /** Stops it cleanly; after 20 s immediately, and after 5 s more by SIGKILL. */
  stop(): Promise<void>
}

/**
 * Starts postgres and waits until it accepts connections, however long it has to recover from a crash.
 *
 * @throws DossierError UNAVAILABLE with the last lines of postgres' log.
 */
export async function startPostgres(command: PostgresCommand): Promise<PostgresProcess> {
  const child = spawnPostgres(command)
  const lastLines = forwardLog(child, command.log)
  // Stops postgres when this process ends by anything but SIGKILL.
  const interrupt = () => child.kill('SIGINT')
  process.once('exit', interrupt)
  let end: string | undefined
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
  }).then((how) => {
    end = how
    process.off('exit', interrupt)
    return how
  })
  const slow = setTimeout(() => command.log.info('PostgreSQL is still starting: it may be recovering'), 3000)
  try {
    while (end === undefined && !isReady(command.cluster, child.pid)) await sleep(5)
  } finally {
    clearTimeout(slow)
  }
  if (end !== undefined || child.pid === undefined) {
    throw new DossierError(
      'UNAVAILABLE',
      `PostgreSQL did not start (${end}): ${lastLines.join(' ') || 'it said nothing'}`,
    )
  }
  return { pid: child.pid, ended, stop: () => stopPostgres(command, child, ended) }
}

function spawnPostgres({ binaries, user, cluster, settings }: PostgresCommand): ChildProcess {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const launchers = [...batchLauncher(), ...user.prefix]
  const [program = binaries.postgres, ...rest] = [...launchers, binaries.postgres, '-D', cluster, ...options]
  return spawn(program, rest, {
    ...user.identity,
    cwd: path.dirname(cluster),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so Ctrl-C does not end it while the server still answers requests.
    detached: process.platform !== 'win32',
    windowsHide: true,
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
  })
}

const levels: Record<string, 'debug' | 'warn' | 'error'> = { WARNING: 'warn', PANIC: 'error' }

/** Forwards the log of postgres, and returns an array that always holds its last five lines. */
function forwardLog(child: ChildProcess, log: PostgresCommand['log']): string[] {
  const last: string[] = []
  if (!child.stderr) return last
  createInterface({ input: child.stderr }).on('line', (line) => {
    const severity = /^([A-Z]+): /.exec(line)?.[1] ?? ''
    log[levels[severity] ?? 'debug']({ postgres: line.trim() }, 'PostgreSQL')
    last.push(line.trim())
    if (last.length > 5) last.shift()
  })
  return last
}

/** True if PostgreSQL has written "ready" into the last line of its pid file. */
function isReady(cluster: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

async function stopPostgres(
  { binaries, cluster }: PostgresCommand,
  child: ChildProcess,
  ended: Promise<string>,
): Promise<void> {
  if (process.platform === 'win32') {
    // On Windows a signal ends a process at once, without a shutdown.
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']).catch(() => undefined)
  }
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 5],
  ] as const) {
    child.kill(signal)
    const timeout = new AbortController()
    const late = sleep(seconds * 1000, 'late', { signal: timeout.signal }).catch(() => 'late')
    if ((await Promise.race([ended, late])) !== 'late') return timeout.abort()
  }
  child.kill('SIGKILL')
  await ended
}
