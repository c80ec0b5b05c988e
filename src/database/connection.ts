import pg from 'pg'
import { DossierError } from '../errors.ts'

/** The oldest PostgreSQL that has everything that the migrations use. */
const oldestVersion = 15

/** The connection to another database of the same server. A connection string wins over `database`, so it is rewritten. */
export function onDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  const { connectionString, password } = connection
  // pg makes the password of a pool's options non-enumerable: spreading leaves it out.
  if (connectionString === undefined) return { ...connection, password, database }
  const url = new URL(connectionString)
  url.pathname = `/${encodeURIComponent(database)}`
  return { ...connection, connectionString: url.href }
}

/** What PostgreSQL reports about a session when it connects. */
interface Session {
  timeZone?: string
  version?: string
}

/** A client that remembers what PostgreSQL reports about its session. */
export class SessionClient extends pg.Client {
  readonly session: Session = {}

  constructor(config?: pg.ClientConfig) {
    super(config)
    const { connection } = this as unknown as { connection: NodeJS.EventEmitter }
    connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
      if (parameterName === 'TimeZone') this.session.timeZone = parameterValue
      if (parameterName === 'server_version') this.session.version = parameterValue
    })
  }
}

/**
 * Refuses a session that is not in UTC, because it would store instants shifted, and a server that is too old. A pool
 * calls it as `verify` for each new connection.
 */
export function verifySession(client: SessionClient, done: (error?: Error) => void): void {
  const { timeZone, version } = client.session
  // The next statement reports that its connection broke. Without a listener the event would end the process.
  client.on('error', () => undefined)
  if (timeZone !== undefined && !/^(Etc\/)?(UTC|GMT)$/i.test(timeZone)) {
    done(
      new DossierError(
        'UNAVAILABLE',
        `The database session uses the time zone ${timeZone}, and must use UTC: take TimeZone out of the options of DATABASE_URL.`,
      ),
    )
    return
  }
  if (version !== undefined && Number.parseInt(version, 10) < oldestVersion) {
    done(
      new DossierError(
        'UNAVAILABLE',
        `The database is PostgreSQL ${version}; Dossier needs version ${oldestVersion} or newer.`,
      ),
    )
    return
  }
  done()
}
