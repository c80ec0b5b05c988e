import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { Dataset } from '../dataset/schema.ts'
import { Evidence } from '../evidence/schema.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { ChangeOperationRef } from '../history/enum.ts'
import { type NodeId } from '../model/id.ts'
import { entityKind, factKind } from '../model/kind.ts'
import { Problem } from '../mutation/problem-schema.ts'
import { loadNodes } from '../node/load.ts'
import { definePlainConnection } from '../query/plain-connection.ts'
import { ProposedChangeStatusRef } from './enum.ts'
import { proposedEvidence } from './evidence.ts'
import { currentOf, type ShownChange } from './read-changes.ts'
import { isStale, problemsNow } from './standing.ts'

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

export const ProposedChangeConnection = definePlainConnection<ShownChange>(
  'ProposedChange',
  ProposedChange,
  'proposed changes',
)

/** What stands in the way of a change: of what the graph says now, and of what the last check found. */
export async function problemsOf(ctx: Context, change: ShownChange) {
  return problemsNow(change, await currentOf(ctx, change))
}

export async function isOutdated(ctx: Context, change: ShownChange): Promise<boolean> {
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
