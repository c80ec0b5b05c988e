import type { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import type { PublicResult } from '../answer/result.ts'
import type { Ask } from '../message.ts'
import { causeOf } from './errors.ts'
import type { Exchange } from './operation-state.ts'

/** What is the same for every answer to one operation. */
export interface OperationLine {
  readonly operation: string | undefined
  readonly kind: string | undefined
  readonly cost: number | undefined
}

/**
 * Writes one line for an operation, and one for each fault of ours in it. Neither holds variables, documents or
 * headers: what people ask is not ours to keep.
 */
export function logOperation(
  log: Logger,
  exchange: Exchange,
  { errors = [] }: PublicResult,
  status: number,
): OperationLine {
  const { ask, operation, params, cost, statements } = exchange
  const line: OperationLine = {
    operation: operation?.name?.value ?? params?.operationName?.slice(0, 100),
    kind: operation?.operation,
    cost: cost?.total,
  }
  const took = { ...requestLine(ask), ...line, statements: statements?.length }
  // What broke off because nobody waited for it any more is no fault.
  if (ask.signal.aborted) {
    log.info(took, 'The caller of an operation has gone')
    return line
  }
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))]
  log.info({ ...took, status, errors: codes.length > 0 ? codes : undefined }, 'Answered an operation')
  for (const error of errors) logFault(log, ask.id, error)
  return line
}

/** Writes the line for an operation whose answer was there already. */
export function logAgain(log: Logger, ask: Ask, line: OperationLine): void {
  log.info({ ...requestLine(ask), ...line, cached: true, status: 200 }, 'Answered an operation')
}

function requestLine({ id, started }: Ask) {
  return { requestId: id, milliseconds: Math.round((performance.now() - started) * 10) / 10 }
}

function logFault(log: Logger, requestId: string, error: GraphQLError): void {
  const cause = causeOf(error)
  if (cause === undefined) return
  log.error({ requestId, path: error.path?.join('.'), err: describe(cause) }, 'A request met a fault of ours')
}

/** What helps to find a fault. The other fields of PostgreSQL's and Prisma's errors repeat the values of the caller. */
function describe(fault: unknown, depth = 0): unknown {
  if (!(fault instanceof Error)) return { message: String(fault) }
  const { name: type, message, stack, cause } = fault
  const { code } = fault as { code?: unknown }
  const inner = fault instanceof AggregateError ? fault.errors : cause === undefined ? [] : [cause]
  return { type, message, code, stack, causes: depth < 3 ? inner.map((one) => describe(one, depth + 1)) : undefined }
}
