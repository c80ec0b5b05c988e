import type { HttpRequest, Respond } from '../message.ts'

/** The data of an answer, or the message of its first error. */
export interface Answer {
  readonly data?: Record<string, unknown>
  readonly error?: string
}

/** Asks the API a question. It never rejects. */
export type Ask = (request: HttpRequest, query: string) => Promise<Answer>

const headers: Readonly<Record<string, string>> = { accept: 'application/json', 'content-type': 'application/json' }

/** Lets pages ask the API as any client does: with the caller's key, within the limits, from the cache, with a line in the log. */
export function createAsk(graphql: Respond): Ask {
  return async (request, query) => {
    const { body = '' } = await graphql({
      ...request,
      method: 'POST',
      search: '',
      header: (name) => (name === 'authorization' ? request.header(name) : headers[name]),
      body: bodyOf(query),
    })
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    const { data, errors } = JSON.parse(text) as { data?: Answer['data']; errors?: readonly { message: string }[] }
    return errors === undefined ? { data } : { error: errors[0]?.message }
  }
}

async function* bodyOf(query: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify({ query }))
}
