import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'

/** The sentence of the text that states a candidate. */
export interface CandidateEvidence {
  /** 1-based. */
  readonly paragraph: number
  /** At most eight words of the sentence, word for word. */
  readonly anchor: string
  /** Citation labels of the sentence. */
  readonly references: readonly string[]
}

/** A fact, or an entity, that somebody read out of a text and that nobody has decided on. */
export interface Candidate {
  readonly kind: EntityKind | FactKind
  /** Its fields as in the files of a dataset, without `key`, `statement` and `evidence`. */
  readonly fact: Readonly<Record<string, unknown>>
  /** What it says in our own words; null for an entity. */
  readonly statement: string | null
  readonly evidence: readonly CandidateEvidence[]
  /** From 0 to 1. */
  readonly confidence: number
  /** The name of the rule that found it; null if no rule did. */
  readonly rule: string | null
}
