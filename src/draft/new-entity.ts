import type { EntityKind } from '../generated/prisma/enums.ts'
import type { Field } from '../model/field.ts'
import { entityKind } from '../model/kind.ts'
import type { CandidateEvidence } from './candidate.ts'
import type { DraftCandidate } from './format.ts'

/** A candidate for an entity that nobody knows, with nothing but its name: a curator says the rest. */
export function newEntity(
  kind: EntityKind,
  {
    slug,
    name,
    evidence,
  }: { readonly slug: string; readonly name: string; readonly evidence: readonly CandidateEvidence[] },
  by: Pick<DraftCandidate, 'confidence' | 'rule'>,
): DraftCandidate {
  const own = Object.entries(entityKind(kind).fields).map(([field, declared]) => [field, leastOf(declared)])
  const fact = { slug, name, summary: null, ...Object.fromEntries(own) }
  return { id: null, kind, fact, statement: null, evidence, ...by }
}

/** The value that says least. */
function leastOf(field: Field): string | null {
  if (field.holds !== 'value' || field.optional || field.format.name !== 'choice') return null
  const { values } = field.format
  return values.includes('OTHER') ? 'OTHER' : (values[0] ?? null)
}
