import { type LinkedEntity, linkedEntityFields } from '../part/entity-link.ts'
import {
  type AttributeFact,
  type CriticismFact,
  type CriticismList,
  type EntityKind,
  type FactKind,
  type FigureFact,
  type Listed,
  type NamedFact,
  type NeighbourEntity,
  neighbourFields,
  type RelationshipList,
  type RoleFact,
  type StatedFact,
  statedFact,
} from './answer.ts'
import { periodFields, type ShownPeriod } from './axis.ts'
import { type ChangesSince, changeFields } from './since.ts'

/** An entity as its page shows it. What only some kinds have is undefined for the others. */
export interface ShownEntity {
  readonly kind: EntityKind
  readonly slug: string
  readonly name: string
  readonly summary: string | null
  readonly labels: readonly string[]
  readonly dataset: { readonly slug: string; readonly title: string }
  readonly identifiers: readonly { readonly scheme: string; readonly value: string; readonly url: string | null }[]
  readonly names: Listed<NamedFact>
  readonly attributes: Listed<AttributeFact>
  readonly figures: Listed<FigureFact>
  readonly roles: Listed<RoleFact>
  readonly outgoing: RelationshipList
  readonly incoming: RelationshipList
  readonly criticisms: Listed<CriticismFact>
  readonly received: CriticismList
  readonly about: CriticismList
  readonly made?: CriticismList
  readonly chronology: Listed<StatedFact>
  readonly all: Listed<StatedFact> & {
    readonly facets: {
      readonly factKinds: readonly { readonly factKind: FactKind; readonly count: number }[]
      readonly documents: readonly {
        readonly document: { readonly slug: string; readonly title: string; readonly isLoaded: boolean }
        readonly count: number
      }[]
    }
  }
  /** Only where a revision is asked about. */
  readonly changesAbout?: ChangesSince
  readonly organizationType?: string
  readonly foundedOn?: Labelled | null
  readonly dissolvedOn?: Labelled | null
  readonly website?: string | null
  readonly officialLanguages?: readonly string[]
  readonly headquarters?: LinkedEntity | null
  readonly eventType?: string
  readonly period?: ShownPeriod
  readonly participants?: Listed<NeighbourEntity>
  readonly organizers?: readonly LinkedEntity[]
  readonly places?: readonly LinkedEntity[]
  readonly topics?: readonly LinkedEntity[]
  readonly events?: Listed<DatedEntity>
  readonly campaigns?: Listed<DatedEntity>
  readonly countryCode?: string | null
  readonly partOf?: LinkedEntity | null
  readonly contains?: Listed<LinkedEntity>
  readonly broader?: LinkedEntity | null
  readonly narrower?: readonly LinkedEntity[]
  readonly adoptedOn?: Labelled | null
  readonly inForceOn?: Labelled | null
}

interface Labelled {
  readonly label: string
}

export interface DatedEntity extends LinkedEntity {
  readonly period: ShownPeriod
}

const link = linkedEntityFields

const criticisms = (facets: string) => `{
    totalCount
    nodes { ...ShownCriticism }
    facets { ${facets} topics(first: 8) { entity { ${link} } count } years { year count } }
  }`

const critics = `critics(first: 8) { entity { ${link} } count }`
const targets = `targets(first: 8) { entity { ${link} } count }`

const newest = 'first: 4, orderBy: [{ field: STATED_ON, direction: DESC }]'

/** What all kinds have. */
const common = `kind slug name summary labels
    dataset { slug title }
    identifiers { scheme value url }
    names: facts(first: 40, where: { factKind: [ALIAS] }) {
      totalCount
      nodes { ...StatedFact ... on Alias { name aliasKind language } }
    }
    attributes: facts(first: 40, where: { factKind: [ATTRIBUTE] }) {
      totalCount
      nodes { ...StatedFact ... on Attribute { attribute value } }
    }
    figures: facts(first: 40, where: { factKind: [FIGURE] }) {
      totalCount
      nodes { ...StatedFact ... on Figure { metric amount upTo unit currency qualifier asOf { label } } }
    }
    roles: facts(first: 40, where: { factKind: [ROLE] }) {
      totalCount
      nodes {
        ...StatedFact
        ... on Role { title asOf { label } person { ${neighbourFields} } organization { ${neighbourFields} } }
      }
    }
    outgoing: facts(first: 60, where: { factKind: [RELATIONSHIP], subject: { slug: [$slug] } }) {
      totalCount
      nodes { ...StatedFact ... on Relationship { relationshipType other: object { ${neighbourFields} } } }
      facets { relationshipTypes { relationshipType count } }
    }
    incoming: facts(first: 60, where: { factKind: [RELATIONSHIP], object: { slug: [$slug] } }) {
      totalCount
      nodes { ...StatedFact ... on Relationship { relationshipType other: subject { ${neighbourFields} } } }
      facets { relationshipTypes { relationshipType count } }
    }
    criticisms: facts(first: 40, where: { factKind: [CRITICISM] }) {
      totalCount
      nodes { ...ShownCriticism }
    }
    received: criticismsReceived(${newest}) ${criticisms(critics)}
    about: criticismsAbout(${newest}) ${criticisms(`${critics} ${targets}`)}
    chronology: facts(first: 40, where: { period: { isNull: false }, NOT: { factKind: [ALIAS, ROLE] } }) {
      totalCount
      nodes { ...StatedFact }
    }
    all: facts(first: 1) {
      totalCount
      nodes { ...StatedFact }
      facets { factKinds { factKind count } documents(first: 20) { document { slug title isLoaded } count } }
    }`

/** What each kind has beside that. */
const ofKinds = `... on Critic { made: criticismsMade(${newest}) ${criticisms(targets)} }
    ... on Organization {
      organizationType
      foundedOn { label }
      dissolvedOn { label }
      website
      officialLanguages
      headquarters { ${link} }
      topics { ${link} }
      events(first: 12, orderBy: [{ field: FOUNDED }]) { totalCount nodes { ${link} period { ${periodFields} } } }
      campaigns(first: 12) { totalCount nodes { ${link} period { ${periodFields} } } }
    }
    ... on Event {
      eventType
      period { ${periodFields} }
      places { ${link} }
      topics { ${link} }
      participants(first: 40) { totalCount nodes { ${neighbourFields} } }
    }
    ... on Campaign {
      period { ${periodFields} }
      organizers { ${link} }
      places { ${link} }
      topics { ${link} }
    }
    ... on Place { countryCode partOf { ${link} } contains(first: 40) { totalCount nodes { ${link} } } }
    ... on Topic { broader { ${link} } narrower { ${link} } }
    ... on Agreement { adoptedOn { label } inForceOn { label } }`

/** `isSince` asks for what has changed since the revision `since`. Where nobody knows that any more, `changes` says so. */
export const entityQuestion = `query Entity($slug: String!, $since: String, $isSince: Boolean!) {
  graph { revision }
  changes(after: $since, first: 1) @include(if: $isSince) { nodes { revision } }
  entity(ref: { slug: $slug }) {
    ${common}
    ${ofKinds}
    changesAbout(after: $since, first: 20) @include(if: $isSince) {
      ${changeFields}
    }
  }
}

${statedFact}

fragment ShownCriticism on Criticism {
  ...StatedFact
  claim
  attribution
  critic { ${neighbourFields} }
  target { ${neighbourFields} }
}`
