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

/** What PostgreSQL lacks, or must not do, by its codes: for whoever runs it. */
const refusals: Readonly<Record<string, string>> = {
  '53000': 'The database lacks what it needs to answer: look into its log.',
  '53100': 'The disk of the database is full: make room on it.',
  '53200': 'The database has run out of memory: give it more, or ask for less at once.',
  '53300':
    'The database has no connection left: try again in a moment, end other connections, or raise max_connections.',
  '53400':
    'The database refuses what exceeds a limit of its configuration, such as temp_file_limit: raise it, or ask for less at once.',
  '25006': 'The database is read-only, as a standby is: name one that can be written to.',
}

/** Those that may be over in a moment. */
const passing = new Set(['53300'])

/** The names that Prisma has for some of the codes. */
const codeOfKind: Readonly<Record<string, string>> = { TooManyConnections: '53300' }

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

/** The codes and kinds of an error and all that it wraps. */
function codesOf(error: unknown): string[] {
  return [...layers(error)].flatMap(({ code, originalCode, kind }) => {
    const known = [code, originalCode, kind].filter((value) => typeof value === 'string')
    return known.map((name) => codeOfKind[name] ?? name)
  })
}

/**
 * Recognises failures of the database that are nobody's mistake: UNAVAILABLE when it cannot be reached, is full or
 * read-only, OVERLOADED when no connection is free, TIMED_OUT when it cancelled a statement. Undefined for all other
 * errors, such as a violated constraint: those are bugs in Dossier.
 *
 * @param statementMs The time limit of a statement in milliseconds. The message names it.
 */
export function databaseFault(error: unknown, statementMs: number): DossierError | undefined {
  if (codesOf(error).includes(cancelled)) return statementTimedOut(statementMs)
  if (hasMessage(error, poolIsFull)) return busy()
  if (isUnreachable(error)) {
    return new DossierError('UNAVAILABLE', 'The database cannot be reached at the moment. Try again in a little while.')
  }
  return refusalOf(error)
}

function hasMessage(error: unknown, pattern: RegExp): boolean {
  return layers(error).some(({ message }) => typeof message === 'string' && pattern.test(message))
}

/** Whether the database cannot be reached or has gone away. */
export function isUnreachable(error: unknown): boolean {
  return (
    hasMessage(error, brokenConnection) ||
    codesOf(error).some((name) => unreachable.has(name) || connectionException.test(name))
  )
}

/** Whether the same may succeed soon. */
export function isPassing(error: unknown): boolean {
  return isUnreachable(error) || codesOf(error).some((code) => passing.has(code))
}

/** UNAVAILABLE when the database lacks something, such as disk space, or is read-only; undefined for other errors. */
export function refusalOf(error: unknown): DossierError | undefined {
  const message = codesOf(error)
    .map((code) => refusals[code])
    .find((text) => text !== undefined)
  return message === undefined ? undefined : new DossierError('UNAVAILABLE', message, {}, { cause: error })
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
