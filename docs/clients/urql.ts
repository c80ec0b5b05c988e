import { Client, type CombinedError, fetchExchange, type OperationResult } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { persistedExchange } from '@urql/exchange-persisted'
import schema from './generated/schema.json' with { type: 'json' }
import { graphql } from './generated/tree/gql.ts'
import type { CriticismPageQuery } from './generated/tree/graphql.ts'

/** What has no id of its own lives in the thing that holds it. */
const keys = Object.fromEntries(
  schema.__schema.types
    .filter(({ kind, fields }) => kind === 'OBJECT' && !fields?.some(({ name }) => name === 'id'))
    .map(({ name }) => [name, () => null]),
)

/** A client with a cache by id, pages that join, and automatic persisted queries by GET. */
export function createClient(url: string): Client {
  return new Client({
    url,
    exchanges: [
      cacheExchange({
        schema,
        keys,
        resolvers: {
          Query: { criticisms: relayPagination() },
          Organization: { criticismsMade: relayPagination() },
        },
      }),
      persistedExchange({ preferGetForPersistedQueries: true }),
      fetchExchange,
    ],
  })
}

const criticismPage = graphql(`
  query CriticismPage($critic: String!, $first: Int!, $after: String) {
    criticisms(where: { critic: { named: $critic } }, first: $first, after: $after) {
      edges { node { id claim critic { id name } evidence { id status sentence } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

/** All criticisms by a critic. Each page that is read joins the list that the cache holds. */
export async function readCriticisms(client: Client, critic: string, pageSize: number) {
  let after: string | null = null
  for (;;) {
    const page: OperationResult<CriticismPageQuery> = await client.query(criticismPage, {
      critic,
      first: pageSize,
      after,
    })
    if (!page.data) throw page.error ?? new Error('The server answered nothing.')
    const { edges, pageInfo } = page.data.criticisms
    if (!pageInfo.hasNextPage) return edges.map(({ node }) => node)
    after = pageInfo.endCursor
  }
}

const organizationWithSize = graphql(`
  query OrganizationWithSize($name: String!) {
    organization(ref: { named: $name }) { id slug name }
    graph { factCount }
  }
`)

/** `data` holds what could be answered, `error.graphQLErrors` what could not and why. */
export async function readOrganization(client: Client, name: string) {
  return await client.query(organizationWithSize, { name }).toPromise()
}

/** The codes of an error: empty when the server was not reached. */
export function codesOf(error?: CombinedError): unknown[] {
  return error?.graphQLErrors.map(({ extensions }) => extensions.code) ?? []
}
