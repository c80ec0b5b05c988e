/** One HTTP request, wherever it came from: a socket or a test. */
export interface Ask {
  /** For the logs, and for somebody who reports a fault: taken from x-request-id, or made. */
  readonly id: string
  /** performance.now() when the request arrived. */
  readonly started: number
  readonly method: string
  /** The part of the address before the question mark. */
  readonly path: string
  /** The part after it, without it. */
  readonly search: string
  /** A header's value by its name in lower case. */
  header(name: string): string | undefined
  /** The body, not yet read. */
  readonly body: AsyncIterable<Uint8Array> | undefined
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal
}

/** What goes back: a whole body, never a stream. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** The SHA-256 of the body in base64url, where it is known already. */
  readonly digest?: string
}

export type Respond = (ask: Ask) => Promise<Answer>

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** Refuses what is not a GraphQL request at all, in the shape of a GraphQL error. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return json(status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }, headers)
}

/** The same answer with more headers. */
export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
