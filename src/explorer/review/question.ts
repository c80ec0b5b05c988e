const problems = 'problems { ordinal path message }'

/** Proposals that wait for a decision. */
export const proposalsQuestion = `query ReviewProposals($after: String) {
  viewer { role actor { name } }
  proposals(first: 50, after: $after, where: { states: [OPEN, PARTLY_ACCEPTED] }) {
    totalCount
    nodes {
      id
      title
      state
      createdAt
      author { name }
      changes(first: 1) { totalCount }
      undecided: changes(first: 1, where: { statuses: [NEW, INVALID] }) { totalCount }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

/** A proposal with a page of its changes. */
export const proposalQuestion = `query ReviewProposal($id: ID!, $after: String) {
  viewer { role actor { name } }
  node(id: $id) {
    ... on Proposal {
      id
      title
      reason
      state
      createdAt
      author { name }
      origin { name }
      changes(first: 50, after: $after) {
        totalCount
        nodes {
          ordinal
          operation
          dataset { slug managedBy }
          key
          before
          after
          currentVersion
          isStale
          confidence
          status
          reason
          problems { message }
          evidence {
            status
            anchor
            anchorSpan { start end }
            paragraph
            sentenceNode { number paragraph { number } }
            document { slug title isLoaded }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

/** What else the script of the page asks and does, each by the name of its operation. */
export const reviewOperations: Readonly<Record<string, string>> = {
  ReviewProposals: proposalsQuestion,
  ReviewProposal: proposalQuestion,
  ReviewText: `query ReviewText($slug: String!, $from: Int!, $to: Int!) {
  document(slug: $slug) {
    slug
    title
    isLoaded
    language
    paragraphs(first: 50, where: { number: { gte: $from, lte: $to } }) {
      nodes { number text sentences { number text labels } }
    }
  }
}`,
  ReviewAccept: `mutation ReviewAccept($input: AcceptProposalInput!) {
  acceptProposal(input: $input) { revision ${problems} warnings { ordinal message } proposal { state patch } }
}`,
  ReviewReject: `mutation ReviewReject($input: RejectProposalInput!) {
  rejectProposal(input: $input) { ${problems} proposal { state } }
}`,
  ReviewPropose: `mutation ReviewPropose($input: CreateProposalInput!) {
  createProposal(input: $input) {
    ${problems}
    proposal { id title changes(first: 1) { nodes { status reason problems { message } } } }
  }
}`,
  ReviewWithdraw: `mutation ReviewWithdraw($input: ProposalInput!) {
  withdrawProposal(input: $input) { ${problems} }
}`,
}
