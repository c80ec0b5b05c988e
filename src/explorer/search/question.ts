import { type LineFact, lineFact } from '../part/fact-line.ts'
import type { EntityKind, FactKind } from '../part/kind.ts'
import { type ShownMatch, shownMatch } from '../part/match.ts'
import type { ForwardPageInfo } from '../part/pager.ts'

/** Names that resemble the words, what matches them, and how much of each kind there is. */
export const searchQuestion = `query Search(
  $query: String!
  $kinds: [EntityKind!]
  $factKinds: [FactKind!]
  $documents: Boolean
  $after: String
  $withNames: Boolean!
) {
  resolve(name: $query, first: 6) @include(if: $withNames) { ...ShownMatch }
  all: search(query: $query, first: 1) {
    totalCount
    facets {
      kinds { kind count }
      factKinds { factKind count }
      documents
    }
  }
  search(query: $query, kinds: $kinds, factKinds: $factKinds, documents: $documents, first: 20, after: $after) {
    totalCount
    edges {
      snippet
      node {
        ... on Entity { slug name kind summary }
        ... on Fact { ...LineFact factKind }
        ... on Document { slug title }
      }
    }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}

${shownMatch}

${lineFact}`

export interface SearchData {
  readonly resolve?: readonly ShownMatch[]
  readonly all: { readonly totalCount: number; readonly facets: SearchFacets }
  readonly search: {
    readonly totalCount: number
    readonly edges: readonly SearchEdge[]
    readonly pageInfo: ForwardPageInfo
  }
}

export interface SearchFacets {
  readonly kinds: readonly { readonly kind: EntityKind; readonly count: number }[]
  readonly factKinds: readonly { readonly factKind: FactKind; readonly count: number }[]
  readonly documents: number
}

export interface SearchEdge {
  readonly snippet: string | null
  readonly node: FoundEntity | FoundFact | FoundDocument
}

export interface FoundEntity {
  readonly slug: string
  readonly name: string
  readonly kind: EntityKind
  readonly summary: string | null
}

export interface FoundFact extends LineFact {
  readonly factKind: FactKind
}

export interface FoundDocument {
  readonly slug: string
  readonly title: string
}
