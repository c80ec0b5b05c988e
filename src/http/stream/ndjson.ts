import type { HttpRequest, HttpResponse, Respond } from '../message.ts'
import { failure } from './failure.ts'
import type { Places } from './places.ts'

/** Answers with lines of JSON, which are made while they are sent. */
export function createNdjson(places: Places, lines: (query: URLSearchParams) => AsyncGenerator<string>): Respond {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    let leave: (() => void) | undefined
    try {
      leave = places.take(request.caller)
      const source = lines(new URLSearchParams(request.search))
      // What cannot be answered at all shows before the first line.
      const first = await source.next()
      request.signal.addEventListener('abort', leave, { once: true })
      const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' }
      return { status: 200, headers, stream: withFirst(first, source, leave) }
    } catch (error) {
      leave?.()
      return failure(error)
    }
  }
}

async function* withFirst(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
  leave: () => void,
): AsyncGenerator<string> {
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } finally {
    // Also when the caller leaves: what the lines are read from is given back.
    await rest.return(undefined)
    leave()
  }
}
