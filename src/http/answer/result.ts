import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'
import type { ErrorCode } from '../../errors.ts'
import { type Answer, json } from '../message.ts'
import { publicError } from '../operation/errors.ts'
import type { Limits } from '../operation/limits.ts'

/** In the order in which they are offered: the first is for those who take anything. */
export const mediaTypes = ['application/json', 'application/graphql-response+json'] as const

export type MediaType = (typeof mediaTypes)[number]

/** What an error says of HTTP. `spec`: in plain JSON it is answered with 200, as GraphQL over HTTP asks for. */
interface HttpHint {
  readonly status: number
  readonly spec: boolean
  readonly headers?: Record<string, string>
}

const hintOfCode: Partial<Record<ErrorCode, HttpHint>> = {
  BAD_REQUEST: { status: 400, spec: false },
  INTERNAL_SERVER_ERROR: { status: 500, spec: false },
  UNAVAILABLE: { status: 503, spec: false },
}

function hintOf({ extensions: { code, http } }: GraphQLError): HttpHint {
  return { status: 400, spec: true, ...hintOfCode[code as ErrorCode], ...(http as Partial<HttpHint>) }
}

/** A result of GraphQL whose errors may all be shown. */
export interface PublicResult extends Omit<ExecutionResult, 'errors'> {
  readonly errors?: readonly GraphQLError[]
}

/** Masks what callers must not see. A request that failed before it ran has errors, but no data. */
export function publicResult(result: ExecutionResult, limits: Limits): PublicResult {
  const errors = result.errors?.map((error) => publicError(error, limits))
  return errors?.length ? { ...result, errors } : { data: result.data, extensions: result.extensions }
}

/** Writes a result as an HTTP answer; `requestId` goes into the errors that are in the log. */
export function resultAnswer(result: PublicResult, mediaType: MediaType, requestId: string): Answer {
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

/** The status of a request that failed before it ran. Once it has begun, its errors are part of an answer. */
function statusOf(hints: readonly HttpHint[], mediaType: MediaType): number {
  const statuses = hints.map(({ status, spec }) => (mediaType === 'application/json' && spec ? 200 : status))
  return Math.max(200, ...statuses)
}

function format(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const { http: _http, ...extensions } = error.extensions
  const internal = extensions.code === 'INTERNAL_SERVER_ERROR' ? { requestId } : {}
  return { ...error.toJSON(), extensions: { ...extensions, ...internal } }
}
