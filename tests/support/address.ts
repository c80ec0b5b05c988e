import type pg from 'pg'

/** A connection as an address for DATABASE_URL. */
export function addressOf(connection: pg.PoolConfig): string {
  if (connection.connectionString) return connection.connectionString
  const query = new URLSearchParams({
    host: String(connection.host),
    user: String(connection.user),
    port: String(connection.port),
  })
  return `postgres:///${connection.database}?${query}`
}
