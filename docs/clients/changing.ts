import { Client, fetchExchange } from '@urql/core'
import { print } from 'graphql'
import { createClient as createEventClient } from 'graphql-sse'
import { graphql } from './generated/tree/gql.ts'
import type { CriticismInput, FollowSubscription } from './generated/tree/graphql.ts'

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** A client that sends a key. It keeps nothing, because what is proposed and decided is different a moment later. */
export function createKeyClient(url: string, key: string): Client {
  return new Client({ url, exchanges: [fetchExchange], preferGetMethod: false, fetchOptions: { headers: bearer(key) } })
}

const propose = graphql(`
  mutation Propose($input: CreateProposalInput!) {
    createProposal(input: $input) {
      proposal { id state changes(first: 100) { nodes { ordinal status problems { code path message } } } }
      problems { ordinal code path message suggestions }
      warnings { ordinal code message }
    }
  }
`)

/** Proposes a criticism for review. `requestId` makes it harmless to send again what got no answer. */
export async function proposeCriticism(client: Client, criticism: CriticismInput, requestId: string) {
  const input = {
    title: `A criticism by ${criticism.critic ?? criticism.attribution}`,
    reason: 'A source names it.',
    changes: [{ criticism }],
    submit: true,
    clientMutationId: requestId,
  }
  const { data, error } = await client.mutation(propose, { input })
  if (!data) throw error ?? new Error('The server answered nothing.')
  return data.createProposal
}

const waiting = graphql(`
  query Waiting($first: Int!) {
    proposals(where: { states: [OPEN] }, first: $first) {
      nodes {
        id
        title
        author { name }
        isStale
        changes(first: 20) {
          nodes { ordinal operation before after status evidence { anchor status sentence } problems { code message } }
        }
      }
    }
  }
`)

const accept = graphql(`
  mutation Accept($input: AcceptProposalInput!) {
    acceptProposal(input: $input) { revision proposal { id state patch } problems { ordinal code message } }
  }
`)

const reject = graphql(`
  mutation Reject($input: RejectProposalInput!) {
    rejectProposal(input: $input) { proposal { id state decisionNote } problems { ordinal code message } }
  }
`)

/** Accepts what rests on sentences that were found, and rejects the rest. */
export async function review(client: Client) {
  const { data, error } = await client.query(waiting, { first: 50 })
  if (!data) throw error ?? new Error('The server answered nothing.')
  const decided = []
  for (const { id, changes } of data.proposals.nodes) {
    const isFound = changes.nodes.every(({ evidence }) => evidence.every(({ status }) => status === 'FOUND'))
    const { data: done, error: failed } = isFound
      ? await client.mutation(accept, { input: { proposal: id } })
      : await client.mutation(reject, { input: { proposal: id, reason: 'No sentence says so.' } })
    if (!done) throw failed ?? new Error('The server answered nothing.')
    decided.push('acceptProposal' in done ? done.acceptProposal : done.rejectProposal)
  }
  return decided
}

const follow = graphql(`
  subscription Follow($after: String) {
    changes(after: $after) { cursor revision operation type dataset key actor { name } after }
  }
`)

/** What has changed since a revision, and then what changes. After a break it goes on where it was. */
export function followChanges(url: string, after: string) {
  let cursor = after
  const client = createEventClient({ url, retryAttempts: 10 })
  const results = client.iterate<FollowSubscription>({
    query: print(follow),
    get variables() {
      return { after: cursor }
    },
  })
  return {
    async *changes() {
      for await (const { data, errors } of results) {
        if (errors) throw new Error(errors.map(({ message }) => message).join(' '))
        if (!data) continue
        cursor = data.changes.cursor
        yield data.changes
      }
    },
    close: () => client.dispose(),
  }
}
