import { databaseFault } from '../../database/fault.ts'
import { DossierError, type ErrorCode } from '../../errors.ts'
import { type HttpResponse, json } from '../message.ts'

const statusOf: Partial<Record<ErrorCode, number>> = {
  NOT_FOUND: 404,
  GONE: 410,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
  TIMED_OUT: 503,
}

/** The response for what went wrong before a stream began, in the form of GraphQL's errors. Throws what is a bug. */
export function failure(error: unknown): HttpResponse {
  const fault = error instanceof DossierError ? error : databaseFault(error, 0)
  if (!fault) throw error
  const { message, code, details } = fault
  const { retryAfter } = details
  const headers: Record<string, string> = typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}
  return json(statusOf[code] ?? 400, { errors: [{ message, extensions: { ...details, code } }] }, headers)
}
