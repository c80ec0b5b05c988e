import { writeJson } from '../execution/json-text.ts'
import type { Opening, SubscriptionEvent } from './subscription.ts'

/** An HTTP request, from a socket or from a test. */
export interface HttpRequest {
  /** Taken from x-request-id, or made here. The log and the errors of internal faults name it. */
  readonly id: string
  /** Whose request it is: the address that it comes from. Callers take turns when the server is busy. */
  readonly caller: string
  /** The address under which the caller reaches the server, such as https://graph.example, without a slash at its end. */
  readonly base: string
  /** performance.now() when the request arrived. */
  readonly started: number
  readonly method: string
  /** The part of the address before the question mark. */
  readonly path: string
  /** The part of the address after the question mark. */
  readonly search: string
  /** The value of the header with this name, which must be in lower case. */
  header(name: string): string | undefined
  /** The body as it arrives. */
  readonly body: AsyncIterable<Uint8Array> | undefined
  /** Aborts when the caller closes the connection. */
  readonly signal: AbortSignal
  /** If it subscribes. */
  readonly opening?: Opening
  /** The event for which a subscription is run. */
  readonly event?: SubscriptionEvent
}

/** An HTTP response. Its body is complete, or a stream. */
export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** A body that is made while it is sent. */
  readonly stream?: AsyncIterable<string | Uint8Array>
  /** The SHA-256 of the body in base64url, if it has been computed. */
  readonly digest?: string
}

export type Respond = (request: HttpRequest) => Promise<HttpResponse>

/** A response in JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: writeJson(value),
  }
}

/** Refuses an HTTP request that is not a GraphQL request; its error has the form of a GraphQL error. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): HttpResponse {
  return json(status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }, headers)
}

/** The same response with more headers. */
export function withHeaders(response: HttpResponse, headers: Record<string, string>): HttpResponse {
  return { ...response, headers: { ...response.headers, ...headers } }
}
