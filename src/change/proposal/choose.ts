import { changeProblem, type ProposalProblem, ProposalRefusal } from './problem.ts'
import type { StoredChange, StoredProposal } from './stored.ts'

/** Changes that are not decided. What the graph says already, or what was rejected, needs no decision. */
export function openChanges({ changes }: StoredProposal): StoredChange[] {
  return changes.filter(({ status }) => status === 'NEW' || status === 'INVALID')
}

/** The changes that are to be accepted. Throws ProposalRefusal for ordinals that cannot be. */
export function chooseChanges(stored: StoredProposal, ordinals: readonly number[] | undefined): StoredChange[] {
  const open = openChanges(stored)
  if (ordinals === undefined) {
    if (open.length > 0) return open
    throw refusal(null, 'NOTHING_TO_ACCEPT', 'No change of the proposal is left to accept.')
  }
  if (ordinals.length === 0) {
    const message = '`ordinals` is empty: name the changes to accept, or leave it out to accept all that are left.'
    throw refusal(null, 'NOTHING_TO_ACCEPT', message)
  }
  const known = new Map(stored.changes.map((change) => [change.ordinal, change]))
  const wrong = ordinals.flatMap((ordinal): ProposalProblem[] => {
    const change = known.get(ordinal)
    if (change && open.includes(change)) return []
    const message = change
      ? `Change ${ordinal} is ${change.status}; only what is NEW can be accepted.`
      : `The proposal has no change ${ordinal}; it has ${stored.changes.length}.`
    return [{ ordinal: change ? ordinal : null, ...changeProblem('NOT_OPEN', message) }]
  })
  if (wrong.length > 0) throw new ProposalRefusal(wrong)
  const chosen = new Set(ordinals)
  return open.filter(({ ordinal }) => chosen.has(ordinal))
}

export function refusal(ordinal: number | null, code: string, message: string): ProposalRefusal {
  return new ProposalRefusal([{ ordinal, ...changeProblem(code, message) }])
}
