import type { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import type { OperationEnd } from './end.ts'
import { causeOf } from './errors.ts'

/**
 * Writes one line for an operation, and one for each internal fault in it. Neither holds variables, documents or
 * headers, because what people ask is not ours to keep.
 */
export function logOperation(log: Logger, end: OperationEnd): void {
  const { request, milliseconds, waited = 0, line, outcome, status, errors, statements } = end
  const fields = {
    requestId: request.id,
    milliseconds: rounded(milliseconds),
    ...(waited >= 1 && { waited: rounded(waited) }),
    ...line,
  }
  if (outcome === 'cached') {
    log.info({ ...fields, cached: true, status }, 'Answered an operation')
    return
  }
  // The errors of an operation whose caller has gone only say that it was cancelled.
  if (outcome === 'gone') {
    log.info({ ...fields, statements }, 'The caller of an operation has gone')
    return
  }
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))]
  const given = codes.length > 0 ? codes : undefined
  log.info({ ...fields, statements, status, errors: given }, 'Answered an operation')
  for (const error of errors) logFault(log, request.id, error)
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
