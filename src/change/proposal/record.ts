import type { PrismaClient, ProposalState } from '../../generated/prisma/client.ts'
import type { Transaction } from '../writer.ts'
import type { ChangeProblem, ProposalProblem } from './problem.ts'
import type { Person } from './stored.ts'

export interface Decision {
  readonly by: Person
  readonly note: string | undefined
  readonly ordinals: readonly number[]
  readonly status: 'ACCEPTED' | 'REJECTED'
  readonly patch?: string | undefined
}

/** Records what somebody decided about some changes, and what the proposal has become by it. */
export async function recordDecision(tx: Transaction, key: string, decision: Decision): Promise<void> {
  const { by, note = null, ordinals, status, patch } = decision
  const { id } = await tx.proposal.findUniqueOrThrow({ where: { key }, select: { id: true } })
  await tx.proposedChange.updateMany({
    where: { proposalId: id, ordinal: { in: [...ordinals] } },
    data: { status, problems: [], ...(status === 'REJECTED' && { reason: note }) },
  })
  const rows = await tx.proposedChange.findMany({ where: { proposalId: id }, select: { status: true } })
  await tx.proposal.update({
    where: { id },
    data: {
      state: stateOf(rows.map((row) => row.status)),
      decidedAt: new Date(),
      decidedById: by.id,
      decisionNote: note,
      ...(patch === undefined ? {} : { patch }),
    },
  })
}

/** The state of a proposal of which something is decided. */
function stateOf(statuses: readonly string[]): ProposalState {
  const accepted = statuses.includes('ACCEPTED')
  const isOpen = statuses.some((status) => status === 'NEW' || status === 'INVALID')
  if (isOpen) return accepted ? 'PARTLY_ACCEPTED' : 'OPEN'
  if (!accepted) return 'REJECTED'
  return statuses.includes('REJECTED') ? 'PARTLY_ACCEPTED' : 'ACCEPTED'
}

/** Codes of problems that the graph makes and not the change: it may be right again, or be proposed once more. */
const passing = new Set(['STALE', 'EXISTS'])

/**
 * Stores what a check found out about the changes that are not decided: those with problems become INVALID, the others are
 * NEW. With `ordinals`, only these were checked.
 */
export async function recordProblems(
  prisma: PrismaClient,
  key: string,
  problems: readonly ProposalProblem[],
  ordinals?: readonly number[],
): Promise<void> {
  const found = Map.groupBy(problems, ({ ordinal }) => ordinal)
  const { id } = await prisma.proposal.findUniqueOrThrow({ where: { key }, select: { id: true } })
  const rows = await prisma.proposedChange.findMany({
    where: { proposalId: id, status: { in: ['NEW', 'INVALID'] }, ...(ordinals && { ordinal: { in: [...ordinals] } }) },
    select: { ordinal: true },
  })
  // A problem of the proposal as a whole ends the check, so the changes without one of their own were not checked.
  const checked = found.has(null) ? rows.filter(({ ordinal }) => found.has(ordinal)) : rows
  const updates = checked.map(({ ordinal }) => {
    const own = (found.get(ordinal) ?? []).map(({ ordinal: _, ...problem }): ChangeProblem => problem)
    const lasting = own.filter(({ code }) => !passing.has(code))
    return { ordinal, status: lasting.length > 0 ? 'INVALID' : 'NEW', problems: lasting }
  })
  await prisma.$executeRaw`
    update proposed_change set status = new.status::"ProposedChangeStatus", problems = new.problems
    from jsonb_to_recordset(${JSON.stringify(updates)}::jsonb) as new (ordinal int, status text, problems jsonb)
    where proposal_id = ${id} and proposed_change.ordinal = new.ordinal
      and proposed_change.status in ('NEW', 'INVALID')`
}
