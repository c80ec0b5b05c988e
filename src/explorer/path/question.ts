import type { LinkedEntity } from '../part/entity-link.ts'
import { type ShownEvidence, shownEvidence } from '../part/evidence.ts'

/** The shortest ways between two things, each step with the fact that it goes over. */
export const pathQuestion = `query Path($from: EntityRef!, $to: EntityRef!, $maxLength: Int!) {
  paths(from: $from, to: $to, maxLength: $maxLength, first: 5) {
    searchedLength
    truncated
    paths {
      length
      steps {
        via
        forward
        from { slug name }
        to { slug name }
        fact {
          key
          dataset { slug }
          statement
          period { label }
          evidence { ...ShownEvidence }
        }
      }
    }
  }
  from: entity(ref: $from) { slug name }
  to: entity(ref: $to) { slug name }
}

${shownEvidence}`

export interface PathData {
  readonly paths: {
    readonly searchedLength: number
    readonly truncated: boolean
    readonly paths: readonly ShownPath[]
  }
  readonly from: LinkedEntity | null
  readonly to: LinkedEntity | null
}

export interface ShownPath {
  readonly length: number
  readonly steps: readonly PathStep[]
}

export interface PathStep {
  readonly via: 'FACT' | 'ABOUT' | 'TOPIC' | 'PART_OF' | 'BROADER'
  readonly forward: boolean
  readonly from: LinkedEntity
  readonly to: LinkedEntity
  /** Null in a tree. */
  readonly fact: {
    readonly key: string
    readonly dataset: { readonly slug: string }
    readonly statement: string
    readonly period: { readonly label: string }
    readonly evidence: readonly ShownEvidence[]
  } | null
}
