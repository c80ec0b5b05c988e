import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import generated from './generated/possible-types.ts'
import { graphql } from './generated/tree/gql.ts'
import { type Candidate, candidatesOf } from './problem.ts'

/** A list is the same list while its conditions and its order are the same. */
const pages = relayStylePagination(['where', 'orderBy'])

/** Hexadecimal, as the server wants it. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A client with a cache by id, pages that join, and automatic persisted queries by GET. */
export function createClient(url: string): ApolloClient {
  const cache = new InMemoryCache({
    possibleTypes: generated.possibleTypes,
    typePolicies: {
      Query: { fields: { criticisms: pages, organizations: pages, entities: pages, facts: pages } },
      Entity: { fields: { facts: pages, criticismsReceived: pages } },
      Critic: { fields: { criticismsMade: pages } },
    },
  })
  const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries: true })
  return new ApolloClient({ cache, link: persisted.concat(new HttpLink({ uri: url })) })
}

const criticismList = graphql(`
  query CriticismList($critic: String!, $first: Int!, $after: String) {
    criticisms(where: { critic: { named: $critic } }, first: $first, after: $after) {
      edges { cursor node { id claim critic { id name } evidence { id status sentence } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

/** All criticisms by a critic. Each page that is fetched joins the list that the cache holds. */
export async function readCriticisms(client: ApolloClient, critic: string, pageSize: number) {
  const first = { query: criticismList, variables: { critic, first: pageSize } }
  await client.query(first)
  for (;;) {
    const list = client.readQuery(first)?.criticisms
    if (!list) throw new Error('The cache does not hold the list.')
    if (!list.pageInfo.hasNextPage) return list.edges.map(({ node }) => node)
    const next = { ...first.variables, after: list.pageInfo.endCursor }
    // As fetchMore does in React: the cache has the list, but not this page of it.
    await client.query({ query: criticismList, variables: next, fetchPolicy: 'network-only' })
  }
}

const organizationAndSize = graphql(`
  query OrganizationAndSize($name: String!) {
    organization(ref: { named: $name }) { id slug name }
    graph { factCount }
  }
`)

/** With `errorPolicy: 'all'` what could be answered comes beside the error; otherwise the error is thrown. */
export async function readOrganization(client: ApolloClient, name: string) {
  return await client.query({ query: organizationAndSize, variables: { name }, errorPolicy: 'all' })
}

/** What an ambiguous name may mean. */
export function candidatesIn(error: unknown): readonly Candidate[] {
  return CombinedGraphQLErrors.is(error) ? candidatesOf(error.errors) : []
}
