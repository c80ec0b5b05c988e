import type pg from 'pg'
import type { Config } from '../config.ts'
import { mostConnections } from '../database/postgres/settings.ts'
import { DossierError, readableNumber } from '../errors.ts'
import type { Log } from '../log.ts'

type Sizes = Pick<Config, 'workers' | 'poolSize'>

/** Connections besides the pools: commands, migrations, the supervisor, cancelled statements, a psql. */
const others = 30

/** How many connections to PostgreSQL a server may open. */
export function connectionsNeeded({ workers, poolSize }: Sizes): number {
  // A worker that is replaced keeps its connections until its requests are answered.
  const pools = workers === 1 ? 1 : workers + 1
  return pools * poolSize + others
}

/**
 * Refuses more workers and connections than our own PostgreSQL can serve.
 *
 * @throws DossierError BAD_USER_INPUT that names both numbers.
 */
export function checkConnections(config: Sizes & Pick<Config, 'databaseUrl'>): void {
  if (config.databaseUrl !== undefined || connectionsNeeded(config) <= mostConnections) return
  throw new DossierError(
    'BAD_USER_INPUT',
    `${needText(config)}, and Dossier's own PostgreSQL allows ${readableNumber(mostConnections)} at most: ` +
      'lower DOSSIER_WORKERS or DOSSIER_POOL_SIZE.',
  )
}

/** Warns when the PostgreSQL of DATABASE_URL allows fewer connections than the server may open. */
export async function warnOfFewConnections(pool: pg.Pool, sizes: Sizes, log: Pick<Log, 'warn'>): Promise<void> {
  // PostgreSQL has reserved_connections since version 16.
  const { rows } = await pool.query<{ allowed: number }>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
       - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed`,
  )
  const allowed = rows[0]?.allowed ?? Number.POSITIVE_INFINITY
  const needed = connectionsNeeded(sizes)
  if (needed <= allowed) return
  log.warn(
    { needed, allowed },
    `${needText(sizes)}, and the PostgreSQL of DATABASE_URL allows ${readableNumber(allowed)}: ` +
      'raise its max_connections, or lower DOSSIER_WORKERS or DOSSIER_POOL_SIZE',
  )
}

function needText(sizes: Sizes): string {
  const { workers, poolSize } = sizes
  const needed = readableNumber(connectionsNeeded(sizes))
  return `DOSSIER_WORKERS=${workers} with DOSSIER_POOL_SIZE=${poolSize} takes up to ${needed} connections`
}
