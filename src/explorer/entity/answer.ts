import type { LinkedEntity } from '../part/entity-link.ts'
import type { LineFact } from '../part/fact-line.ts'
import { periodFields, type ShownPeriod } from './axis.ts'

export type EntityKind = 'ORGANIZATION' | 'PERSON' | 'EVENT' | 'CAMPAIGN' | 'PLACE' | 'TOPIC' | 'AGREEMENT'

export type FactKind = 'ALIAS' | 'ATTRIBUTE' | 'CRITICISM' | 'FIGURE' | 'RELATIONSHIP' | 'RESPONSE' | 'ROLE'

/** A fact as the pages of entities show it. */
export interface StatedFact extends LineFact {
  readonly factKind: FactKind
  readonly period: ShownPeriod
}

/** What `StatedFact` holds, as a fragment of GraphQL. */
export const statedFact = `fragment StatedFact on Fact {
  factKind
  key
  dataset { slug }
  statement
  period { ${periodFields} }
  evidence { status }
}`

export interface NeighbourEntity extends LinkedEntity {
  readonly kind: EntityKind
}

export const neighbourFields = 'kind slug name'

/** A list of facts, as far as a page shows it. */
export interface Listed<Node> {
  readonly totalCount: number
  readonly nodes: readonly Node[]
}

export interface NamedFact extends StatedFact {
  readonly name: string
  readonly aliasKind: string
  readonly language: string | null
}

export interface AttributeFact extends StatedFact {
  readonly attribute: string
  readonly value: string
}

export interface FigureFact extends StatedFact {
  readonly metric: string
  readonly amount: string
  readonly upTo: string | null
  readonly unit: string | null
  readonly currency: string | null
  readonly qualifier: string
  readonly asOf: { readonly label: string } | null
}

export interface RoleFact extends StatedFact {
  readonly title: string
  readonly asOf: { readonly label: string } | null
  readonly person: NeighbourEntity
  readonly organization: NeighbourEntity
}

export interface RelationshipFact extends StatedFact {
  readonly relationshipType: string
  /** The entity at the other end. */
  readonly other: NeighbourEntity
}

export interface RelationshipList extends Listed<RelationshipFact> {
  readonly facets: { readonly relationshipTypes: readonly { relationshipType: string; count: number }[] }
}

export interface CriticismFact extends StatedFact {
  readonly claim: string
  readonly attribution: string | null
  readonly critic: NeighbourEntity | null
  readonly target: NeighbourEntity
}

export interface EntityCount {
  readonly entity: LinkedEntity
  readonly count: number
}

export interface CriticismList extends Listed<CriticismFact> {
  readonly facets: {
    readonly critics?: readonly EntityCount[]
    readonly targets?: readonly EntityCount[]
    readonly topics: readonly EntityCount[]
    readonly years: readonly { readonly year: number | null; readonly count: number }[]
  }
}
