import { amountFields, type ShownAmount } from '../part/amount.ts'
import type { LinkedEntity } from '../part/entity-link.ts'
import type { EvidenceStatus } from '../part/evidence.ts'

/** The most figures of an organisation that are compared. */
export const mostFigures = 50

/** Two to four organisations, who is a member of all of them, and what all of them are members of. */
export const compareQuestion = `query Compare(
  $a: EntityRef!
  $b: EntityRef!
  $c: EntityRef!
  $d: EntityRef!
  $hasC: Boolean!
  $hasD: Boolean!
  $members: EntityWhere!
  $joined: EntityWhere!
) {
  a: organization(ref: $a) { ...Compared }
  b: organization(ref: $b) { ...Compared }
  c: organization(ref: $c) @include(if: $hasC) { ...Compared }
  d: organization(ref: $d) @include(if: $hasD) { ...Compared }
  members: entities(where: $members, first: 60) { totalCount nodes { slug name } }
  joined: entities(where: $joined, first: 60) { totalCount nodes { slug name } }
}

fragment Compared on Organization {
  slug
  name
  summary
  organizationType
  foundedOn { label }
  dissolvedOn { label }
  headquarters { slug name }
  website
  officialLanguages
  topics { slug name }
  aliases { key dataset { slug } name period { label } }
  figures(first: ${mostFigures}, orderBy: [{ field: AS_OF, direction: DESC, nulls: LAST }]) {
    totalCount
    nodes {
      key
      dataset { slug }
      ${amountFields}
      asOf { label }
      evidence { status }
    }
  }
  facts(first: 1) { totalCount }
  criticismsMade(first: 1) { totalCount }
  criticismsReceived(first: 1) {
    totalCount
    facets { topics(first: 100) { count entity { slug name } } }
  }
}`

export interface CompareData {
  readonly a: Compared | null
  readonly b: Compared | null
  readonly c?: Compared | null
  readonly d?: Compared | null
  readonly members: EntityList
  readonly joined: EntityList
}

export interface EntityList {
  readonly totalCount: number
  readonly nodes: readonly LinkedEntity[]
}

export interface Compared extends LinkedEntity {
  readonly summary: string | null
  readonly organizationType: string
  readonly foundedOn: { readonly label: string } | null
  readonly dissolvedOn: { readonly label: string } | null
  readonly headquarters: LinkedEntity | null
  readonly website: string | null
  readonly officialLanguages: readonly string[]
  readonly topics: readonly LinkedEntity[]
  readonly aliases: readonly ComparedName[]
  readonly figures: { readonly totalCount: number; readonly nodes: readonly ComparedFigure[] }
  readonly facts: { readonly totalCount: number }
  readonly criticismsMade: { readonly totalCount: number }
  readonly criticismsReceived: {
    readonly totalCount: number
    readonly facets: { readonly topics: readonly { readonly count: number; readonly entity: LinkedEntity }[] }
  }
}

export interface ComparedName {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly name: string
  readonly period: { readonly label: string }
}

export interface ComparedFigure extends ShownAmount {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly metric: string
  readonly asOf: { readonly label: string } | null
  readonly evidence: readonly { readonly status: EvidenceStatus }[]
}
