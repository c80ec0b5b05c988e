import type { Config } from '../config.ts'
import type { Reads } from '../database/replica/reads.ts'
import type { Log } from '../log.ts'
import type { Store } from './store.ts'

/**
 * Opens the replicas that answer reads, and looks at each once: what is wrong with one is in the log before the server
 * answers. A server without any reads from its store alone.
 */
export async function openReads(config: Config, { db, course }: Store, log: Log): Promise<Reads> {
  const { consistency, readUrls, poolSize, statementTimeout } = config
  const { createReads } = await import('../database/replica/reads.ts')
  const connections = readUrls.map((connectionString) => ({ connectionString }))
  const reads = createReads({ primary: db, course, consistency, connections, poolSize, statementTimeout, log })
  await reads.check()
  return reads
}
