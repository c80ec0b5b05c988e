import { DossierError, readableNumber } from '../errors.ts'

/** What pg, PostgreSQL, Prisma and Node call a database that cannot be reached or has gone away. */
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

/** pg has no codes for these. */
const brokenConnection =
  /connection terminated|connection error|connection timeout|timeout exceeded when trying to connect|cannot use a pool after/i

/** Query cancelled: by its time limit, or because its caller has gone. */
const cancelled = '57014'

/** SQLSTATE class 08: connection exceptions. */
const connectionException = /^08[0-9A-Z]{3}$/

/** The error and everything that it wraps, in whichever of the libraries' ways. */
function* layers(error: unknown): Generator<Record<string, unknown>> {
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
 * Reads a failure of the database that is nobody's mistake: UNAVAILABLE when it cannot be reached, TIMED_OUT when it
 * gave a statement up. Undefined for everything else: constraints and the like are faults of ours.
 */
export function databaseFault(error: unknown, statementMs: number): DossierError | undefined {
  for (const { code, originalCode, kind, message } of layers(error)) {
    const codes = [code, originalCode, kind].filter((value) => typeof value === 'string')
    if (codes.includes(cancelled)) {
      return statementTimedOut(statementMs)
    }
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

function statementTimedOut(statementMs: number): DossierError {
  const message = `The database gave up a statement that took ${readableNumber(statementMs / 1000)} seconds, the most that one may take. Ask for less at once: smaller pages, or a narrower filter.`
  return new DossierError('TIMED_OUT', message, { limit: 'statementMs', maximum: statementMs })
}
