import type { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import type { HttpRequest } from '../message.ts'
import { causeOf, type PublicResult } from './errors.ts'
import type { Outcome } from './run.ts'

/** The fields of the log line that are the same for every request of one operation. */
export interface OperationLine {
  readonly operation: string | undefined
  readonly kind: string | undefined
  readonly cost: number | undefined
}

interface Answered {
  readonly request: HttpRequest
  readonly parameters: { readonly operationName?: string } | undefined
  readonly outcome: Outcome
  readonly result: PublicResult
  readonly status: number
}

/**
 * Writes one line for an operation, and one for each internal fault in it. Neither holds variables, documents or
 * headers, because what people ask is not ours to keep.
 */
export function logOperation(log: Logger, { request, parameters, outcome, result, status }: Answered): OperationLine {
  const { operation, cost, statements, waited = 0 } = outcome
  const line: OperationLine = {
    operation: operation?.name?.value ?? parameters?.operationName?.slice(0, 100),
    kind: operation?.operation,
    cost: cost?.total,
  }
  const fields = {
    ...requestFields(request),
    ...line,
    statements: statements?.length,
    ...(waited >= 1 && { waited: rounded(waited) }),
  }
  // The errors of an operation whose caller has gone only say that it was cancelled.
  if (request.signal.aborted) {
    log.info(fields, 'The caller of an operation has gone')
    return line
  }
  const { errors = [] } = result
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))]
  log.info({ ...fields, status, errors: codes.length > 0 ? codes : undefined }, 'Answered an operation')
  for (const error of errors) logFault(log, request.id, error)
  return line
}

/** Writes the line of an operation that was answered from the cache. */
export function logCached(log: Logger, request: HttpRequest, line: OperationLine): void {
  log.info({ ...requestFields(request), ...line, cached: true, status: 200 }, 'Answered an operation')
}

function requestFields({ id, started }: HttpRequest) {
  return { requestId: id, milliseconds: rounded(performance.now() - started) }
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}

function logFault(log: Logger, requestId: string, error: GraphQLError): void {
  const cause = causeOf(error)
  if (cause === undefined) return
  log.error({ requestId, path: error.path?.join('.'), err: describe(cause) }, 'A request met an internal fault')
}

/** The fields of an error that help to find the fault. Others may repeat the caller's values: see pg and Prisma. */
function describe(fault: unknown, depth = 0): unknown {
  if (!(fault instanceof Error)) return { message: String(fault) }
  const { name: type, message, stack, cause } = fault
  const { code } = fault as { code?: unknown }
  const inner = fault instanceof AggregateError ? fault.errors : cause === undefined ? [] : [cause]
  return { type, message, code, stack, causes: depth < 3 ? inner.map((one) => describe(one, depth + 1)) : undefined }
}
