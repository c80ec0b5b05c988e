import type { FactKind } from '../../generated/prisma/enums.ts'
import type { Candidate, CandidateEvidence } from '../candidate.ts'

/** What a rule finds. */
export type Found = Omit<Candidate, 'rule' | 'confidence'>

/** A fact that a rule has found: none if a part of its evidence is missing. */
export function* found(
  kind: FactKind,
  fact: Readonly<Record<string, unknown>>,
  statement: string,
  evidence: readonly (CandidateEvidence | undefined)[],
): Generator<Found> {
  const pieces = evidence.filter((piece) => piece !== undefined)
  if (pieces.length < evidence.length) return
  yield { kind, fact, statement: asSentence(statement), evidence: distinct(pieces) }
}

/** With a capital at its start, and one full stop at its end, even after "D.C.". */
export function asSentence(statement: string): string {
  return statement.charAt(0).toUpperCase() + statement.slice(1).replace(/(?<=[.…])\.$/u, '')
}

function distinct(evidence: readonly CandidateEvidence[]): CandidateEvidence[] {
  return [...new Map(evidence.map((piece) => [`${piece.paragraph} ${piece.anchor}`, piece])).values()]
}

/** A name within a statement, which must not repeat more than eight words of a text in a row. */
export function short(name: string): string {
  const words = name.split(' ')
  return words.length <= 7 ? name : `${words.slice(0, 6).join(' ')} …`
}
