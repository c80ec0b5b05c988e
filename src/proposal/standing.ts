import type { ItemState } from '../change/proposal/item-state.ts'
import { currentProblems } from '../change/proposal/prepare.ts'
import type { ProposalProblem } from '../change/proposal/problem.ts'
import type { StoredChange } from '../change/proposal/stored.ts'

/** What stands in the way of a change: of what the graph says now, and of what the last check found. */
export function problemsNow(change: StoredChange, state: ItemState | undefined): ProposalProblem[] {
  const now = isUndecided(change) ? currentProblems(change, state) : []
  const known = new Set(now.map(({ message }) => message))
  const problems = [...now, ...change.problems.filter(({ message }) => !known.has(message))]
  return problems.map((problem) => ({ ordinal: change.ordinal, ...problem }))
}

/** Whether the item of a change has changed since, so that the change cannot be accepted any more. */
export function isStale(change: StoredChange, state: ItemState | undefined): boolean {
  if (!isUndecided(change)) return false
  return currentProblems(change, state).some(({ code }) => code === 'STALE' || code === 'EXISTS')
}

function isUndecided({ status }: StoredChange): boolean {
  return status === 'NEW' || status === 'INVALID'
}
