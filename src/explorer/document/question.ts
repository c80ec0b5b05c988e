/** A document with a page of its paragraphs, the evidence on each, and the evidence that has no place in its text. */
export const documentQuestion = `query Document(
  $slug: String!
  $from: Int!
  $to: Int!
  $evidence: Int!
  $evidenceAfter: String
  $after: String
) {
  document(slug: $slug) {
    slug
    title
    url
    licence
    language
    format
    isLoaded
    asOf { label }
    retrievedOn { label }
    allEvidence(first: 1) { totalCount }
    last: paragraphs(last: 1) { nodes { number } }
    paragraphs(first: 50, where: { number: { gte: $from, lte: $to } }) {
      nodes {
        number
        page
        section
        text
        sentences { number text labels }
        evidence(first: $evidence, after: $evidenceAfter) {
          totalCount
          nodes { status anchor anchorSpan { start end } sentenceNode { number } fact { ...DocumentFact } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
    unplaced: allEvidence(first: 50, after: $after, where: { status: [NOT_LOADED, ORPHANED, AMBIGUOUS] }) {
      totalCount
      nodes { paragraph status anchor fact { ...DocumentFact } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
    references(first: 100) {
      totalCount
      nodes { label title url }
    }
  }
}

fragment DocumentFact on Fact {
  key
  dataset { slug }
  statement
}`

/** Its evidence as a list. */
export const evidenceQuestion = `query DocumentEvidence($slug: String!) {
  document(slug: $slug) {
    allEvidence(first: 100) {
      nodes { paragraph anchor sentence status fact { key statement dataset { slug } } }
    }
  }
}`
