import { graphql } from './generated/text/gql.ts'
import type { CriticismsByQuery, TypedDocumentString } from './generated/text/graphql.ts'
import type { Problem } from './problem.ts'

/** What comes back: data, problems, or both when a part of the question could be answered. */
export interface Answer<Data> {
  readonly data?: Data | null
  readonly errors?: readonly Problem[]
}

/** Asks a document. Fails only when no GraphQL answer came back. */
export async function ask<Data, Variables>(
  url: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  return await answerOf(await post(url, { query: document, variables }))
}

async function post(url: string, body: object): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
}

async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  const isAnswer = response.headers.get('content-type')?.includes('json')
  if (!isAnswer) throw new Error(`The server answered ${response.status} ${response.statusText}.`)
  return (await response.json()) as Answer<Data>
}

const criticismsBy = graphql(`
  query CriticismsBy($critic: String!, $first: Int!, $after: String) {
    criticisms(where: { critic: { named: $critic } }, first: $first, after: $after) {
      totalCount
      nodes { id claim statedOn { label } evidence { status sentence references { label } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

export type Criticism = CriticismsByQuery['criticisms']['nodes'][number]

/** All criticisms by a critic, page by page; `pageSize` from 1 to 100. */
export async function* allCriticismsBy(url: string, critic: string, pageSize: number): AsyncGenerator<Criticism> {
  let after: string | null = null
  do {
    const { data, errors }: Answer<CriticismsByQuery> = await ask(url, criticismsBy, { critic, first: pageSize, after })
    if (!data) throw new Error(errors?.map(({ message }) => message).join('\n'))
    yield* data.criticisms.nodes
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null } = data.criticisms.pageInfo
    after = hasNextPage ? endCursor : null
  } while (after !== null)
}

const organizationNamed = graphql(`
  query OrganizationNamed($name: String!) {
    organization(ref: { named: $name }) { id slug name organizationType }
    graph { factCount }
  }
`)

/** An organisation by any of its names, beside the size of the graph: the one may fail and the other not. */
export async function askOrganization(url: string, name: string) {
  return await ask(url, organizationNamed, { name })
}

/** Asks a document that the server knows already by its hash: the text stays here. */
export async function askTrusted(url: string, critic: string): Promise<Answer<CriticismsByQuery>> {
  const documentId: string = criticismsBy.__meta__?.hash
  return await answerOf(await post(url, { documentId, variables: { critic, first: 20 } }))
}

/** What was read by GET, with the tag by which the server knows it again. */
export interface Kept<Data> {
  readonly etag: string | null
  readonly answer: Answer<Data>
}

/** Asks by GET, and reads nothing twice: browsers do the same by themselves with what is in their cache. */
export async function askAgain(
  url: string,
  critic: string,
  kept?: Kept<CriticismsByQuery>,
): Promise<Kept<CriticismsByQuery>> {
  const variables = JSON.stringify({ critic, first: 20 })
  const response = await fetch(`${url}?${new URLSearchParams({ query: criticismsBy.toString(), variables })}`, {
    headers: { accept: 'application/json', ...(kept?.etag && { 'if-none-match': kept.etag }) },
  })
  if (response.status === 304 && kept) return kept
  return { etag: response.headers.get('etag'), answer: await answerOf(response) }
}
