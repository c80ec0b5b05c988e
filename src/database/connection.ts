import pg from 'pg'
import { DossierError } from '../errors.ts'

/** Oldest PostgreSQL that has all that the migrations use. */
const oldestVersion = 15

/** The same server, another database. A connection string would win over a name beside it, so it is rewritten. */
export function onDatabase(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  const { connectionString, password } = connection
  // pg hides the password of a pool's options from copying.
  if (connectionString === undefined) return { ...connection, password, database }
  const url = new URL(connectionString)
  url.pathname = `/${encodeURIComponent(database)}`
  return { ...connection, connectionString: url.href }
}

/** What PostgreSQL reports of a session by itself, without being asked. */
interface Session {
  timeZone?: string
  version?: string
}

/** A client that keeps what PostgreSQL reports of its session. */
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
 * Refuses a session that would store instants shifted, and a server that is too old. For `verify` of a pool, which
 * calls it once for each new connection.
 */
export function verifySession(client: SessionClient, done: (error?: Error) => void): void {
  const { timeZone, version } = client.session
  // A connection that breaks while it is lent out is reported by its next statement; unheard, it would end the process.
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
