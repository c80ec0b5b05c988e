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

/** What PostgreSQL reports about a session when it connects, and whenever it changes. */
interface Session {
  timeZone?: string
  version?: string
  isStandby?: boolean
}

/**
 * A client that remembers what PostgreSQL reports about its session. It emits "promoted" when the standby that it is
 * connected to has become a primary, before the statement that met this has its result.
 */
export class SessionClient extends pg.Client {
  readonly session: Session = {}

  constructor(config?: pg.ClientConfig) {
    super(config)
    const { connection } = this as unknown as { connection: NodeJS.EventEmitter }
    connection.on('parameterStatus', ({ parameterName, parameterValue }: Record<string, string>) => {
      if (parameterName === 'TimeZone') this.session.timeZone = parameterValue
      if (parameterName === 'server_version') this.session.version = parameterValue
      if (parameterName === 'in_hot_standby') {
        if (this.session.isStandby && parameterValue === 'off') this.emit('promoted')
        this.session.isStandby = parameterValue === 'on'
      }
    })
  }
}

/** Looks at the connections of a pool before they are used. */
export interface ConnectionCheck {
  /** Rejects when a new connection leads to a server that must not be used. */
  admit(client: SessionClient): Promise<void>
  /** True if a connection that was admitted leads to a server that must no longer be used. */
  isOutdated(client: SessionClient): boolean
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
