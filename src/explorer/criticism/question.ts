import type { LinkedEntity } from '../part/entity-link.ts'
import { type PageInfo, pageInfoFields } from '../part/pager.ts'
import { type ShownCriticism, shownCriticism } from './shown-criticism.ts'

/** Criticisms, what else they could be narrowed to, and what the conditions of the address name. */
export const criticismsQuestion = `query Criticisms(
  $where: CriticismWhere
  $orderBy: [CriticismOrder!]
  $first: Int
  $after: String
  $last: Int
  $before: String
  $critic: EntityWhere
  $target: EntityWhere
  $topic: EntityWhere
  $about: EntityWhere
  $hasCritic: Boolean!
  $hasTarget: Boolean!
  $hasTopic: Boolean!
  $hasAbout: Boolean!
) {
  critic: entities(where: $critic, first: 3) @include(if: $hasCritic) { ...Meant }
  target: entities(where: $target, first: 3) @include(if: $hasTarget) { ...Meant }
  topic: entities(where: $topic, first: 3) @include(if: $hasTopic) { ...Meant }
  about: entities(where: $about, first: 3) @include(if: $hasAbout) { ...Meant }
  criticisms(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    facets {
      critics(first: 12, ignoreOwnCondition: true) { count entity { slug name } }
      targets(first: 12, ignoreOwnCondition: true) { count entity { slug name } }
      topics(first: 16, ignoreOwnCondition: true) { count entity { slug name } }
      years(ignoreOwnCondition: true) { year count }
    }
    nodes { ...ShownCriticism }
    ${pageInfoFields}
  }
}

fragment Meant on EntityConnection { totalCount nodes { slug name } }

${shownCriticism}`

/** The same as a list. */
export const criticismsList = `query CriticismsList(
  $where: CriticismWhere
  $orderBy: [CriticismOrder!]
  $first: Int
  $after: String
  $last: Int
  $before: String
) {
  criticisms(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      dataset { slug }
      key
      claim
      attribution
      critic { slug name }
      target { slug name }
      statedOn { edtf label }
      topics { slug }
      about { slug }
      quotations { text }
      responses(first: 1) { totalCount }
      evidence { status anchor }
    }
  }
}`

export interface CriticismsData {
  readonly critic?: Meant
  readonly target?: Meant
  readonly topic?: Meant
  readonly about?: Meant
  readonly criticisms: {
    readonly totalCount: number
    readonly facets: CriticismFacets
    readonly nodes: readonly ShownCriticism[]
    readonly pageInfo: PageInfo
  }
}

/** What a condition of the address names. */
export interface Meant {
  readonly totalCount: number
  readonly nodes: readonly LinkedEntity[]
}

export interface CriticismFacets {
  readonly critics: readonly EntityCount[]
  readonly targets: readonly EntityCount[]
  readonly topics: readonly EntityCount[]
  readonly years: readonly { readonly year: number | null; readonly count: number }[]
}

export interface EntityCount {
  readonly count: number
  readonly entity: LinkedEntity
}
