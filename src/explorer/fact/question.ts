import { linkedEntityFields } from '../part/entity-link.ts'
import { shownEvidence } from '../part/evidence.ts'
import { lineFact } from '../part/fact-line.ts'

/** A fact with all that it says, its evidence, its checks and its history. */
export const factQuestion = `query Fact($dataset: String!, $key: String!, $revision: String, $isCited: Boolean!) {
  graph { revision }
  fact(dataset: $dataset, key: $key) {
    key
    factKind
    url
    statement
    computed
    recordedAt
    version
    dataset { slug title licence }
    subject { ${linkedEntityFields} }
    object { ${linkedEntityFields} }
    period { label ongoing from { ...Day } until { ...Day } }
    ... on Alias { name aliasKind language }
    ... on Attribute { attribute value }
    ... on Figure { metric amount upTo qualifier unit currency asOf { ...Day } }
    ... on Relationship { relationshipType }
    ... on Role { title asOf { ...Day } }
    ... on Criticism {
      critic { ${linkedEntityFields} }
      attribution
      claim
      topics { ${linkedEntityFields} }
      about { ${linkedEntityFields} }
      publishedBy { ${linkedEntityFields} }
      statedOn { ...Day }
      spokespeople { ${linkedEntityFields} }
      quotations { text speaker { ${linkedEntityFields} } }
      responses(first: 20) { totalCount nodes { stance ...LineFact } }
    }
    ... on Response {
      criticism { ...LineFact }
      reply
      stance
      statedOn { ...Day }
      spokespeople { ${linkedEntityFields} }
      quotations { text speaker { ${linkedEntityFields} } }
    }
    evidence {
      ...ShownEvidence
      prefix
      suffix
      moved
      citedParagraph
      document { url licence }
      references { label title url }
      sentenceNode { evidence(first: 30) { totalCount nodes { fact { ...LineFact } } } }
    }
    checks { subject value field status message }
  }
  changes(last: 20, where: { type: [FACT], dataset: [$dataset], key: [$key] }) {
    totalCount
    nodes { at revision operation origin { name } actor { name } before after }
  }
  since: changes(first: 20, after: $revision, where: { type: [FACT], dataset: [$dataset], key: [$key] })
    @include(if: $isCited) {
    pageInfo { hasNextPage }
    nodes { at revision operation before after }
  }
}

fragment Day on FuzzyDate {
  edtf
  label
  earliest
  latest
}

${shownEvidence}

${lineFact}`
