import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { DossierError } from '../../errors.ts'

/** Where processes and lock files of an earlier PostgreSQL are looked for. */
export interface Leftovers {
  readonly cluster: string
  /** Files outside the cluster in which PostgreSQL writes its process id. */
  readonly lockFiles: readonly string[]
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Stops the processes that a killed server left behind: a PostgreSQL that still runs on `cluster`, or the backends of one
 * that was killed itself. No committed data is lost. Only a postgres of this very folder is stopped, never another
 * process that got the id of an old one.
 *
 * @throws DossierError CONFLICT when a process does not end.
 */
export async function endLeftovers({ cluster, lockFiles, log }: Leftovers): Promise<void> {
  const own = path.join(cluster, 'postmaster.pid')
  const main = readPid(own)
  if (findPostgres(cluster, main).length > 0) {
    log.warn({ pid: main }, 'Ending the PostgreSQL that an earlier server left behind')
  }
  // What PostgreSQL calls fast shutdown, then immediate shutdown, then force.
  for (const [signal, seconds] of [
    ['SIGINT', 10],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    const deadline = Date.now() + seconds * 1000
    signalAll(findPostgres(cluster, main), main, signal)
    while (findPostgres(cluster, main).length > 0 && Date.now() < deadline) await sleep(20)
  }
  const [stubborn] = findPostgres(cluster, main)
  if (stubborn !== undefined) {
    throw new DossierError(
      'CONFLICT',
      `A PostgreSQL (process ${stubborn}) still runs on ${cluster} and does not end: stop it.`,
    )
  }
  for (const file of [own, ...lockFiles]) removeMisleading(file)
}

/** The process id that PostgreSQL wrote into a lock file when it started. */
function readPid(lockFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Signals the main process, which passes the signal on; without it, or by SIGKILL, each process. */
function signalAll(processes: readonly number[], main: number | undefined, signal: NodeJS.Signals): void {
  const targets = signal !== 'SIGKILL' && main !== undefined && processes.includes(main) ? [main] : processes
  for (const pid of targets) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Removes a lock file that would keep postgres from starting although no postgres runs: an empty one, or one with the id
 * of a living process. That process got the id later, or it is a killed postgres that its parent has not reaped yet.
 */
function removeMisleading(lockFile: string): void {
  const pid = readPid(lockFile)
  if (pid === undefined || isAlive(pid)) rmSync(lockFile, { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function findPostgres(cluster: string, main: number | undefined): number[] {
  if (process.platform === 'linux') return postgresIn(cluster)
  return main !== undefined && isAlive(main) && commandOf(main).includes(cluster) ? [main] : []
}

/** Finds postgres processes by their working directory, which is their data directory. */
function postgresIn(cluster: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => isPostgresIn(pid, cluster))
    .map(Number)
}

function isPostgresIn(pid: string, cluster: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== cluster) return false
    return /^postgres(\.exe)?( \(deleted\))?$/.test(path.basename(readlinkSync(`/proc/${pid}/exe`)))
  } catch {
    // It has ended, or belongs to another user and so is not ours.
    return false
  }
}

/** The command line of a postgres process, on systems without /proc; empty for other processes. */
function commandOf(pid: number): string {
  try {
    const [command, ...options] =
      process.platform === 'win32'
        ? [
            'powershell',
            '-NoProfile',
            '-Command',
            `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
          ]
        : ['ps', '-o', 'command=', '-p', String(pid)]
    const line = execFileSync(command, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return /postgres/i.test(line) ? line : ''
  } catch {
    return ''
  }
}
