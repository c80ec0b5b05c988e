import type { EntityDraft } from '../../change/draft.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import { entityKind } from '../../model/kind.ts'
import { nameKey } from '../../model/name-key.ts'
import { quoted } from '../../model/value.ts'
import { holdsName, wordsOf } from '../../wording/name.ts'
import type { CandidateEvidence } from '../candidate.ts'
import type { Lexicon } from './lexicon.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

/** What is wrong with an entity in itself: its slug is another one's, or no sentence has its name. */
export function checkEntity(
  draft: EntityDraft,
  evidence: readonly CandidateEvidence[],
  sentences: readonly PlacedSentence[],
  { names }: Lexicon,
): CandidateProblem[] {
  const known = names.get(draft.slug)
  const isOther = known?.kind !== draft.kind || !known.names.some((name) => nameKey(name) === nameKey(draft.name))
  if (known !== undefined && isOther) {
    const message = `${quoted(draft.slug)} is the slug of ${quoted(known.name)}; choose another one`
    return [candidateProblem('SLUG_TAKEN', ['fact', 'slug'], draft.slug, message)]
  }
  return [...checkName(draft, sentences), ...checkCitations(evidence, sentences)]
}

function checkName({ kind, name }: EntityDraft, sentences: readonly PlacedSentence[]): CandidateProblem[] {
  const { hasProperName } = entityKind(kind)
  if (!hasProperName || sentences.some(({ text }) => holdsName(wordsOf(text), name))) return []
  const message = `the name ${quoted(name)} is not in the sentences of the evidence; write it as it is there`
  return [candidateProblem('NAME_NOT_FOUND', ['fact', 'name'], name, message)]
}

function checkCitations(
  evidence: readonly CandidateEvidence[],
  sentences: readonly PlacedSentence[],
): CandidateProblem[] {
  return evidence.flatMap(({ references }, index) =>
    references
      .filter((label) => !sentences[index]?.references.includes(label))
      .map((label) => {
        const message = `the sentence does not carry the citation ${quoted(label)}; list only those of that sentence`
        return candidateProblem('WRONG_REFERENCE', ['evidence', index, 'references'], label, message)
      }),
  )
}
