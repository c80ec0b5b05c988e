import type { ReadParagraph } from '../../document/read.ts'
import type { EntityKind } from '../../generated/prisma/enums.ts'
import type { Candidate, CandidateEvidence } from '../candidate.ts'

/** An entity that the graph, the dataset or the draft has. */
export interface KnownEntity {
  readonly slug: string
  readonly kind: EntityKind
  readonly name: string
}

/** What rules read. */
export interface RuleContext {
  /** The title of the document, as people write it. */
  readonly title: string
  /** BCP 47. */
  readonly language: string
  readonly paragraphs: readonly ReadParagraph[]
  /** What the text is about. */
  readonly subject: KnownEntity
  /** The entity that the graph, the dataset or this draft knows by exactly this name; undefined if none or several. */
  known(name: string): KnownEntity | undefined
  /** As `known`, or else a new entity of the draft, with the sentence that names it. */
  entity(kind: EntityKind, name: string, evidence: CandidateEvidence): KnownEntity
}

/** A way of reading facts out of texts. */
export interface Rule {
  /** In kebab-case. */
  readonly name: string
  /** What it finds, for people. */
  readonly description: string
  /**
   * The part of what it finds that is right, measured on texts that it was not written on. Where fewer than ten facts
   * could be judged, 0.85: what a rule needs at least, and no measurement. See docs/rules.md.
   */
  readonly precision: number
  find(context: RuleContext): Iterable<Omit<Candidate, 'rule' | 'confidence'>>
}
