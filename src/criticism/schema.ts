import type { InputRef } from '@pothos/core'
import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { type Arg, pageArguments } from '../connection/argument.ts'
import type { Direction, Nulls } from '../connection/order.ts'
import { defineConnection, nestedConnection, rootConnection } from '../connection/schema.ts'
import { dateOfPeriod, periodSelection } from '../date/period.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { Critic, DirectionRef, Entity, NullsRef } from '../entity/schema.ts'
import { factsOf } from '../fact/connection.ts'
import { factList } from '../fact/list.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { Person } from '../person/schema.ts'
import { Topic } from '../topic/schema.ts'
import { withNarrower } from '../where/reference.ts'
import { CriticismWhereRef } from '../where/schema.ts'
import { CriticismFacets } from './facet-schema.ts'

const Quotation = builder.prismaObject('Quotation', {
  select: { id: true },
  description: "Words that the source itself gives as somebody's words.",
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The words.' }),
    speaker: t.relation('speaker', { type: Entity, nullable: true, description: 'Whose words they are.' }),
  }),
})

const byOrdinal = { orderBy: { ordinal: 'asc' } } as const

export const Criticism = builder.prismaObject('Fact', {
  variant: 'Criticism',
  select: kindColumns,
  description: 'Somebody criticised somebody for something.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  fields: (t) => ({
    critic: t.relation('subject', { type: Critic, description: 'Who criticised.' }),
    target: t.field({
      type: Entity,
      description: 'Who or what was criticised.',
      select: (_args, _ctx, nested) => ({ object: nested() }),
      // The database rejects a criticism without a target when it commits.
      resolve: (row) => row.object as NonNullable<typeof row.object>,
    }),
    claim: t.string({
      description: 'What the critic claims, in a few words of our own.',
      select: { criticism: { select: { summary: true } } },
      resolve: (row) => row.criticism?.summary ?? '',
    }),
    statedOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it was stated; null when the source does not say.',
      select: periodSelection,
      resolve: dateOfPeriod,
    }),
    topics: t.field({
      type: [Topic],
      description: 'What it is filed under.',
      select: (_args, _ctx, nested) => ({
        criticism: { select: { topics: { ...byOrdinal, select: { topic: nested() } } } },
      }),
      resolve: (row) => row.criticism?.topics.map((link) => link.topic) ?? [],
    }),
    about: t.field({
      type: [Entity],
      description: 'The places, facilities or people affected that it is about.',
      select: (_args, _ctx, nested) => ({
        criticism: { select: { about: { ...byOrdinal, select: { entity: nested() } } } },
      }),
      resolve: (row) => row.criticism?.about.map((link) => link.entity) ?? [],
    }),
    quotations: t.field({
      type: [Quotation],
      description: "Words that the source gives as somebody's words.",
      select: (_args, _ctx, nested) => ({ criticism: { select: { quotations: nested(byOrdinal) } } }),
      resolve: (row) => row.criticism?.quotations ?? [],
    }),
    spokespeople: t.field({
      type: [Person],
      description: 'The people who voiced it for the critic.',
      select: (_args, _ctx, nested) => ({
        criticism: { select: { spokespeople: { ...byOrdinal, select: { person: nested() } } } },
      }),
      resolve: (row) => row.criticism?.spokespeople.map((link) => link.person) ?? [],
    }),
    publishedBy: t.field({
      type: Organization,
      nullable: true,
      description: 'The organisation that published it, such as a newspaper.',
      select: (_args, _ctx, nested) => ({ criticism: { select: { publishedBy: nested() } } }),
      resolve: (row) => row.criticism?.publishedBy ?? null,
    }),
  }),
})

const CriticismConnection = defineConnection('Criticism', Criticism, 'fact', 'criticisms')

builder.objectField(CriticismConnection, 'facets', (t) =>
  t.field({
    type: CriticismFacets,
    description: 'Counts over the whole filtered list.',
    resolve: (connection) => connection,
  }),
)

interface CriticismOrder {
  field: 'STATED_ON' | 'RECORDED_AT' | 'RELEVANCE'
  direction?: Direction | null
  nulls?: Nulls | null
}

const CriticismOrderRef: InputRef<CriticismOrder> = builder.inputRef<CriticismOrder>('CriticismOrder').implement({
  description: 'One key of an order of criticisms. Those that are equal in all keys stand in order of their ids.',
  fields: (t) => ({
    field: t.field({
      type: builder.enumType('CriticismOrderField', {
        description: 'What criticisms are ordered by.',
        values: {
          STATED_ON: { description: 'The first day that the date of the criticism can mean.' },
          RECORDED_AT: { description: 'When it was entered into this graph.' },
          RELEVANCE: {
            description: 'How well it matches the `search` of `where`; the best first unless a direction is given.',
          },
        } as const,
      }),
      required: true,
      description: 'What to order by.',
    }),
    direction: t.field({ type: DirectionRef, description: 'ASC unless said otherwise; DESC for RELEVANCE.' }),
    nulls: t.field({ type: NullsRef, description: 'LAST unless said otherwise, in both directions.' }),
  }),
})

function criticismArguments(arg: Arg) {
  return {
    where: arg({ type: CriticismWhereRef, description: 'Which criticisms; all when it is left out.' }),
    orderBy: arg({ type: [CriticismOrderRef], description: 'In which order; by date when it is left out.' }),
    ...pageArguments(arg),
  }
}

builder.queryField('criticisms', (t) =>
  t.field({
    type: CriticismConnection,
    description: 'Criticisms: who criticised whom for what.',
    args: criticismArguments(t.arg),
    resolve: (_root, args, ctx) =>
      rootConnection(ctx, factList({ name: 'criticisms', kind: 'CRITICISM', ...args }), args),
  }),
)

builder.prismaInterfaceField(Entity, 'criticismsReceived', (t) =>
  t.field({
    type: CriticismConnection,
    description: 'The criticisms that it received.',
    args: criticismArguments(t.arg),
    resolve: (row, args, ctx, info) =>
      factsOf('Entity.criticismsReceived', 'CRITICISM', 'object', row, args, ctx, info),
  }),
)

builder.prismaInterfaceField(Critic, 'criticismsMade', (t) =>
  t.field({
    type: CriticismConnection,
    description: 'The criticisms that it made.',
    args: criticismArguments(t.arg),
    resolve: (row, args, ctx, info) => factsOf('Critic.criticismsMade', 'CRITICISM', 'subject', row, args, ctx, info),
  }),
)

builder.prismaObjectField(Topic, 'criticisms', (t) =>
  t.field({
    type: CriticismConnection,
    description: 'The criticisms that are filed under it or under a narrower topic.',
    args: criticismArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const list = () =>
        factList({
          name: 'Topic.criticisms',
          kind: 'CRITICISM',
          where: args.where,
          orderBy: args.orderBy,
          scope: (topic) => sql`exists (select from criticism_topic as link
            where link.criticism_id = f.id and link.topic_id in (${withNarrower(sql`select ${topic}`, true)}))`,
        })
      return nestedConnection(ctx, info, row.id, list, args)
    },
  }),
)
