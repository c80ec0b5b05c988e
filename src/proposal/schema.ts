import DataLoader from 'dataloader'
import { Actor } from '../access/schema.ts'
import { builder } from '../builder.ts'
import { ChangeRef, Origin } from '../history/schema.ts'
import { writeNodeId } from '../model/id.ts'
import { Problem } from '../mutation/problem-schema.ts'
import { plainNodes } from '../node/load.ts'
import { pageArguments } from '../query/argument.ts'
import { definePlainConnection, readPlainPage } from '../query/plain-connection.ts'
import { perOperation } from '../query/rows.ts'
import { isOutdated, ProposedChangeConnection, problemsOf } from './change-schema.ts'
import { ProposalStateRef } from './enum.ts'
import { readChanges, type ShownChange, undecidedOf } from './read-changes.ts'
import { listProposals, type ProposalRow, readProposals, visibleTo } from './visible.ts'
import { changeFilter, ProposalWhere, ProposedChangeWhere, proposalFilter } from './where.ts'

export const Proposal = builder.objectRef<ProposalRow>('Proposal').implement({
  description:
    'An ordered list of changes that somebody wants: a person, rules, a model or an importer. Nothing of it is in the graph before a curator accepts it.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node` and for mutations.',
      resolve: ({ key }) => writeNodeId('Proposal', key),
    }),
    title: t.exposeString('title', { description: 'What it changes, in a few words.' }),
    reason: t.exposeString('reason', { description: 'Why the graph should say so.' }),
    state: t.field({ type: ProposalStateRef, description: 'What has become of it.', resolve: ({ state }) => state }),
    isStale: t.boolean({
      description: 'Whether something that it changes has changed since.',
      resolve: async ({ id }, _args, ctx, info) => {
        const changes = await undecidedOf(ctx, info, id)
        return (await Promise.all(changes.map((change) => isOutdated(ctx, change)))).includes(true)
      },
    }),
    author: t.field({ type: Actor, description: 'Who made it.', resolve: ({ author }) => author }),
    origin: t.field({
      type: Origin,
      description: 'What made it: a person, rules, a model or an importer.',
      resolve: (proposal) => proposal,
    }),
    reverts: t.exposeString('reverts', { nullable: true, description: 'The revision that it undoes, if it does.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    submittedAt: t.expose('submittedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its author submitted it for review.',
    }),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last decision about it was made, or it was withdrawn.',
    }),
    decidedBy: t.field({
      type: Actor,
      nullable: true,
      description: 'Who made that decision.',
      resolve: ({ decidedBy }) => decidedBy,
    }),
    decisionNote: t.exposeString('decisionNote', { nullable: true, description: 'The reason for that decision.' }),
    changes: t.field({
      type: ProposedChangeConnection,
      description: 'Its changes, in their order.',
      args: {
        where: t.arg({ type: ProposedChangeWhere, description: 'Which changes to list; all of them by default.' }),
        ...pageArguments(t.arg),
      },
      resolve: ({ id }, { where, ...page }, ctx) => {
        const filter = changeFilter(where)
        const list = {
          name: 'Proposal.changes',
          position: ({ ordinal }: ShownChange) => ordinal,
          read: (range: Parameters<typeof readChanges>[3]) => readChanges(ctx, id, filter, range),
          count: () => ctx.db.prisma.proposedChange.count({ where: { AND: [filter, { proposalId: id }] } }),
        }
        return readPlainPage(list, page)
      },
    }),
    problems: t.field({
      type: [Problem],
      description:
        'What prevents it from being accepted, change by change: as of the last check, and what has changed since.',
      resolve: async ({ id }, _args, ctx, info) => {
        const changes = await undecidedOf(ctx, info, id)
        return (await Promise.all(changes.map((change) => problemsOf(ctx, change)))).flat()
      },
    }),
    patch: t.exposeString('patch', {
      nullable: true,
      description: 'For a dataset that files manage: what was accepted as a change of its files, a unified diff.',
    }),
  }),
})

plainNodes.set('Proposal', async (ctx, ids) => {
  const keys = ids.map(({ parts }) => parts[0] ?? '')
  const found = await readProposals(ctx.db.prisma, ctx.viewer, keys)
  return keys.map((key) => found.get(key) ?? null)
})

builder.objectField(ChangeRef, 'proposal', (t) =>
  t.field({
    type: Proposal,
    nullable: true,
    description: 'The proposal that the change was accepted from; null if there is none, or none that you may see.',
    resolve: async ({ proposal }, _args, ctx) => {
      if (proposal === null) return null
      const loader = perOperation(ctx, 'proposals of changes', () => {
        return new DataLoader<string, ProposalRow | null>(async (keys) => {
          const found = await readProposals(ctx.db.prisma, ctx.viewer, keys)
          return keys.map((key) => found.get(key) ?? null)
        })
      })
      return await loader.load(proposal)
    },
  }),
)

const ProposalConnection = definePlainConnection<ProposalRow>('Proposal', Proposal, 'proposals')

builder.queryField('proposals', (t) =>
  t.field({
    type: ProposalConnection,
    description:
      'Proposals, the newest first, as far as you may see them: curators see all but the drafts of others, everybody else their own.',
    args: {
      where: t.arg({ type: ProposalWhere, description: 'Which proposals to list; all of them by default.' }),
      ...pageArguments(t.arg),
    },
    resolve: (_root, { where, ...page }, ctx) => {
      const filter = { AND: [proposalFilter(where), visibleTo(ctx.viewer)] }
      const list = {
        name: 'proposals',
        position: ({ id }: ProposalRow) => id,
        read: (range: Omit<Parameters<typeof listProposals>[1], 'where'>) =>
          listProposals(ctx.db.prisma, { ...range, where: filter }),
        count: () => ctx.db.prisma.proposal.count({ where: filter }),
      }
      return readPlainPage(list, page)
    },
  }),
)
