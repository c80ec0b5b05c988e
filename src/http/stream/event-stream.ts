import { names, negotiate } from '../answer/negotiate.ts'
import { mediaTypes } from '../answer/result.ts'
import type { HttpRequest, HttpResponse, Respond } from '../message.ts'
import type { SubscriptionEvent } from '../subscription.ts'
import { failure } from './failure.ts'
import type { Places } from './places.ts'
import { SharedAnswers } from './shared-answers.ts'

// GraphQL over server-sent events, with a connection for each operation:
// https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md

/** Milliseconds after which a stream says that it is still there. Proxies close what is silent. */
const keepAlive = 5_000

export const eventStream = 'text/event-stream'

interface Options {
  /** Answers GraphQL requests, also the event of a subscription. */
  readonly graphql: Respond
  readonly places: Places
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal
}

/** Answers GraphQL as an event stream if the request names that; undefined if it does not. */
export function createEventStream({ graphql, places, stopping }: Options) {
  const answers = new SharedAnswers(graphql)

  return async (request: HttpRequest): Promise<HttpResponse | undefined> => {
    if (!names(request.header('accept'), eventStream)) return undefined
    // Some clients name both for every operation: what has one result is then answered with it alone.
    const takesJson = negotiate(request.header('accept'), mediaTypes) !== undefined
    const header = takesJson ? request.header : asJson(request)
    const asked = { ...request, header, body: replayed(request.body) }
    const leaving = new AbortController()
    let events: AsyncIterable<SubscriptionEvent> | undefined
    const lastEventId = request.header('last-event-id')
    const opening = {
      signal: AbortSignal.any([leaving.signal, request.signal, stopping]),
      lastEventId,
      opened: (source: AsyncIterable<SubscriptionEvent>) => (events = source),
    }
    const first = await graphql({ ...asked, opening })
    if (!events) return takesJson || first.status >= 400 ? first : streamOf(first, single(first))
    let leave: () => void
    try {
      leave = places.take(request.caller)
    } catch (error) {
      return failure(error)
    }
    const close = () => {
      leaving.abort()
      leave()
    }
    // Whoever leaves before the first byte never starts the stream.
    if (request.signal.aborted) close()
    else request.signal.addEventListener('abort', close, { once: true })
    return streamOf(first, subscription(asked, events, answers, request.signal, close))
  }
}

/** The request as one that wants JSON. */
function asJson(request: HttpRequest): HttpRequest['header'] {
  return (name) => (name === 'accept' ? 'application/json' : request.header(name))
}

/** A body that can be read again and again. */
function replayed(body: HttpRequest['body']): HttpRequest['body'] {
  const chunks: Uint8Array[] = []
  const source = body?.[Symbol.asyncIterator]()
  return {
    async *[Symbol.asyncIterator]() {
      yield* chunks
      for (let next = await source?.next(); next && !next.done; next = await source?.next()) {
        chunks.push(next.value)
        yield next.value
      }
    },
  }
}

function streamOf({ headers }: HttpResponse, stream: AsyncIterable<string>): HttpResponse {
  const own = {
    'content-type': `${eventStream}; charset=utf-8`,
    'cache-control': 'no-cache, no-store',
    // Proxies such as nginx would wait for more.
    'x-accel-buffering': 'no',
  }
  return { status: 200, headers: { ...headers, ...own }, stream }
}

/** An operation with one result. */
async function* single(response: HttpResponse): AsyncGenerator<string> {
  yield nextText(response)
  yield completeText
}

const completeText = 'event: complete\ndata: \n\n'

/** JSON is on one line. */
function nextText({ body = '' }: HttpResponse, id?: string): string {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return `event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${text}\n\n`
}

async function* subscription(
  asked: HttpRequest,
  events: AsyncIterable<SubscriptionEvent>,
  answers: SharedAnswers,
  gone: AbortSignal,
  close: () => void,
): AsyncGenerator<string> {
  const ask = answers.of(asked)
  try {
    // So that the caller has the headers at once.
    yield ':\n\n'
    for await (const event of withPauses(events, keepAlive)) {
      if (gone.aborted) return
      if (event === undefined) {
        yield ':\n\n'
        continue
      }
      const response = await ask(event)
      const failed = isFailure(response)
      // Without an id, so that the caller asks for the event again.
      yield nextText(response, failed ? undefined : event.id)
      if (failed) break
    }
    yield completeText
  } catch (error) {
    yield nextText(failure(error))
    yield completeText
  } finally {
    close()
  }
}

/** Whether an event has no data at all, as when the database cannot be reached or the key is no longer valid. */
function isFailure({ body }: HttpResponse): boolean {
  return (JSON.parse(String(body)) as { data?: unknown }).data == null
}

/**
 * The items, and undefined whenever none has come for so many milliseconds. Nothing is added to a promise that stays
 * open for days: that would take memory with each pause.
 */
async function* withPauses<T>(items: AsyncIterable<T>, milliseconds: number): AsyncGenerator<T | undefined> {
  const iterator = items[Symbol.asyncIterator]()
  let come: { readonly result: IteratorResult<T> } | { readonly error: unknown } | undefined
  let wake = () => {}
  const fetchNext = () => {
    come = undefined
    const arrive = (arrived: NonNullable<typeof come>) => {
      come = arrived
      wake()
    }
    iterator.next().then(
      (result) => arrive({ result }),
      (error: unknown) => arrive({ error }),
    )
  }
  fetchNext()
  for (;;) {
    if (!come) await waitFor((resolve) => (wake = resolve), milliseconds)
    if (!come) yield undefined
    else if ('error' in come) throw come.error as Error
    else if (come.result.done) return
    else {
      yield come.result.value
      fetchNext()
    }
  }
}

/** Waits until it is woken, or so many milliseconds have passed. */
async function waitFor(wakeable: (wake: () => void) => void, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
    wakeable(resolve)
  })
  clearTimeout(timer)
}
