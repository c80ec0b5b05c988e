import { builder } from '../builder.ts'

export const ProposalStateRef = builder.enumType('ProposalState', {
  description: 'What has become of a proposal.',
  values: {
    DRAFT: { description: 'Its author is still working on it. Nobody else sees it.' },
    OPEN: { description: 'It waits for a decision.' },
    ACCEPTED: { description: 'All its changes are accepted.' },
    PARTLY_ACCEPTED: {
      description: 'Some of its changes are accepted; the others are rejected, or wait for a decision.',
    },
    REJECTED: { description: 'All its changes are rejected.' },
    WITHDRAWN: { description: 'Its author has taken it back.' },
  } as const,
})

export const ProposedChangeStatusRef = builder.enumType('ProposedChangeStatus', {
  description: 'What has become of one change of a proposal.',
  values: {
    NEW: { description: 'It can be accepted, as far as the last check knows.' },
    ACCEPTED: { description: 'It is accepted.' },
    REJECTED: { description: 'It is rejected, or the same was rejected before.' },
    DUPLICATE: { description: 'The graph says this already.' },
    INVALID: { description: 'It cannot be accepted; `problems` say why.' },
  } as const,
})
