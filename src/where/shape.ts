import type { DateWhere } from '../date/where.ts'
import type {
  EntityKind,
  EventType,
  EvidenceStatus,
  FactKind,
  OrganizationType,
  RelationshipType,
} from '../generated/prisma/enums.ts'

/** The conditions as callers write them. A field that is absent or null asks for nothing. */
type Optional<T> = { readonly [K in keyof T]?: T[K] | null }

/** Points at one thing: exactly one field is set. */
export type EntityRef = Optional<{ id: string; slug: string; named: string }>

export type IntWhere = Optional<{ eq: number; gt: number; gte: number; lt: number; lte: number }>

interface Logic<Where> {
  readonly AND?: readonly Where[] | null
  readonly OR?: readonly Where[] | null
  readonly NOT?: Where | null
}

/** Every condition on an entity; each GraphQL input offers those that make sense for its type. */
export interface EntityWhere
  extends Logic<EntityWhere>,
    Optional<{
      id: readonly string[]
      slug: readonly string[]
      kind: readonly EntityKind[]
      named: string
      search: string
      within: EntityRef
      criticismsMade: CriticismListWhere
      criticismsReceived: CriticismListWhere
      facts: FactListWhere
      /** Of an organisation or an event, as the input is one for. */
      type: readonly (OrganizationType | EventType)[]
      founded: DateWhere
      headquarters: EntityWhere
      roles: FactListWhere
      period: DateWhere
      organizer: EntityWhere
    }> {}

/** Every condition on a fact; each GraphQL input offers those that make sense for its kind. */
export interface FactWhere
  extends Logic<FactWhere>,
    Optional<{
      factKind: readonly FactKind[]
      subject: EntityWhere
      object: EntityWhere
      period: DateWhere
      search: string
      evidence: EvidenceWhere
      topics: EntityListWhere
      about: EntityListWhere
      spokespeople: EntityListWhere
      publishedBy: EntityWhere
      title: string
      metric: readonly string[]
      type: readonly RelationshipType[]
      // What subject, object and period are called of facts of some kinds.
      critic: EntityWhere
      target: EntityWhere
      person: EntityWhere
      organization: EntityWhere
      statedOn: DateWhere
      asOf: DateWhere
    }> {}

export type EntityListWhere = Optional<{
  some: EntityWhere
  none: EntityWhere
  every: EntityWhere
  count: IntWhere
}>

export type CriticismCount = IntWhere & { readonly where?: FactWhere | null }

export type CriticismListWhere = Optional<{
  some: FactWhere
  none: FactWhere
  every: FactWhere
  count: CriticismCount
}>

export type FactListWhere = Optional<{ some: FactWhere; none: FactWhere }>

export type EvidenceWhere = Optional<{
  document: EntityRef
  reference: string
  status: readonly EvidenceStatus[]
}>
