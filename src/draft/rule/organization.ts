import type { CandidateEvidence } from '../candidate.ts'
import { evidenceIn } from './evidence.ts'
import type { Reading } from './reading.ts'
import type { KnownEntity } from './rule.ts'
import { organizationWord } from './vocabulary.ts'

/**
 * The organisation that a name stands for: somebody's, or that of the full name that the text abbreviates so, with the
 * sentence that does. An acronym that nobody explains stands for none.
 */
export function organizationNamed(
  reading: Reading,
  name: string,
  evidence: CandidateEvidence,
): NamedOrganization | undefined {
  const { context, definitions } = reading
  const known = context.known(name)
  if (known !== undefined) return known.kind === 'ORGANIZATION' ? { entity: known, naming: [] } : undefined
  const definition = definitions.get(name)
  const naming = definition && evidenceIn(definition.sentence, definition.start, definition.end)
  if (definition === undefined || naming === undefined) {
    if (!name.includes(' ') || !organizational.test(name)) return undefined
    return { entity: context.entity('ORGANIZATION', name, evidence), naming: [] }
  }
  const full = context.known(definition.name)
  if (full === undefined && !organizational.test(definition.name)) return undefined
  if (full !== undefined && full.kind !== 'ORGANIZATION') return undefined
  return { entity: full ?? context.entity('ORGANIZATION', definition.name, naming), naming: [naming] }
}

interface NamedOrganization {
  readonly entity: KnownEntity
  /** The sentence that says what its acronym stands for, if it is called by that. */
  readonly naming: readonly CandidateEvidence[]
}

const organizational = new RegExp(String.raw`\b(?:${organizationWord}s?|Nations|Times|Post)\b|\bInternational$`, 'iu')
