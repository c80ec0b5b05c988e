import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Milliseconds that processes have computed since they began, by process; nothing where the system does not say. */
export interface CpuTimes {
  readonly server: ReadonlyMap<number, number>
  readonly database: ReadonlyMap<number, number>
}

/** What /proc counts in: hundredths of a second, on every Linux that Node runs on. */
const tick = 10

async function cpuOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // The second field, the name, may hold spaces; user and system time are the 14th and 15th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

async function cpuOfAll(pids: readonly number[]): Promise<Map<number, number>> {
  const times = await Promise.all(pids.map(async (pid) => [pid, await cpuOf(pid)] as const))
  return new Map(times.filter((entry): entry is [number, number] => entry[1] !== undefined))
}

/**
 * How long a server has computed, and PostgreSQL for this database, as far as it runs on the same machine. Waits until
 * PostgreSQL has nothing to do any more: whoever comes next must not pay for what was left behind.
 */
export async function cpuTimes(url: string, pid: number): Promise<CpuTimes> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let waited = 0; waited < 60_000; waited += 100) {
      const { rows } = await client.query<{ pid: number; busy: boolean }>(
        `select pid, state = 'active' as busy from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      )
      if (!rows.some(({ busy }) => busy)) {
        return { server: await cpuOfAll([pid]), database: await cpuOfAll(rows.map((row) => row.pid)) }
      }
      await sleep(100)
    }
    throw new Error('PostgreSQL is still busy a minute after the last question.')
  } finally {
    await client.end()
  }
}

/** What was computed between two moments; null where the system does not say. Backends that ended do not count. */
export function cpuBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number | null {
  if (after.size === 0) return null
  return [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0)
}
