import { DossierError } from '../../errors.ts'
import { type Draft, DraftError, type DraftPath, type DraftProblem } from '../problem.ts'

/** What stands in the way of a proposed change. */
export interface ChangeProblem {
  /** The field of the item that it concerns; empty for the item as a whole. */
  readonly path: readonly string[]
  /** For programs: docs/proposals.md lists all. */
  readonly code: string
  /** What is wrong, and what would be right. */
  readonly message: string
  /** Values that would be right. */
  readonly suggestions: readonly string[]
}

/** A problem of the change with this ordinal, or of the proposal as a whole. */
export interface ProposalProblem extends ChangeProblem {
  readonly ordinal: number | null
}

export function changeProblem(
  code: string,
  message: string,
  path: DraftPath = [],
  suggestions: readonly string[] = [],
): ChangeProblem {
  return { path: path.map(String), code, message, suggestions }
}

/** "change 2, evidence.0.anchor: ..." */
export function proposalProblemText({ ordinal, path, message }: ProposalProblem): string {
  const place = [...(ordinal === null ? [] : [`change ${ordinal}`]), ...(path.length === 0 ? [] : [path.join('.')])]
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`
}

/** A proposal that cannot be accepted as it is. */
export class ProposalRefusal extends DossierError {
  readonly problems: readonly ProposalProblem[]

  constructor(problems: readonly ProposalProblem[]) {
    super('CONFLICT', `The proposal cannot be accepted: ${problems[0]?.message ?? 'it changes nothing'}`, { problems })
    this.problems = problems
  }
}

/** The problems of drafts as problems of the changes that they were read from. */
export function problemsOfDrafts(
  problems: readonly DraftProblem[],
  ordinals: ReadonlyMap<Draft, number>,
  code: string,
): ProposalProblem[] {
  return problems.map(({ draft, path, message, code: own = code }) => {
    const ordinal = ordinals.get(draft) ?? null
    const where = ordinal === null ? `${nameOf(draft)}: ` : ''
    return { ordinal, ...changeProblem(own, `${where}${message}`, path) }
  })
}

function nameOf(draft: Draft): string {
  return String('slug' in draft ? draft.slug : draft.key)
}

/** What a refused change of the graph says about each proposed change. Rethrows errors that say nothing about them. */
export function problemsOfError(error: unknown, ordinals: ReadonlyMap<Draft, number>): ProposalProblem[] {
  if (error instanceof ProposalRefusal) return [...error.problems]
  if (error instanceof DraftError) return problemsOfDrafts(error.problems, ordinals, error.code)
  if (error instanceof DossierError && ['BAD_USER_INPUT', 'CONFLICT', 'NOT_FOUND'].includes(error.code)) {
    return [{ ordinal: null, ...changeProblem(error.code, error.message) }]
  }
  throw error
}
