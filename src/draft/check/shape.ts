import { checkDrafts } from '../../change/check.ts'
import type { EntityDraft, FactDraft } from '../../change/draft.ts'
import { readItem } from '../../change/item-draft.ts'
import { type DraftPath } from '../../change/problem.ts'
import { withoutNulls } from '../../change/proposal/content.ts'
import { shapeProblems } from '../../change/shape-problem.ts'
import { suggestion } from '../../model/did-you-mean.ts'
import { entityKind, factKind } from '../../model/kind.ts'
import { quoted } from '../../model/value.ts'
import { candidateKinds, type DraftCandidate, isEntityKind, type Kind, shapeOfCandidate } from '../format.ts'
import { withoutInvisible } from './invisible.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

/** A candidate that has the right shape. */
export interface ShapedCandidate {
  readonly candidate: DraftCandidate
  /** The item of a dataset that it would be; its key is not decided. */
  readonly draft: EntityDraft | FactDraft
}

/** Reads a candidate: its fields, and the form of its values. */
export function readCandidate(raw: unknown, document: string): ShapedCandidate | readonly CandidateProblem[] {
  const given = withoutInvisible(raw)
  const kind = kindOf(given)
  if (typeof kind !== 'string') return [kind]
  const { success, data, error } = shapeOfCandidate(kind as Kind).safeParse(given)
  if (!success) {
    return shapeProblems(error, given).map(({ path, found, message }) =>
      candidateProblem(
        'BAD_SHAPE',
        path,
        found,
        path.length === 0 ? 'is no object with the fields of a candidate' : message,
      ),
    )
  }
  return isEntityKind(data.kind) ? readEntity(data) : readFact(data, document)
}

/** The kind that a candidate says, or what is wrong with it. */
function kindOf(given: unknown): Kind | CandidateProblem {
  const kind = (given as { kind?: unknown } | null)?.kind
  if (candidateKinds.includes(kind as Kind)) return kind as Kind
  const near = typeof kind === 'string' ? suggestion(kind.toUpperCase(), candidateKinds) : ''
  const what = kind === undefined ? 'is missing' : `${quoted(kind)} is no kind`
  return candidateProblem('BAD_SHAPE', ['kind'], kind, `${what}; there are ${candidateKinds.join(', ')}${near}`)
}

function readEntity(candidate: DraftCandidate): ShapedCandidate | readonly CandidateProblem[] {
  const { kind, fact, evidence } = candidate
  const { draft, problems = [] } = readItem('entity', withoutNulls({ kind, ...fact }))
  if (draft === undefined) return problems.map((problem) => shapeProblem(problem, true))
  const { hasProperName, noun } = entityKind(draft.kind)
  if (evidence.length === 0 && hasProperName) {
    return [candidateProblem('BAD_SHAPE', ['evidence'], undefined, `is empty; cite a sentence that names ${noun}`)]
  }
  return { candidate, draft }
}

function readFact(candidate: DraftCandidate, document: string): ShapedCandidate | readonly CandidateProblem[] {
  const { kind, fact, statement, evidence, id } = candidate
  const cited = evidence.map((piece) => ({ document, ...piece }))
  const key = id ?? 'candidate'
  const { draft, problems = [] } = readItem('fact', withoutNulls({ kind, ...fact, key, statement, evidence: cited }))
  if (draft === undefined) return problems.map((problem) => shapeProblem(problem, false))
  const wrong = checkDrafts({ documents: [], entities: [], facts: [draft] })
  if (wrong.length > 0) {
    return wrong.map(({ path, value, message }) => shapeProblem({ path, found: value, message }, false))
  }
  return { candidate, draft }
}

interface Found {
  readonly path: DraftPath
  readonly found?: unknown
  readonly message: string
}

/** The fields of a dataset's item stand in `fact`, but those that every fact has. */
function shapeProblem({ path, found, message }: Found, isEntity: boolean): CandidateProblem {
  const [first] = path
  if (first === 'key') return candidateProblem('BAD_SHAPE', ['id'], found, message)
  return candidateProblem('BAD_SHAPE', pathInCandidate(path, isEntity), found, message)
}

/** Where a candidate has a field of its item. */
export function pathInCandidate(path: DraftPath, isEntity: boolean): DraftPath {
  const [first] = path
  return !isEntity && (first === 'statement' || first === 'evidence') ? path : ['fact', ...path]
}

/** The noun of a kind, with its article. */
export function nounOf(kind: Kind): string {
  return isEntityKind(kind) ? entityKind(kind).noun : factKind(kind).noun
}
