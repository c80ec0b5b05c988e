import { DossierError } from '../../errors.ts'
import type { Transaction } from '../writer.ts'
import { undecided } from './accept.ts'
import { openChanges } from './choose.ts'
import { checkedText } from './create.ts'
import { proposalProblemText } from './problem.ts'
import { recordDecision } from './record.ts'
import { lockProposal, type Person, type StoredProposal } from './stored.ts'

/**
 * Opens a draft for review.
 *
 * @throws As `lockProposal` does; BAD_USER_INPUT for a proposal without a change that could be accepted.
 */
export async function submitProposal(tx: Transaction, key: string, by: Person): Promise<void> {
  const stored = await lockProposal(tx, key, { states: ['DRAFT'], verb: 'submit', author: by })
  if (openChanges(stored).length === 0) {
    throw new DossierError('BAD_USER_INPUT', nothingToSubmit(stored))
  }
  await tx.proposal.update({ where: { key }, data: { state: 'OPEN', submittedAt: new Date() } })
}

const mostShown = 5

function nothingToSubmit({ changes }: StoredProposal): string {
  if (changes.length === 0) return 'The proposal has no changes; add some first.'
  const reasons = changes.flatMap(({ ordinal, problems }) =>
    problems.slice(0, 1).map((problem) => proposalProblemText({ ordinal, ...problem })),
  )
  const shown = reasons.slice(0, mostShown).join('; ')
  const more = reasons.length > mostShown ? `; and ${reasons.length - mostShown} more` : ''
  return `No change of the proposal could be accepted. ${shown}${more}`
}

/**
 * Takes back a proposal of which nothing is decided.
 *
 * @throws As `lockProposal` does.
 */
export async function withdrawProposal(tx: Transaction, key: string, by: Person): Promise<void> {
  await lockProposal(tx, key, { states: ['DRAFT', 'OPEN'], verb: 'withdraw', author: by })
  await tx.proposal.update({ where: { key }, data: { state: 'WITHDRAWN', decidedAt: new Date(), decidedById: by.id } })
}

export interface Rejection {
  readonly by: Person
  /** Why: the same does not come again, and whoever proposes it is told. */
  readonly reason: string
  /** Which changes; if it is not given, all that are not decided. */
  readonly ordinals?: readonly number[]
}

/**
 * Rejects a proposal, or some of its changes.
 *
 * @throws As `lockProposal` does; BAD_USER_INPUT without a reason, or for changes that are decided or not there.
 */
export async function rejectProposal(tx: Transaction, key: string, { by, reason, ordinals }: Rejection): Promise<void> {
  const note = checkedText('reason', reason, 5000)
  const { changes } = await lockProposal(tx, key, { states: undecided, verb: 'reject' })
  const open = changes.filter(({ status }) => status !== 'ACCEPTED' && status !== 'REJECTED').map((one) => one.ordinal)
  const wrong = ordinals?.filter((ordinal) => !open.includes(ordinal)) ?? []
  if (wrong.length > 0) {
    const left = open.length === 0 ? 'all are decided' : `still to be decided: ${open.slice(0, 20).join(', ')}`
    const message = `Among \`ordinals\`, ${wrong.slice(0, 20).join(', ')} cannot be rejected; ${left}.`
    throw new DossierError('BAD_USER_INPUT', message, { argument: 'ordinals' })
  }
  if (ordinals?.length === 0) {
    const message = '`ordinals` is empty: name the changes to reject, or leave it out to reject all that are left.'
    throw new DossierError('BAD_USER_INPUT', message, { argument: 'ordinals' })
  }
  await recordDecision(tx, key, { by, note, ordinals: ordinals ?? open, status: 'REJECTED' })
}
