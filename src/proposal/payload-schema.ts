import { builder } from '../builder.ts'
import { returnedId } from '../mutation/client-mutation-id.ts'
import { Problem, type ProblemValue } from '../mutation/problem-schema.ts'
import { Proposal } from './schema.ts'
import type { ProposalRow } from './visible.ts'

/** What a mutation of proposals answers. */
export interface ProposalResult {
  readonly proposal: ProposalRow | null
  readonly problems: readonly ProblemValue[]
  readonly warnings: readonly ProblemValue[]
  readonly revision: string | null
  readonly clientMutationId: string | null
}

export const ProposalPayload = builder.objectRef<ProposalResult>('ProposalPayload').implement({
  description: 'What has become of a proposal.',
  fields: (t) => ({
    proposal: t.field({
      type: Proposal,
      nullable: true,
      description: 'The proposal as it is now; null if there is none, or none that you may see.',
      resolve: ({ proposal }) => proposal,
    }),
    problems: t.field({
      type: [Problem],
      description: 'What prevents it. If there is something, nothing was done.',
      resolve: ({ problems }) => [...problems],
    }),
    warnings: t.field({
      type: [Problem],
      description: 'What facts say and their sentences do not. It prevents nothing.',
      resolve: ({ warnings }) => [...warnings],
    }),
    revision: t.exposeString('revision', {
      nullable: true,
      description: 'The revision of the graph after a proposal was accepted.',
    }),
    clientMutationId: t.exposeString('clientMutationId', returnedId),
  }),
})
