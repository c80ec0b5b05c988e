import { type ShownChange, shownChange } from '../change/shown-change.ts'
import type { LinkedEntity } from '../part/entity-link.ts'
import { type ShownEvidence, shownEvidence } from '../part/evidence.ts'
import type { EntityKind } from '../part/kind.ts'

/** What the first page asks. A claim is a criticism with a quotation; a graph without one shows some fact. */
export const homeQuestion = `query Home {
  graph {
    factCount
    entityCounts { kind count }
    evidenceCounts { status count }
  }
  found: criticisms(
    where: { evidence: { status: [FOUND] }, quotations: { exists: true } }
    orderBy: [{ field: STATED_ON, direction: DESC, nulls: LAST }]
    first: 3
  ) { nodes { ...Claim } }
  any: criticisms(
    where: { quotations: { exists: true } }
    orderBy: [{ field: STATED_ON, direction: DESC, nulls: LAST }]
    first: 3
  ) { nodes { ...Claim } }
  foundFact: facts(where: { evidence: { status: [FOUND] } }, first: 1) { nodes { ...ProvenFact } }
  anyFact: facts(first: 1) { nodes { ...ProvenFact } }
  criticisms(first: 1) {
    totalCount
    facets {
      targets(first: 6) { count entity { slug name } }
      critics(first: 6) { count entity { slug name } }
      topics(first: 8) { count entity { slug name } }
    }
  }
  documents(first: 5) {
    totalCount
    nodes { slug title isLoaded allEvidence(first: 1) { totalCount } }
  }
  datasets(first: 5) {
    totalCount
    nodes { slug title licence facts(first: 1) { totalCount } }
  }
  changes(last: 5) { totalCount nodes { ...ShownChange } }
}

fragment Claim on Criticism {
  ...ProvenFact
  claim
  critic { slug name }
  target { slug name }
  statedOn { label }
}

fragment ProvenFact on Fact {
  key
  dataset { slug }
  statement
  evidence { ...ShownEvidence }
}

${shownEvidence}

${shownChange}`

export interface HomeData {
  readonly graph: {
    readonly factCount: number
    readonly entityCounts: readonly { readonly kind: EntityKind; readonly count: number }[]
    readonly evidenceCounts: readonly { readonly status: string; readonly count: number }[]
  }
  readonly found: { readonly nodes: readonly Claim[] }
  readonly any: { readonly nodes: readonly Claim[] }
  readonly foundFact: { readonly nodes: readonly ProvenFact[] }
  readonly anyFact: { readonly nodes: readonly ProvenFact[] }
  readonly criticisms: {
    readonly totalCount: number
    readonly facets: {
      readonly targets: readonly EntityCount[]
      readonly critics: readonly EntityCount[]
      readonly topics: readonly EntityCount[]
    }
  }
  readonly documents: { readonly totalCount: number; readonly nodes: readonly HomeDocument[] }
  readonly datasets: { readonly totalCount: number; readonly nodes: readonly HomeDataset[] }
  readonly changes: { readonly totalCount: number; readonly nodes: readonly ShownChange[] }
}

/** How often something is criticised, criticises, or is what a criticism is filed under. */
export interface EntityCount {
  readonly count: number
  readonly entity: LinkedEntity
}

export interface ProvenFact {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly statement: string
  readonly evidence: readonly ShownEvidence[]
}

export interface Claim extends ProvenFact {
  readonly claim: string
  readonly critic: LinkedEntity | null
  readonly target: LinkedEntity
  readonly statedOn: { readonly label: string } | null
}

export interface HomeDocument {
  readonly slug: string
  readonly title: string
  readonly isLoaded: boolean
  readonly allEvidence: { readonly totalCount: number }
}

export interface HomeDataset {
  readonly slug: string
  readonly title: string
  readonly licence: string | null
  readonly facts: { readonly totalCount: number }
}
