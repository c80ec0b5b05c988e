import { builder } from '../builder.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { ChangeOperationRef } from '../history/enum.ts'
import { checkText } from '../query/text.ts'
import { ProposalStateRef, ProposedChangeStatusRef } from './enum.ts'

export const ProposalWhere = builder.inputType('ProposalWhere', {
  description: 'Which proposals. Several conditions are met together.',
  fields: (t) => ({
    states: t.field({ type: [ProposalStateRef], description: 'Only those in one of these states.' }),
    author: t.string({ description: 'Only those that the actor with this name made.' }),
    dataset: t.string({ description: 'Only those that change something in the dataset with this slug.' }),
    reverts: t.string({ description: 'Only those that undo this revision.' }),
  }),
})

/** The condition of a list of proposals. */
export function proposalFilter(where: typeof ProposalWhere.$inferInput | null | undefined): Prisma.ProposalWhereInput {
  const { states, author, dataset, reverts } = where ?? {}
  return {
    ...(states && { state: { in: [...states] } }),
    ...(author != null && { author: { name: checkText('where.author', author) } }),
    ...(dataset != null && { changes: { some: { dataset: checkText('where.dataset', dataset).toLowerCase() } } }),
    ...(reverts != null && { reverts: checkText('where.reverts', reverts) }),
  }
}

export const ProposedChangeWhere = builder.inputType('ProposedChangeWhere', {
  description: 'Which changes of a proposal. Several conditions are met together.',
  fields: (t) => ({
    statuses: t.field({ type: [ProposedChangeStatusRef], description: 'Only those with one of these statuses.' }),
    operations: t.field({ type: [ChangeOperationRef], description: 'Only CREATE, UPDATE or DELETE.' }),
    ordinals: t.intList({ description: 'Only those with these ordinals.' }),
    dataset: t.string({ description: 'Only those of items of the dataset with this slug.' }),
    minConfidence: t.float({ description: 'Only those of which a rule or a model is at least so sure, from 0 to 1.' }),
  }),
})

/** The condition of a list of proposed changes. */
export function changeFilter(
  where: typeof ProposedChangeWhere.$inferInput | null | undefined,
): Prisma.ProposedChangeWhereInput {
  const { statuses, operations, ordinals, dataset, minConfidence } = where ?? {}
  return {
    ...(statuses && { status: { in: [...statuses] } }),
    ...(operations && { operation: { in: [...operations] } }),
    ...(ordinals && { ordinal: { in: [...ordinals] } }),
    ...(dataset != null && { dataset: checkText('where.dataset', dataset).toLowerCase() }),
    ...(minConfidence != null && { confidence: { gte: minConfidence } }),
  }
}
