import { DossierError, readableNumber } from '../errors.ts'

/** The codes by which pg, PostgreSQL, Prisma and Node say that the database cannot be reached or has gone away. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TooManyConnections',
  'SocketTimeout',
])

/** pg reports these without a code. */
const brokenConnection =
  /connection terminated|connection error|connection timeout|timeout expired|cannot use a pool after/i

/** pg-pool says so when no connection became free in time: the database is there, and busy. */
const poolIsFull = /timeout exceeded when trying to connect/i

/** SQLSTATE query_canceled: the statement reached its time limit, or its caller has gone. */
const cancelled = '57014'

/** SQLSTATE class 08: connection exceptions. */
const connectionException = /^08[0-9A-Z]{3}$/

/** The error and all errors that it wraps, in whatever property each library keeps them. */
export function* layers(error: unknown): Generator<Record<string, unknown>> {
  const seen = new Set<unknown>()
  const waiting = [error]
  while (waiting.length > 0 && seen.size < 20) {
    const layer = waiting.shift()
    if (typeof layer !== 'object' || layer === null || seen.has(layer)) continue
    seen.add(layer)
    const fields = layer as Record<string, unknown>
    yield fields
    waiting.push(fields.cause, fields.originalError, fields.meta, fields.driverAdapterError)
    if (Array.isArray(fields.errors)) waiting.push(...fields.errors)
  }
}

/**
 * Recognises failures of the database that are nobody's mistake: UNAVAILABLE when it cannot be reached, OVERLOADED when
 * no connection is free, TIMED_OUT when it cancelled a statement. Undefined for all other errors, such as a violated constraint: those are bugs in Dossier.
 *
 * @param statementMs The time limit of a statement in milliseconds. The message names it.
 */
export function databaseFault(error: unknown, statementMs: number): DossierError | undefined {
  for (const { code, originalCode, kind, message } of layers(error)) {
    const codes = [code, originalCode, kind].filter((value) => typeof value === 'string')
    if (codes.includes(cancelled)) {
      return statementTimedOut(statementMs)
    }
    if (typeof message === 'string' && poolIsFull.test(message)) return busy()
    const broken = typeof message === 'string' && brokenConnection.test(message)
    if (broken || codes.some((name) => unreachable.has(name) || connectionException.test(name))) {
      return new DossierError(
        'UNAVAILABLE',
        'The database cannot be reached at the moment. Try again in a little while.',
      )
    }
  }
  return undefined
}

function busy(): DossierError {
  return new DossierError('OVERLOADED', 'All connections to the database are in use. Try again in a little while.', {
    retryAfter: 1,
  })
}

function statementTimedOut(statementMs: number): DossierError {
  const message = `The database cancelled a statement after ${readableNumber(statementMs / 1000)} seconds, the most that one statement may take. Ask for less at once: smaller pages, or a narrower filter.`
  return new DossierError('TIMED_OUT', message, { limit: 'statementMs', maximum: statementMs })
}
