import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { FuzzyDateRef } from '../date/schema.ts'
import { EntityOrder } from '../entity/order.ts'
import { Critic, CriticConnection, Entity } from '../entity/schema.ts'
import { EntityWhere } from '../entity/where.ts'
import { factsAt } from '../fact/link.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { dateOfRow } from '../query/date-at.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { columnAt, rowAt, rowsAt } from '../query/shown-at.ts'
import { addSpeech } from '../speech/schema.ts'
import { Topic } from '../topic/schema.ts'
import { CriticismFacets } from './facet-schema.ts'
import './list-where.ts'
import { CriticismOrder } from './order.ts'
import { eitherReach, isUnder, joinedUnder, orderEither, orderUnder, topicReach } from './under.ts'
import { CriticismWhere } from './where.ts'

export const Criticism = builder.prismaObject('Fact', {
  variant: 'Criticism',
  select: kindColumns,
  description:
    'Who criticised whom or what, when and for what. If the source names no critic, the subject is the target.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  fields: (t) => ({
    critic: t.field({
      type: Critic,
      nullable: true,
      description: 'The organisation or person that criticised; null if the source names nobody: see `attribution`.',
      ...rowAt('subject', { if: 'hasSubject' }),
    }),
    attribution: t.string({
      nullable: true,
      description:
        'Who criticised, in the words of a source that names nobody: `several governments`. Null if there is a critic.',
      ...columnAt('criticism.attribution'),
    }),
    target: t.field({
      type: Entity,
      description: 'The entity that was criticised.',
      // The database rejects a criticism without a target when it commits.
      ...rowAt('object'),
    }),
    claim: t.string({
      description: 'What the critic claims, in a few words of our own.',
      ...columnAt('criticism.summary', ''),
    }),
    statedOn: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When the critic stated it; null if the source does not say.',
      ...dateOfRow,
    }),
    topics: t.field({
      type: [Topic],
      description: 'The topics that it is filed under, such as detention.',
      ...rowsAt('criticism.topics', 'topic'),
    }),
    about: t.field({
      type: [Entity],
      description: 'The places, facilities and people that the criticism concerns, such as Nauru.',
      ...rowsAt('criticism.about', 'entity'),
    }),
    publishedBy: t.field({
      type: Organization,
      nullable: true,
      description: 'The organisation that published the criticism, such as a newspaper.',
      ...rowAt('criticism.publishedBy'),
    }),
  }),
})

addSpeech(Criticism, 'critic')

const CriticismConnection = defineConnection('Criticism', Criticism, 'fact', 'criticisms')

builder.objectField(CriticismConnection, 'facets', (t) =>
  t.field({
    type: CriticismFacets,
    description: 'Counts of all items that match, not only of this page.',
    resolve: (connection) => connection,
  }),
)

/** What every list of criticisms is, and what callers can say of it. */
const criticisms = { kinds: ['CRITICISM'], where: CriticismWhere, orderBy: CriticismOrder } as const

builder.queryField('criticisms', (t) =>
  t.field(
    rootConnection(CriticismConnection, {
      name: 'criticisms',
      description: 'Criticisms: who criticised whom for what.',
      ...criticisms,
    }),
  ),
)

builder.queryField('critics', (t) =>
  t.field(
    rootConnection(CriticConnection, {
      name: 'critics',
      description: 'Organisations and people who made at least one criticism.',
      kinds: ['ORGANIZATION', 'PERSON'],
      conditions: (entity) => {
        const fact = entity.inside('fact')
        return [
          sql`exists (select from ${fact.from}
            where ${fact.ref('kind')} = 'CRITICISM' and ${fact.ref('subjectId')} = ${entity.id}
              and ${fact.ref('hasSubject')})`,
        ]
      },
      where: EntityWhere,
      orderBy: EntityOrder,
    }),
  ),
)

builder.prismaInterfaceField(Entity, 'criticismsReceived', (t) =>
  t.field(
    nestedConnection(CriticismConnection, {
      name: 'Entity.criticismsReceived',
      description: 'The criticisms that it received.',
      scope: factsAt('object'),
      ...criticisms,
    }),
  ),
)

builder.prismaInterfaceField(Critic, 'criticismsMade', (t) =>
  t.field(
    nestedConnection(CriticismConnection, {
      name: 'Critic.criticismsMade',
      description: 'The criticisms that it made.',
      scope: factsAt('subject'),
      conditions: (fact) => [fact.ref('hasSubject')],
      ...criticisms,
    }),
  ),
)

builder.prismaInterfaceField(Entity, 'criticismsAbout', (t) =>
  t.field(
    nestedConnection(CriticismConnection, {
      name: 'Entity.criticismsAbout',
      description:
        'The criticisms that concern it or are filed under it. Of a place or topic, also those of what lies below it.',
      joined: (fact) => joinedUnder(fact, eitherReach),
      scope: isUnder,
      ...criticisms,
      orderBy: orderEither,
    }),
  ),
)

builder.prismaObjectField(Topic, 'criticisms', (t) =>
  t.field(
    nestedConnection(CriticismConnection, {
      name: 'Topic.criticisms',
      description: 'The criticisms that are filed under it or under a narrower topic.',
      joined: (fact) => joinedUnder(fact, topicReach),
      scope: isUnder,
      ...criticisms,
      orderBy: orderUnder,
    }),
  ),
)
