import type { Candidate, CandidateEvidence } from '../candidate.ts'
import { acronym } from './acronym.ts'
import { boxAttribute, boxFounding, boxSeat } from './box-attribute.ts'
import { boxFigure } from './box-figure.ts'
import { boxFounder, boxPost } from './box-people.ts'
import { criticisms } from './criticism.ts'
import { figures } from './figure.ts'
import { formerName } from './former-name.ts'
import { founding } from './founding.ts'
import { fullNames } from './full-name.ts'
import { inForce } from './in-force.ts'
import { accession, membership } from './membership.ts'
import { posts } from './post.ts'
import type { Rule, RuleContext } from './rule.ts'
import { seat } from './seat.ts'

/** All rules, in the order in which they read a text: what says more goes first. */
export const rules: readonly Rule[] = [
  boxFounding,
  boxAttribute,
  boxSeat,
  boxFigure,
  boxPost,
  boxFounder,
  formerName,
  fullNames,
  acronym,
  founding,
  inForce,
  seat,
  membership,
  accession,
  posts,
  figures,
  criticisms,
]

/** As many sentences as one fact needs. */
const mostEvidence = 4

/**
 * What the rules find in a text: each fact once, with the rule that found it first and the sentences of all. Nothing in
 * texts that are not English, because the rules know no other language.
 */
export function candidatesOf(context: RuleContext): Candidate[] {
  if (!/^en\b/iu.test(context.language)) return []
  const found = new Map<string, Candidate>()
  for (const rule of rules) {
    for (const candidate of rule.find(context)) {
      const key = keyOf(candidate)
      const known = found.get(key)
      if (known === undefined) found.set(key, { ...candidate, confidence: rule.precision, rule: rule.name })
      else found.set(key, { ...known, evidence: merged(known.evidence, candidate.evidence) })
    }
  }
  return [...found.values()]
}

/** What makes a fact the same as another one: all of it, but an alias by its name alone. */
function keyOf({ kind, fact }: Pick<Candidate, 'kind' | 'fact'>): string {
  if (kind === 'ALIAS') return JSON.stringify([kind, fact.subject, fact.name])
  return JSON.stringify([kind, Object.entries(fact).toSorted(([one], [other]) => (one < other ? -1 : 1))])
}

function merged(known: readonly CandidateEvidence[], more: readonly CandidateEvidence[]): CandidateEvidence[] {
  const isNew = ({ paragraph, anchor }: CandidateEvidence) =>
    known.every((piece) => piece.paragraph !== paragraph || piece.anchor !== anchor)
  return [...known, ...more.filter(isNew)].slice(0, Math.max(mostEvidence, known.length))
}
