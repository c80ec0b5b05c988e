import pg from 'pg'
import { DossierError } from '../errors.ts'
import { isPassing, layers, refusalOf } from './fault.ts'

/** Milliseconds after which a server that says nothing counts as not there. */
export const connectTimeout = 10_000

/** What to do about an error, by the code that Node, PostgreSQL or pg gives it. */
const adviceByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start PostgreSQL, or correct the host and the port.',
  ENOTFOUND: 'No computer has that name: correct the host.',
  EAI_AGAIN: 'The name of the host cannot be looked up: check the network, or correct the host.',
  EHOSTUNREACH: 'The host cannot be reached: check the network, or correct the host.',
  ENETUNREACH: 'The network of the host cannot be reached: check the network, or correct the host.',
  ETIMEDOUT: 'Nothing answers there: check the network and the firewall, or correct the host and the port.',
  'ENOENT connect': 'There is no socket of PostgreSQL: start PostgreSQL, or correct the folder and the port.',
  'EACCES connect': 'This user may not open the socket of PostgreSQL: correct its rights, or the folder.',
  'ENOENT open': 'A certificate that the address names is not there: correct sslrootcert, sslcert or sslkey.',
  'EACCES open': 'This user may not read a certificate that the address names.',
  '28P01': 'PostgreSQL refuses the password of this user: correct it.',
  '28000': 'PostgreSQL does not let this user in: correct the user, or allow the connection in pg_hba.conf.',
  '3D000': 'PostgreSQL has no database of that name: create it, or correct the name.',
  '42501': 'PostgreSQL does not let this user connect to the database: grant it CONNECT.',
  '57P03': 'PostgreSQL is starting or stopping: try again in a moment.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the server is for another host: correct the host.',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired: renew it.',
}

const notPostgres = 'What listens there does not answer as PostgreSQL does: correct the host and the port.'

/** The same for errors without a code, by words of their messages. */
const adviceByMessage: readonly (readonly [RegExp, string])[] = [
  [
    /timeout expired/,
    `Nothing answered as PostgreSQL does within ${connectTimeout / 1000} seconds: correct the host and the port.`,
  ],
  [/received invalid response|connection terminated unexpectedly/i, notPostgres],
  [/does not support SSL/, 'The server does not encrypt connections: take sslmode out of the address, or set up TLS.'],
  [/certificate/i, 'The certificate of the server is not trusted: name its authority by sslrootcert in the address.'],
  [/password must be a string/, 'PostgreSQL asks for a password, and the address has none.'],
]

/**
 * What is wrong when no connection to the database can be opened, or when it refuses to be migrated: which host, port,
 * database and user were tried, and what to do. Never the password, which may be anywhere in the address.
 *
 * @param isGiven The connection comes from DATABASE_URL.
 */
export function connectionFault(error: unknown, connection: pg.PoolConfig, isGiven: boolean): DossierError {
  const cause = { cause: error }
  if (error instanceof DossierError) return error
  const name = isGiven ? 'The database of DATABASE_URL' : "Dossier's own PostgreSQL"
  const refusal = refusalOf(error)
  const what = refusal && !isPassing(error) ? 'refuses to work' : 'cannot be reached'
  const message = `${name} (${targetOf(connection)}) ${what}. ${refusal?.message ?? adviceOf(error)}`
  return new DossierError('UNAVAILABLE', message, {}, cause)
}

/** What pg makes of the address, together with PGHOST and the like. */
function targetOf(connection: pg.PoolConfig): string {
  const { host, port, database, user } = readTarget(connection)
  const place = host.startsWith('/') ? `socket in ${host}` : `host ${host}`
  return `${place}, port ${port}, database ${database}, ${user ? `user ${user}` : 'no user'}`
}

/** Where a connection leads, also when it cannot be opened. */
export function readTarget(connection: pg.PoolConfig): Pick<pg.Client, 'host' | 'port' | 'database' | 'user'> {
  try {
    return new pg.Client(connection)
  } catch {
    // pg reads the certificates that the query names, and one of them is not there.
    const { protocol, host, pathname, username } = new URL(connection.connectionString ?? '')
    const user = username === '' ? '' : `${username}@`
    return new pg.Client({ connectionString: `${protocol}//${user}${host}${pathname}` })
  }
}

/** What to do about a connection that cannot be opened. */
export function adviceOf(error: unknown): string {
  for (const { code, syscall, message } of layers(error)) {
    const known = adviceByCode[`${code} ${syscall}`] ?? adviceByCode[`${code}`]
    if (known !== undefined) return withWords(known, code, message)
    const [, advice] = adviceByMessage.find(([words]) => typeof message === 'string' && words.test(message)) ?? []
    if (advice !== undefined) return advice
  }
  return error instanceof Error && error.message !== '' ? `The reason: ${error.message}.` : 'The reason is not known.'
}

/** PostgreSQL's own words tell which of its rules refused. */
function withWords(advice: string, code: unknown, message: unknown): string {
  return code === '28000' && typeof message === 'string' ? `${advice} PostgreSQL says: ${message}.` : advice
}
