import type { EntityDraft, FactDraft } from '../../change/draft.ts'
import { checkReferences, type Known } from '../../change/reference.ts'
import { type FieldValues, factKind } from '../../model/kind.ts'
import { isEntityDraft } from '../format.ts'
import type { Lexicon } from './lexicon.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'
import { pathInCandidate } from './shape.ts'

/** Every label is known here, because the citations of a sentence are checked by themselves. */
const everything = { has: () => true, size: 0 } as unknown as ReadonlySet<string>

/** References of a candidate to what nobody knows, or to something of another kind. `refused` are slugs of the draft. */
export function checkCandidateReferences(
  draft: EntityDraft | FactDraft,
  { kinds, keys }: Lexicon,
  document: string,
  refused: ReadonlySet<string>,
): CandidateProblem[] {
  const isEntity = isEntityDraft(draft)
  const contents = isEntity ? { entities: [draft], facts: [] } : { entities: [], facts: [draft] }
  const known: Known = { entities: kinds, documents: new Map([[document, everything]]), facts: keys }
  return checkReferences(contents, known).map(({ path, message }) => {
    const value = path.reduce<unknown>((outer, part) => (outer as FieldValues | undefined)?.[part], draft)
    const slug = String(value)
    const isFact = !isEntity && factKind(draft.kind).fields[String(path[0])]?.holds === 'fact'
    const isKnown = isFact ? keys.has(slug) : kinds.has(slug)
    const code = isKnown ? 'WRONG_KIND' : isFact ? 'UNKNOWN_FACT' : 'UNKNOWN_ENTITY'
    const why = refused.has(slug) ? '; the candidate that declares it is refused' : ''
    return candidateProblem(code, pathInCandidate(path, isEntity), value, message + why)
  })
}
