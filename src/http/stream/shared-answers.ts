import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { HttpRequest, HttpResponse, Respond } from '../message.ts'
import type { SubscriptionEvent } from '../subscription.ts'

/** Bytes of answers that are kept for those who subscribe by the same document. */
const mostBytes = 8 * 1024 * 1024

/** Never aborts: an answer is made for several callers, and limits of time hold for it as for every operation. */
const { signal: unending } = new AbortController()

/** Answers events of subscriptions: equal requests of several callers with one execution. */
export class SharedAnswers {
  readonly #graphql: Respond
  readonly #running = new Map<string, Promise<HttpResponse>>()
  readonly #kept = new LRUCache<string, HttpResponse>({
    maxSize: mostBytes,
    sizeCalculation: ({ body = '' }) => Math.max(1, Buffer.byteLength(body)),
  })

  constructor(graphql: Respond) {
    this.#graphql = graphql
  }

  /** The function that answers the events of one subscription. */
  of(request: HttpRequest): (event: SubscriptionEvent) => Promise<HttpResponse> {
    const name = nameOf(request)
    return async (event) => {
      const key = `${event.id} ${await name}`
      const kept = this.#kept.get(key)
      if (kept) return kept
      const running = this.#running.get(key) ?? this.#ask(request, event, key)
      this.#running.set(key, running)
      return await running
    }
  }

  async #ask(request: HttpRequest, event: SubscriptionEvent, key: string): Promise<HttpResponse> {
    try {
      const response = await this.#graphql({ ...request, started: performance.now(), signal: unending, event })
      if (response.status < 400) this.#kept.set(key, response)
      return response
    } finally {
      this.#running.delete(key)
    }
  }
}

/** Equal for requests that have equal answers: who asks, and what. */
async function nameOf({ base, method, search, body, header }: HttpRequest): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body ?? []) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('base64')
  return hash('sha256', JSON.stringify([base, method, search, header('authorization'), text]), 'base64url')
}
