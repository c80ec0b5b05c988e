import { createOperationDescriptor, type Environment, fetchQuery, getRequest, graphql } from 'relay-runtime'
import { waitForFragmentData } from 'relay-runtime/experimental.js'
import { type Candidate, candidatesOf, type Problem } from '../problem.ts'
import type { criticisms_evidence$key } from './__generated__/criticisms_evidence.graphql.ts'
import type { criticisms_list$key } from './__generated__/criticisms_list.graphql.ts'
import evidenceQuery, { type criticismsEvidenceQuery } from './__generated__/criticismsEvidenceQuery.graphql.ts'
import pageQuery, { type criticismsPageQuery } from './__generated__/criticismsPageQuery.graphql.ts'
import type { criticismsQuery } from './__generated__/criticismsQuery.graphql.ts'

const query = graphql`
  query criticismsQuery($critic: String!) {
    organization(ref: { named: $critic }) @catch(to: RESULT) {
      id
      name
      ...criticisms_list
    }
    graph {
      factCount
    }
  }
`

const list = graphql`
  fragment criticisms_list on Organization
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" })
  @refetchable(queryName: "criticismsPageQuery") {
    criticismsMade(first: $count, after: $cursor) @connection(key: "criticisms_criticismsMade") {
      totalCount
      edges {
        node {
          id
          claim
          ...criticisms_evidence
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

const evidence = graphql`
  fragment criticisms_evidence on Criticism @refetchable(queryName: "criticismsEvidenceQuery") {
    evidence {
      id
      status
      sentence
      document {
        title
      }
    }
  }
`

/** Asks for a critic and the first criticisms; what could not be answered is `ok: false` in its place. */
export async function loadCritic(environment: Environment, critic: string) {
  // Until this is disposed of, the store keeps what the query reaches.
  const retained = environment.retain(createOperationDescriptor(getRequest(query), { critic }))
  const data = await fetchQuery<criticismsQuery>(environment, query, { critic }).toPromise()
  return { data, retained }
}

/** What an ambiguous name may mean: Relay keeps the extensions of an error that was caught at its field. */
export function candidatesIn(errors: readonly unknown[]): readonly Candidate[] {
  return candidatesOf(errors as readonly Pick<Problem, 'extensions'>[])
}

/** The criticisms that the store holds by now. In React: usePaginationFragment. */
export async function readList(environment: Environment, organization: criticisms_list$key) {
  return await waitForFragmentData(environment, list, organization)
}

/** Fetches the next page into the store. In React: loadNext. */
export async function loadNext(environment: Environment, id: string, count: number, cursor: string | null) {
  const data = await fetchQuery<criticismsPageQuery>(environment, pageQuery, { id, count, cursor }).toPromise()
  // Relay takes a null with an error for a null.
  if (!data?.node) throw new Error(`The criticisms by ${id} could not be read.`)
}

/** Fetches the evidence of one criticism anew, by its id. In React: useRefetchableFragment. */
export async function refetchEvidence(environment: Environment, id: string) {
  await fetchQuery<criticismsEvidenceQuery>(environment, evidenceQuery, { id }).toPromise()
}

export async function readEvidence(environment: Environment, criticism: criticisms_evidence$key) {
  return await waitForFragmentData(environment, evidence, criticism)
}
