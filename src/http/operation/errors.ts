import { GraphQLError } from 'graphql'
import { databaseFault } from '../../database/fault.ts'
import { DossierError, type ErrorCode, errorCodes } from '../../errors.ts'
import type { Limits } from './limits.ts'

/** What was masked, for the log: only whoever holds the public error can look it up. */
const causes = new WeakMap<GraphQLError, unknown>()

/** The fault of ours behind a public INTERNAL_SERVER_ERROR; undefined for every other error. */
export function causeOf(error: GraphQLError): unknown {
  return causes.get(error)
}

/**
 * Turns whatever was thrown into an error that a caller may see: a code of the closed set, a place in the document and
 * the answer, and never SQL, a stack or a path of ours. Giving it a public error returns an equal one.
 */
export function publicError(error: unknown, { statementMs }: Pick<Limits, 'statementMs'>): GraphQLError {
  const cause = innermost(error)
  if (cause instanceof DossierError) return located(error, cause.message, { ...cause.details, code: cause.code })
  if (isGraphQLError(cause) && isCallersFault(cause, error)) {
    // The outermost message says most: which variable it is that holds the wrong value.
    return located(error, messageOf(error), { ...cause.extensions, code: codeOf(cause) })
  }
  const fault = databaseFault(cause, statementMs)
  if (fault) return located(error, fault.message, { ...fault.details, code: fault.code })
  return masked(error, cause)
}

function masked(error: unknown, cause: unknown): GraphQLError {
  const code: ErrorCode = 'INTERNAL_SERVER_ERROR'
  const result = located(error, 'Something went wrong on our side. Give the request id to whoever runs this server.', {
    code,
  })
  causes.set(result, (isGraphQLError(error) && causes.get(error)) || cause)
  return result
}

/** Messages repeat what the caller sent, which can be long. */
const longestMessage = 2_000

function located(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = isGraphQLError(error) ? error : {}
  const text = message.length > longestMessage ? `${message.slice(0, longestMessage).toWellFormed()}…` : message
  return new GraphQLError(text, { nodes, source, positions, path, extensions })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Two copies of the graphql package make `instanceof` unreliable. */
function isGraphQLError(error: unknown): error is GraphQLError {
  return error instanceof Error && (error instanceof GraphQLError || error.name === 'GraphQLError')
}

/** The executor wraps what a resolver throws, to say where. */
function innermost(error: unknown): unknown {
  let inner = error
  while (isGraphQLError(inner) && inner.originalError && !causes.has(inner)) inner = inner.originalError
  return inner
}

/**
 * GraphQL's own errors are about the request, but for those that arise while an answer is written out: a resolver
 * returned what its type cannot say. These have a path, and no code.
 */
function isCallersFault(cause: GraphQLError, located: unknown): boolean {
  if (cause.extensions.code === 'INTERNAL_SERVER_ERROR') return false
  if (cause.extensions.code !== undefined) return true
  const inAnswer = isGraphQLError(located) && located.path !== undefined
  return !inAnswer || cause.message.startsWith('Argument "')
}

function codeOf({ extensions }: GraphQLError): ErrorCode {
  return errorCodes.find((known) => known === extensions.code) ?? 'BAD_USER_INPUT'
}
