import type { HttpRequest, HttpResponse, Respond } from '../http/message.ts'

/** A document of GraphQL and the values of its variables. */
export interface Question {
  readonly document: string
  readonly variables: Variables
}

export type Variables = Readonly<Record<string, unknown>>

/** An error of an answer. Beside the code are what the pages read of it: docs/errors.md has all. */
export interface AnswerError {
  readonly message: string
  readonly extensions?: {
    readonly code?: string
    /** The name of AMBIGUOUS_NAME, and what it may mean. */
    readonly name?: string
    readonly candidates?: readonly Candidate[]
    /** What NOT_FOUND looked for, and what may have been meant. */
    readonly named?: string
    readonly slug?: string
    readonly suggestions?: readonly string[]
  }
}

/** One of the things that an ambiguous name may mean. */
export interface Candidate {
  readonly kind: string
  readonly slug: string
  readonly name: string
}

/** Why a part of an answer is empty. */
export interface Hint {
  readonly argument: string
  readonly value: string
  readonly message: string
  readonly suggestions: readonly string[]
}

/** What the API answers, as its JSON says it. */
export interface Answer {
  readonly data?: unknown
  readonly errors?: readonly AnswerError[]
  readonly extensions?: { readonly hints?: readonly Hint[] }
}

/** Asks the API as any client does: with the caller's key, within the limits, from the cache, with a line in the log. */
export type Ask = (request: HttpRequest, question: Question, accept?: string) => Promise<HttpResponse>

/** Lets pages ask the API in the same process. */
export function createAsk(graphql: Respond): Ask {
  return async (request, { document, variables }, accept = 'application/json') => {
    const headers: Readonly<Record<string, string>> = { accept, 'content-type': 'application/json' }
    return await graphql({
      ...request,
      method: 'POST',
      search: '',
      header: (name) => headers[name] ?? (kept.has(name) ? request.header(name) : undefined),
      body: bodyOf({ query: document, variables }),
    })
  }
}

/** Headers of the request that hold for the question, too. */
const kept: ReadonlySet<string> = new Set(['authorization', 'host', 'x-forwarded-proto', 'x-dossier-revision'])

async function* bodyOf(question: object): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify(question))
}

/** Reads the JSON of a response of the API. */
export function readAnswer({ body = '' }: HttpResponse): Answer {
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Answer
}
