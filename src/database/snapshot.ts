import type pg from 'pg'
import type { Database } from './open.ts'

/** The graph as it was at one moment, on a connection of its own. Whoever opens it closes it. */
export interface Snapshot {
  readonly client: pg.PoolClient
  /** The revision that the graph had then. */
  readonly revision: string
  close(): Promise<void>
}

/** Opens a snapshot. However long its reading takes, nothing that is written meanwhile shows in it. */
export async function openSnapshot({ pool }: Pick<Database, 'pool'>): Promise<Snapshot> {
  const client = await pool.connect()
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    // A connection that cannot even do this is not used again.
    const fault = await client.query('rollback').then(
      () => undefined,
      (error: Error) => error,
    )
    client.release(fault)
  }
  try {
    // To sort the ids of millions of rows may take longer than a statement of an operation may.
    await client.query('begin isolation level repeatable read read only; set local statement_timeout = 0')
    const { rows } = await client.query<{ revision: string }>(`select epoch || '-' || number as revision from revision`)
    return { client, revision: rows[0]?.revision ?? '', close }
  } catch (error) {
    await close()
    throw error
  }
}
