import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { processesOf } from './processes.ts'

/** Milliseconds that processes have computed since they began; null where the system does not say. */
export interface CpuTimes {
  readonly server: number | null
  readonly database: number | null
}

/** What /proc counts in: hundredths of a second, on every Linux that Node runs on. */
const tick = 10

interface Process {
  readonly parent: number
  readonly own: number
  /** Of its children that have ended. */
  readonly ended: number
}

async function read(pid: number): Promise<Process | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // The second field, the name, may hold spaces. The 4th is the parent; from the 14th on come the times of the process
  // itself, for users and for the system, and of its children that ended, likewise.
  const [, parent = 0, ...rest] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, userOfChildren = 0, systemOfChildren = 0] = rest.slice(9)
  return { parent, own: (user + system) * tick, ended: (userOfChildren + systemOfChildren) * tick }
}

/** The time of a server and its workers. */
async function serverTime(pid: number): Promise<number | null> {
  const processes = (await Promise.all((await processesOf(pid)).map(read))).filter((one) => one !== undefined)
  return processes.length === 0 ? null : processes.reduce((sum, { own }) => sum + own, 0)
}

/** The time of a PostgreSQL by its backends: of those that run, and of those that have ended. */
async function databaseTime(pids: readonly number[]): Promise<number | null> {
  const backends = await Promise.all(pids.map(read))
  const [first] = backends
  const postmaster = first && (await read(first.parent))
  if (!postmaster) return null
  return backends.reduce((sum, backend) => sum + (backend?.own ?? 0), postmaster.ended)
}

/**
 * How long a server has computed, and PostgreSQL, as far as they run on this machine. Waits until PostgreSQL has nothing
 * to do any more: whoever comes next must not pay for what was left behind.
 */
export async function cpuTimes(url: string, pid: number): Promise<CpuTimes> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let waited = 0; waited < 60_000; waited += 100) {
      const { rows } = await client.query<{ pid: number; busy: boolean }>(
        `select pid, state = 'active' and pid <> pg_backend_pid() as busy from pg_stat_activity
          where backend_type = 'client backend'`,
      )
      if (!rows.some(({ busy }) => busy)) {
        return { server: await serverTime(pid), database: await databaseTime(rows.map((row) => row.pid)) }
      }
      await sleep(100)
    }
    throw new Error('PostgreSQL is still busy a minute after the last question.')
  } finally {
    await client.end()
  }
}

/** What was computed between two moments. */
export function cpuBetween(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before
}
