import { readFile } from 'node:fs/promises'
import pg from 'pg'

/** Milliseconds that processes have computed since they began; undefined where the system does not say. */
export interface CpuTime {
  readonly server: number | undefined
  readonly database: number | undefined
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

/** How long a server has computed, and PostgreSQL for it, as far as it runs on the same machine. */
export async function cpuTime(url: string, pid: number): Promise<CpuTime> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const backends = await Promise.all(rows.map(({ pid }) => cpuOf(pid)))
    const known = backends.filter((time) => time !== undefined)
    return {
      server: await cpuOf(pid),
      database: known.length > 0 ? known.reduce((sum, time) => sum + time, 0) : undefined,
    }
  } finally {
    await client.end()
  }
}
