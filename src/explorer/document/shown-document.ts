import type { EvidenceStatus, TextSpan } from '../part/evidence.ts'
import type { PageInfo } from '../part/pager.ts'

/** The answer to the question of a document's page. */
export interface DocumentData {
  readonly document: ShownDocument | null
}

export interface ShownDocument {
  readonly slug: string
  readonly title: string
  readonly url: string | null
  readonly licence: string | null
  readonly language: string
  readonly format: string | null
  readonly isLoaded: boolean
  readonly asOf: { readonly label: string } | null
  readonly retrievedOn: { readonly label: string } | null
  readonly allEvidence: { readonly totalCount: number }
  readonly last: { readonly nodes: readonly { readonly number: number }[] }
  readonly paragraphs: { readonly nodes: readonly ShownParagraph[] }
  readonly unplaced: {
    readonly totalCount: number
    readonly nodes: readonly UnplacedEvidence[]
    readonly pageInfo: PageInfo
  }
  readonly references: { readonly totalCount: number; readonly nodes: readonly ShownReference[] }
}

export interface ShownParagraph {
  readonly number: number
  readonly page: number | null
  readonly section: 'BODY' | 'INFORMATION_BOX'
  readonly text: string
  readonly sentences: readonly ShownSentence[]
  readonly evidence: {
    readonly totalCount: number
    readonly nodes: readonly PlacedEvidence[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

export interface ShownSentence {
  readonly number: number
  readonly text: string
  readonly labels: readonly string[]
}

export interface DocumentFact {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly statement: string
}

export interface PlacedEvidence {
  readonly status: EvidenceStatus
  readonly anchor: string
  readonly anchorSpan: TextSpan | null
  readonly sentenceNode: { readonly number: number } | null
  readonly fact: DocumentFact
}

export interface UnplacedEvidence {
  readonly paragraph: number
  readonly status: EvidenceStatus
  readonly anchor: string
  readonly fact: DocumentFact
}

export interface ShownReference {
  readonly label: string
  readonly title: string | null
  readonly url: string | null
}
