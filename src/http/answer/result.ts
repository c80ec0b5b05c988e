import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { ErrorCode } from '../../errors.ts'
import { type HttpResponse, json } from '../message.ts'
import type { PublicResult } from '../operation/errors.ts'
import type { Inspect } from '../operation/run.ts'

/** In the order of preference: callers that accept anything get the first. */
export const mediaTypes = ['application/json', 'application/graphql-response+json'] as const

export type MediaType = (typeof mediaTypes)[number]

/** A form in which operations are answered. */
export interface AnswerForm {
  /** Names the form in the cache of answers. */
  readonly key: string
  /** Whether it is JSON, so that parts which are JSON already can be passed on. */
  readonly takesText?: boolean
  /** Looks at the operation before it is executed. Throws if it cannot be answered in this form. */
  readonly inspect?: Inspect
  write(result: PublicResult, requestId: string): HttpResponse
}

export function jsonForm(mediaType: MediaType): AnswerForm {
  return { key: mediaType, takesText: true, write: (result, requestId) => resultResponse(result, mediaType, requestId) }
}

/** The HTTP side of an error. `spec`: application/json answers it with 200, as GraphQL over HTTP demands. */
interface HttpHint {
  readonly status: number
  readonly spec: boolean
  readonly headers?: Record<string, string>
}

const hintOfCode: Partial<Record<ErrorCode, HttpHint>> = {
  BAD_REQUEST: { status: 400, spec: false },
  UNAUTHENTICATED: { status: 401, spec: false, headers: { 'www-authenticate': 'Bearer' } },
  FORBIDDEN: { status: 403, spec: false },
  RATE_LIMITED: { status: 429, spec: false },
  INTERNAL_SERVER_ERROR: { status: 500, spec: false },
  UNAVAILABLE: { status: 503, spec: false, headers: { 'retry-after': '1' } },
  OVERLOADED: { status: 503, spec: false },
}

function hintOf({ extensions: { code, http, retryAfter } }: GraphQLError): HttpHint {
  const headers = typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : undefined
  return {
    status: 400,
    spec: true,
    ...(headers && { headers }),
    ...hintOfCode[code as ErrorCode],
    ...(http as Partial<HttpHint>),
  }
}

/** Writes a result as an HTTP response. Errors that are in the log get `requestId`. */
export function resultResponse(result: PublicResult, mediaType: MediaType, requestId: string): HttpResponse {
  const errors = result.errors?.map((error) => format(error, requestId))
  const { data, extensions } = result
  const hints = result.errors?.map(hintOf) ?? []
  const headers = Object.assign({}, ...hints.map((hint) => hint.headers)) as Record<string, string>
  return json(
    data === undefined ? statusOf(hints, mediaType) : 200,
    { errors, data, extensions },
    { 'content-type': `${mediaType}; charset=utf-8`, ...headers },
  )
}

/** The status of a request that failed before execution. Errors of execution do not change the status. */
function statusOf(hints: readonly HttpHint[], mediaType: MediaType): number {
  const statuses = hints.map(({ status, spec }) => (mediaType === 'application/json' && spec ? 200 : status))
  return Math.max(200, ...statuses)
}

function format(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const { http: _http, ...extensions } = error.extensions
  const internal = extensions.code === 'INTERNAL_SERVER_ERROR' ? { requestId } : {}
  return { ...error.toJSON(), extensions: { ...extensions, ...internal } }
}
