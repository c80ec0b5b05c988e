/** Where the tests find the server: they are started with its address. */
export const url = process.env.DOSSIER_URL ?? 'http://127.0.0.1:4000/graphql'

/** One request as it was sent. */
export interface Sent {
  readonly method: string
  readonly hasText: boolean
  readonly status: number
}

/** What `work` sends through `fetch`, in order. */
export async function watchFetch(work: () => Promise<unknown>): Promise<Sent[]> {
  const original = globalThis.fetch
  const sent: Sent[] = []
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init)
    const { searchParams } = new URL(input instanceof Request ? input.url : input)
    const hasText = searchParams.has('query') || (typeof init?.body === 'string' && init.body.includes('"query"'))
    sent.push({ method: init?.method ?? 'GET', hasText, status: response.status })
    return response
  }
  try {
    await work()
  } finally {
    globalThis.fetch = original
  }
  return sent
}

/** What nothing may write to while the tests run: a client that warns has something to say. */
export function failOnWarnings(): void {
  for (const method of ['warn', 'error'] as const) {
    console[method] = (...values: unknown[]) => {
      throw new Error(`console.${method}: ${values.join(' ')}`)
    }
  }
}
