import { GraphQLError, Kind, valueFromASTUntyped } from 'graphql'
import { loadActor } from '../access/load-actor.ts'
import { Actor } from '../access/schema.ts'
import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { Entity } from '../entity/schema.ts'
import { DossierError } from '../errors.ts'
import { Fact } from '../fact/schema.ts'
import { loadModel } from '../node/load.ts'
import type { Asked } from '../query/condition.ts'
import { defineConnection } from '../query/connection.ts'
import { lengths } from '../query/cost.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { perOperation, readsOf } from '../query/rows.ts'
import { changesAbout, changesOf } from './about.ts'
import { type ChangeRow, changeJson } from './change-row.ts'
import { thingLoader } from './changed-node.ts'
import { ChangedTypeRef, ChangeOperationRef, OriginKindRef } from './enum.ts'
import { ChangeFeed } from './feed.ts'
import { changeCursors, changeOrder } from './order.ts'
import { cursorText, goneError, isKept, type Position, readPosition, revisionText } from './position.ts'
import { ChangeWhere, meetsConditions } from './where.ts'

builder.scalarType('JSON', {
  description: 'Any JSON value: an object, a list, a text, a number, true, false or null.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral(node, variables) {
    if (node.kind === Kind.ENUM) throw new GraphQLError(`${node.value} is no JSON: write texts in quotes.`)
    return valueFromASTUntyped(node, variables)
  },
})

export const Origin = builder
  .objectRef<Pick<ChangeRow, 'origin' | 'originName' | 'originVersion'>>('Origin')
  .implement({
    description: 'What changed the graph, or proposes to.',
    fields: (t) => ({
      by: t.field({ type: OriginKindRef, description: 'What it is: `FILES`.', resolve: ({ origin }) => origin }),
      name: t.exposeString('originName', { description: 'Which one it is: `dataset iom`, the name of a program.' }),
      version: t.exposeString('originVersion', { nullable: true, description: 'Its version, where it has one.' }),
    }),
  })

export const ChangeRef = builder.objectRef<ChangeRow>('Change').implement({
  description:
    'Something that happened to one thing of the graph. Every way of changing the graph writes them, in the order of revisions. Things that are gone keep their last words.',
  fields: (t) => ({
    revision: t.string({
      description:
        'The revision of the graph that the change was part of. All changes of one revision happened at once.',
      resolve: revisionText,
    }),
    ordinal: t.exposeInt('ordinal', { description: 'Its number within the revision, from 1.' }),
    cursor: t.string({
      description:
        'Its place among all changes, for `after`: of `changes`, of the subscription and of `/changes.ndjson`.',
      resolve: cursorText,
    }),
    at: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ at }) => new Date(at) }),
    actor: t.field({
      type: Actor,
      nullable: true,
      description: 'Who asked for the change; null where nobody with a key did.',
      resolve: async ({ actor }, _args, ctx) => await loadActor(ctx, actor),
    }),
    origin: t.field({ type: Origin, description: 'What made the change.', resolve: (row) => row }),
    operation: t.field({
      type: ChangeOperationRef,
      description: 'What happened to the thing: `UPDATE`.',
      resolve: ({ operation }) => operation,
    }),
    type: t.field({
      type: ChangedTypeRef,
      description: 'The type of the thing. Together with `key`, and for facts `dataset`, it says which thing it is.',
      resolve: ({ type }) => type,
    }),
    dataset: t.exposeString('dataset', {
      description: 'The slug of the dataset that it belongs to after the change; empty for a document of no dataset.',
    }),
    key: t.exposeString('key', { description: 'The key of a fact, else the slug, after the change.' }),
    formerKey: t.exposeString('formerKey', {
      nullable: true,
      description: 'The slug before the change, if it was another one and nothing else has it now.',
    }),
    node: t.field({
      type: builder.nodeInterfaceRef(),
      nullable: true,
      description: 'The thing as it is now; null if it is gone. Of a `SAME_AS`, the entity.',
      async resolve(row, _args, ctx, info) {
        const loader = perOperation(ctx, 'changed things', () => thingLoader(readsOf(ctx)))
        const found = await loader.load(row)
        if (!found) return null
        const [node] = await loadModel(ctx, info, found.model, [found.id])
        return node ?? null
      },
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      extensions: { length: lengths.paragraph },
      description: 'What the thing said before, in the form of the files of datasets; null if it is new.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      extensions: { length: lengths.paragraph },
      description: 'What the thing says since, in the form of the files of datasets; null if it is gone.',
      resolve: ({ after }) => after,
    }),
  }),
})

const ChangeConnection = defineConnection('Change', ChangeRef, 'change', 'changes')

/** What all lists of changes have in common: the oldest come first. */
const oldestFirst = {
  order: changeOrder,
  cursors: changeCursors,
  value: (row: { readonly alias: string }) => changeJson(row.alias),
}

const changes = rootConnection(ChangeConnection, {
  name: 'changes',
  description:
    'What happened to the graph, the oldest first. `after` takes the cursor of a change, or a revision: what happened since. If that is not known any more, the error is GONE.',
  where: ChangeWhere,
  ...oldestFirst,
})

builder.queryField('changes', (t) =>
  t.field({
    ...changes,
    async resolve(root, args, ctx, info) {
      const list = changes.resolve(root, args, ctx, info)
      if (args.after == null) return list
      const after = readPosition(args.after)
      const kept = readsOf(ctx).rows(sql<{ kept: boolean }>`select ${isKept(after)} as kept`)
      // Asked at the same moment, so it is the same statement: nothing can be removed in between.
      const [[found]] = await Promise.all([kept, list.answer()])
      if (!found?.kept) throw goneError(after)
      return list
    },
  }),
)

builder.prismaInterfaceField(Entity, 'history', (t) =>
  t.field(
    nestedConnection(ChangeConnection, {
      name: 'Entity.history',
      description:
        'What happened to it, the oldest first, under former slugs as well; and to what other datasets say about it. Its facts have histories of their own.',
      scope: changesOf,
      ...oldestFirst,
    }),
  ),
)

builder.prismaInterfaceField(Entity, 'changesAbout', (t) =>
  t.field(
    nestedConnection(ChangeConnection, {
      name: 'Entity.changesAbout',
      description:
        'What happened to it and to the facts in which it is the subject or the object, the oldest first, facts included that are gone. `after` takes the cursor of a change, or a revision.',
      scope: changesAbout,
      ...oldestFirst,
    }),
  ),
)

builder.prismaInterfaceField(Fact, 'history', (t) =>
  t.field(
    nestedConnection(ChangeConnection, {
      name: 'Fact.history',
      description: 'What happened to it, the oldest first. A fact that is gone has `changes(where: { key: ... })`.',
      scope: (change, fact) => sql`${change.ref('type')} = 'fact' and (${change.ref('dataset')}, ${change.ref('key')}) =
        (select d.slug, f.key from fact as f join dataset as d on d.id = f.dataset_id where f.id = ${fact})`,
      ...oldestFirst,
    }),
  ),
)

/** A change, as a subscription gets it. */
interface ChangeEvent {
  readonly id: string
  readonly row: ChangeRow
}

builder.subscriptionField('changes', (t) =>
  t.field({
    type: ChangeRef,
    description:
      'What happens to the graph, the oldest first: first all changes after `after`, then each one soon after it happens. By default only those that happen from now on.',
    args: {
      after: t.arg.string({
        description:
          'The cursor of a change, or a revision: what happened since is told first. The header `Last-Event-ID` takes precedence. If that is not known any more, the error is GONE.',
      }),
      where: t.arg({ type: ChangeWhere.ref, description: 'Which changes to tell; all of them by default.' }),
    },
    async subscribe(_root, { after, where }, { feed, opening }) {
      if (!(feed instanceof ChangeFeed) || !opening)
        throw new DossierError('BAD_USER_INPUT', 'This server tells no changes.')
      const position = await feed.begin(opening.lastEventId || (after ?? undefined))
      return changeEvents(feed, position, where ?? {}, opening.signal)
    },
    resolve: (event) => (event as ChangeEvent).row,
  }),
)

async function* changeEvents(
  feed: ChangeFeed,
  after: Position,
  where: Asked<'change'>,
  signal: AbortSignal,
): AsyncGenerator<ChangeEvent> {
  for await (const rows of feed.follow(after, signal)) {
    for (const row of rows) if (meetsConditions(row, where)) yield { id: cursorText(row), row }
  }
}
