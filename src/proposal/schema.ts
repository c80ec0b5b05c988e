import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { Actor } from '../access/schema.ts'
import { builder, type Context } from '../builder.ts'
import { Dataset } from '../dataset/schema.ts'
import { Evidence } from '../evidence/schema.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { ChangeOperationRef } from '../history/enum.ts'
import { ChangeRef, Origin } from '../history/schema.ts'
import { type NodeId, writeNodeId } from '../model/id.ts'
import { entityKind, factKind } from '../model/kind.ts'
import { Problem } from '../mutation/problem-schema.ts'
import { loadNodes, plainNodes } from '../node/load.ts'
import { pageArguments } from '../query/argument.ts'
import { definePlainConnection, readPlainPage } from '../query/plain-connection.ts'
import { perOperation } from '../query/rows.ts'
import { ProposalStateRef, ProposedChangeStatusRef } from './enum.ts'
import { proposedEvidence } from './evidence.ts'
import { currentOf, readChanges, type ShownChange, undecidedOf } from './read-changes.ts'
import { isStale, problemsNow } from './standing.ts'
import { listProposals, type ProposalRow, readProposals, visibleTo } from './visible.ts'
import { changeFilter, ProposalWhere, ProposedChangeWhere, proposalFilter } from './where.ts'

const ProposedChange = builder.objectRef<ShownChange>('ProposedChange').implement({
  description: 'A change of one item of a dataset, as somebody proposes it.',
  fields: (t) => ({
    ordinal: t.exposeInt('ordinal', { description: 'Its place in the proposal, from 1.' }),
    operation: t.field({
      type: ChangeOperationRef,
      description: 'Whether it makes the item, edits it, or takes it out.',
      resolve: (change) => change.operation,
    }),
    dataset: t.field({
      type: Dataset,
      description: 'The dataset whose item it is.',
      resolve: async ({ dataset }, _args, ctx, info) =>
        ((await nodeOf(ctx, info, datasetId(dataset))) ?? removedDataset(dataset)) as never,
    }),
    key: t.exposeString('key', { description: 'The key of a fact, or the slug of another item.' }),
    target: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The item as it is in the graph now; null if it is not there.',
      resolve: async (change, _args, ctx, info) => (await nodeOf(ctx, info, targetId(change))) as never,
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the item said when the change was proposed, with the fields of datasets’ files.',
      resolve: (change) => change.before ?? null,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What it is to say; null if it is to be taken out.',
      resolve: (change) => change.after ?? null,
    }),
    current: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What the item says now; null if it is not there.',
      resolve: async (change, _args, ctx) => (await currentOf(ctx, change))?.content ?? null,
    }),
    expectedVersion: t.int({
      nullable: true,
      description: 'The version of the item that its author saw.',
      resolve: (change) => change.expectedVersion ?? null,
    }),
    currentVersion: t.int({
      nullable: true,
      description: 'The version that the item has now; null if it is not there.',
      resolve: async (change, _args, ctx) => (await currentOf(ctx, change))?.version ?? null,
    }),
    isStale: t.boolean({
      description: 'Whether the item has changed since, so that the change cannot be accepted any more.',
      resolve: (change, _args, ctx) => isOutdated(ctx, change),
    }),
    evidence: t.field({
      type: [Evidence],
      description: 'The sentences that state a fact, checked against the texts that are loaded now.',
      resolve: async (change, _args, ctx, info) => (await proposedEvidence(ctx, info, change)) as never,
    }),
    confidence: t.float({
      nullable: true,
      description: 'How sure a rule or a model is of it, from 0 to 1.',
      resolve: (change) => change.confidence ?? null,
    }),
    status: t.field({
      type: ProposedChangeStatusRef,
      description: 'What has become of it.',
      resolve: (change) => change.status,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it was rejected.',
      resolve: (change) => change.reason ?? null,
    }),
    problems: t.field({
      type: [Problem],
      description: 'What prevents it from being accepted: as of the last check, and what has changed since.',
      resolve: (change, _args, ctx) => problemsOf(ctx, change),
    }),
  }),
})

const ProposedChangeConnection = definePlainConnection<ShownChange>(
  'ProposedChange',
  ProposedChange,
  'proposed changes',
)

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

async function problemsOf(ctx: Context, change: ShownChange) {
  return problemsNow(change, await currentOf(ctx, change))
}

async function isOutdated(ctx: Context, change: ShownChange): Promise<boolean> {
  return isStale(change, await currentOf(ctx, change))
}

/** What is left to say of a dataset that was removed since. */
function removedDataset(slug: string): object {
  return {
    id: 0,
    slug,
    title: slug,
    language: 'en',
    licence: null,
    managedBy: 'GRAPH',
    loadedAt: new Date(0),
    version: 0,
  }
}

function datasetId(slug: string): NodeId {
  return { type: 'Dataset', parts: [slug] }
}

function targetId({ type, dataset, key, before, after }: ShownChange): NodeId {
  const kind = (before ?? after ?? {}).kind as never
  switch (type) {
    case 'fact':
      return { type: factKind(kind as FactKind).type, parts: [dataset, key] }
    case 'entity':
    case 'sameAs':
      return { type: entityKind(kind as EntityKind).type, parts: [key] }
    case 'document':
      return { type: 'Document', parts: [key] }
    case 'dataset':
      return datasetId(key)
  }
}

async function nodeOf(ctx: Context, info: GraphQLResolveInfo, id: NodeId): Promise<object | null> {
  const [row] = await loadNodes(ctx, info, [id])
  return row ?? null
}
