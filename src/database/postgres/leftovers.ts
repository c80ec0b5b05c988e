import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { DossierError } from '../../errors.ts'

/** Where an earlier PostgreSQL may have left traces. */
export interface Leftovers {
  readonly cluster: string
  /** The files beside the cluster's own in which PostgreSQL notes its process number. */
  readonly lockFiles: readonly string[]
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Ends what a killed server left behind: a PostgreSQL that still runs on `cluster`, or the backends of one that was
 * killed itself. Nothing that was committed is lost by it. A process is touched only when it is a postgres of this
 * very folder; a process that merely got the number of an old one is not.
 *
 * @throws DossierError CONFLICT when it does not end.
 */
export async function endLeftovers({ cluster, lockFiles, log }: Leftovers): Promise<void> {
  const own = path.join(cluster, 'postmaster.pid')
  const main = readPid(own)
  if (findPostgres(cluster, main).length > 0) {
    log.warn({ pid: main }, 'Ending the PostgreSQL that an earlier server left behind')
  }
  // PostgreSQL's own words for its signals: fast, then immediate shutdown.
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

/** The process number that PostgreSQL wrote into a lock file when it started. */
function readPid(lockFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lockFile, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** The main process tells its backends; without it they are told one by one. */
function signalAll(processes: readonly number[], main: number | undefined, signal: NodeJS.Signals): void {
  const told = signal !== 'SIGKILL' && main !== undefined && processes.includes(main) ? [main] : processes
  for (const pid of told) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Postgres refuses to start when the number in a lock file is that of a living process, whatever this one is: one that
 * got the number since, or a postgres that was killed and whose parent has not taken note of it yet. Nor does it start
 * when the file is empty.
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

/** Every postgres process works in its data directory. */
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
    // It has ended, or it is another user's and none of ours.
    return false
  }
}

/** The command line of a process, where there is no /proc. */
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
