import type { HttpResponse, Respond } from '../message.ts'
import { failure } from './failure.ts'
import type { Places } from './places.ts'

/** Answers with lines of JSON, which are made while they are sent. */
export function createNdjson(places: Places, lines: (query: URLSearchParams) => AsyncGenerator<string>): Respond {
  return async ({ method, caller, search, signal }): Promise<HttpResponse> => {
    let leave: (() => void) | undefined
    try {
      leave = places.take(caller)
      const source = lines(new URLSearchParams(search))
      // What cannot be answered at all shows before the first line.
      const first = await source.next()
      const close = async () => {
        leave?.()
        // What the lines are read from is given back.
        await source.return(undefined)
      }
      const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'private, no-store' }
      if (method === 'HEAD' || signal.aborted) {
        await close()
        return { status: 200, headers }
      }
      // Whoever leaves before the first byte never starts the stream.
      signal.addEventListener('abort', () => void close().catch(() => undefined), { once: true })
      return { status: 200, headers, stream: withFirst(first, source, close) }
    } catch (error) {
      leave?.()
      return failure(error)
    }
  }
}

async function* withFirst(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
  close: () => Promise<void>,
): AsyncGenerator<string> {
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } finally {
    await close()
  }
}
