import { type ExecutionResult, GraphQLError } from 'graphql'
import { databaseFault } from '../../database/fault.ts'
import { DossierError, type ErrorCode, errorCodes } from '../../errors.ts'
import type { RawResult } from './execution.ts'
import type { Limits } from './limits.ts'

/** A result whose errors callers may see. */
export interface PublicResult extends Omit<ExecutionResult, 'errors'> {
  readonly errors?: readonly GraphQLError[]
}

/** Masks the errors that callers must not see. A result without data is that of a request that failed before execution. */
export function publicResult(
  { data, errors, extensions }: RawResult,
  limits: Pick<Limits, 'statementMs'>,
): PublicResult {
  if (!errors?.length) return { data, extensions }
  return { data, extensions, errors: errors.map((error) => publicError(error, limits)) }
}

/** The fault behind each public error. The log needs it, and callers must not see it. */
const causes = new WeakMap<GraphQLError, unknown>()

/** The internal fault behind a public INTERNAL_SERVER_ERROR; undefined for every other error. */
export function causeOf(error: GraphQLError): unknown {
  return causes.get(error)
}

/**
 * Turns anything that was thrown into an error that a caller may see: with one of our codes and its place in the
 * document and the result, without SQL, stacks and paths.
 */
export function publicError(error: unknown, { statementMs }: Pick<Limits, 'statementMs'>): GraphQLError {
  const cause = innermost(error)
  if (cause instanceof DossierError) return located(error, cause.message, { ...cause.details, code: cause.code })
  if (isGraphQLError(cause) && isCallersFault(cause, error)) {
    // The outermost message says most, such as which variable holds the wrong value.
    return located(error, messageOf(error), { ...cause.extensions, code: codeOf(cause) })
  }
  const fault = databaseFault(cause, statementMs)
  if (fault) return located(error, fault.message, { ...fault.details, code: fault.code })
  return masked(error, cause)
}

function masked(error: unknown, cause: unknown): GraphQLError {
  const code: ErrorCode = 'INTERNAL_SERVER_ERROR'
  const message = 'Something went wrong on our side. Give the request id to whoever runs this server.'
  const result = located(error, message, { code })
  causes.set(result, cause)
  return result
}

/** Characters of a message at most. Messages repeat what the caller sent, which can be long. */
const longestMessage = 2_000

function located(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = isGraphQLError(error) ? error : {}
  const text = message.length > longestMessage ? `${message.slice(0, longestMessage).toWellFormed()}…` : message
  return new GraphQLError(text, { nodes, source, positions, path, extensions })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The executor loads its own copy of the graphql package under some runtimes, which makes `instanceof` unreliable. */
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && (error instanceof GraphQLError || error.name === 'GraphQLError')
}

/** The executor wraps what a resolver throws, to add the place. */
function innermost(error: unknown): unknown {
  let inner = error
  while (isGraphQLError(inner) && inner.originalError) inner = inner.originalError
  return inner
}

/**
 * Tells whether a GraphQL error is about the request. One that has a path and no code arose while the result was
 * completed: a resolver returned a value that does not match its type, which is a bug in Dossier.
 */
function isCallersFault(cause: GraphQLError, located: unknown): boolean {
  if (cause.extensions.code === 'INTERNAL_SERVER_ERROR') return false
  if (cause.extensions.code !== undefined) return true
  const inResult = isGraphQLError(located) && located.path !== undefined
  return !inResult || cause.message.startsWith('Argument "')
}

function codeOf({ extensions }: GraphQLError): ErrorCode {
  return errorCodes.find((known) => known === extensions.code) ?? 'BAD_USER_INPUT'
}
