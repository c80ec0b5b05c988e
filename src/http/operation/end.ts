import type { GraphQLError } from 'graphql'
import { type ErrorCode, errorCodes } from '../../errors.ts'
import type { HttpRequest } from '../message.ts'
import type { PublicResult } from './errors.ts'
import type { OperationParameters, Outcome } from './run.ts'

/** What is the same for every request of one operation. */
export interface OperationLine {
  /** Its name, or the one that was asked for if the document has no such operation. */
  readonly operation: string | undefined
  /** Undefined until the operation is known. */
  readonly kind: string | undefined
  readonly cost: number | undefined
}

/** How operations end. `gone`: the caller did not wait. An error code: that of the first error. */
export const operationOutcomes = ['ok', 'cached', 'gone', ...errorCodes] as const

/** What is known of an operation when its answer is ready. The log and the metrics are made from it. */
export interface OperationEnd {
  readonly request: HttpRequest
  readonly milliseconds: number
  /** The text of the document, if the request had one. */
  readonly document: string | undefined
  readonly line: OperationLine
  readonly outcome: (typeof operationOutcomes)[number]
  readonly status: number
  readonly errors: readonly GraphQLError[]
  /** How many SQL statements were sent for it; undefined: it was not executed. */
  readonly statements?: number
  /** Milliseconds that it waited for its turn; undefined: it was not admitted. */
  readonly waited?: number
}

interface Answered {
  readonly request: HttpRequest
  readonly parameters: OperationParameters | undefined
  readonly outcome: Outcome
  readonly result: PublicResult
  readonly status: number
}

/** The end of an operation that was run. */
export function endOf({ request, parameters, outcome, result, status }: Answered): OperationEnd {
  const { operation, cost, statements, waited } = outcome
  const errors = result.errors ?? []
  return {
    ...common(request),
    document: parameters?.query,
    line: {
      operation: operation?.name?.value ?? parameters?.operationName?.slice(0, 100),
      kind: operation?.operation,
      cost: cost?.total,
    },
    outcome: request.signal.aborted ? 'gone' : ((errors[0]?.extensions.code as ErrorCode | undefined) ?? 'ok'),
    status,
    errors,
    statements: statements?.length,
    waited,
  }
}

/** The end of an operation that was answered from the cache. */
export function endOfCached(request: HttpRequest, document: string, line: OperationLine): OperationEnd {
  return { ...common(request), document, line, outcome: 'cached', status: 200, errors: [] }
}

function common(request: HttpRequest) {
  return { request, milliseconds: performance.now() - request.started }
}
