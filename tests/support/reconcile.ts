import type { App } from '../../src/app.ts'

/** One query of a batch. */
export interface Query {
  readonly query?: string
  readonly type?: string | readonly string[]
  readonly type_strict?: string
  readonly limit?: number
  readonly properties?: readonly { readonly pid: string; readonly v: unknown }[]
}

/** Posts a form as OpenRefine does: it sends one field, and these headers. */
export async function postForm(app: App, form: Record<string, string>, headers: Record<string, string> = {}) {
  return await app.fetch('http://localhost/reconcile', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'OpenRefine/3.9.3 [4b1c3f1]',
      ...headers,
    },
    body: new URLSearchParams(form).toString(),
  })
}

/** The results of queries, in their order; it must not fail. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
export async function reconciled(app: App, ...queries: Query[]): Promise<any[]> {
  const batch = Object.fromEntries(queries.map((query, index) => [`q${index}`, query]))
  const response = await postForm(app, { queries: JSON.stringify(batch) })
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  const answer = (await response.json()) as any
  if (response.status !== 200) throw new Error(JSON.stringify(answer))
  return queries.map((_, index) => answer[`q${index}`])
}

/** What a data extension says of entities. */
// oxlint-disable-next-line typescript/no-explicit-any -- as above
export async function extended(app: App, ids: readonly string[], properties: readonly object[]): Promise<any> {
  const response = await postForm(app, { extend: JSON.stringify({ ids, properties }) })
  const answer = await response.json()
  if (response.status !== 200) throw new Error(JSON.stringify(answer))
  return answer
}
