import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { periodOf, periodSelection } from '../date/period.ts'
import { DateWhereRef, PeriodRef } from '../date/schema.ts'
import { EventTypeRef } from '../entity/enum.ts'
import { defineEntityQueries, Entity, EntityConnection, entityArguments } from '../entity/schema.ts'
import { linkedEntities, linkedRows } from '../fact/connection.ts'
import type { RelationshipType } from '../generated/prisma/enums.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { Place } from '../place/schema.ts'
import { Topic } from '../topic/schema.ts'
import { entityFields } from '../where/schema.ts'
import type { EntityWhere } from '../where/shape.ts'

export const Event = builder.prismaObject('Entity', {
  variant: 'Event',
  select: kindColumns,
  description: 'Something that happened: a founding, a crisis, an election.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
})

export const EventConnection = defineConnection('Event', Event, 'entity', 'events')

/** How somebody can have a part in an event. */
const partTypes: RelationshipType[] = ['PARTICIPATES_IN', 'ORGANIZES', 'ESTABLISHES', 'SUPPORTS', 'FUNDS', 'OPERATES']

builder.prismaObjectFields(Event, (t) => ({
  period: t.field({
    type: PeriodRef,
    description: 'When it took place.',
    select: { event: { select: periodSelection } },
    resolve: ({ event }) => periodOf(event as NonNullable<typeof event>),
  }),
  eventType: t.field({
    type: EventTypeRef,
    description: 'What sort of event it is.',
    select: { event: { select: { type: true } } },
    resolve: (row) => row.event?.type ?? 'OTHER',
  }),
  places: t.field({
    type: [Place],
    description: 'Where it took place.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['LOCATED_IN'], from: 'subject', to: ['PLACE'] }, row, ctx, info),
  }),
  topics: t.field({
    type: [Topic],
    description: 'What it was about.',
    resolve: (row, _args, ctx, info) =>
      linkedRows({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, row, ctx, info),
  }),
  participants: t.field({
    type: EntityConnection,
    description: 'Organisations and people who had a part in it.',
    args: pageArguments(t.arg),
    resolve: (row, args, ctx, info) => {
      const link = { types: partTypes, from: 'object', to: ['ORGANIZATION', 'PERSON'] } as const
      return linkedEntities('Event.participants', link, row, args, ctx, info)
    },
  }),
}))

const EventWhereRef = builder.inputRef<EntityWhere>('EventWhere')
EventWhereRef.implement({
  description: 'Conditions on an event. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...entityFields(t, EventWhereRef),
    type: t.field({ type: [EventTypeRef], description: 'It is of one of these types.' }),
    period: t.field({ type: DateWhereRef, description: 'When it took place.' }),
  }),
})

builder.prismaObjectField(Organization, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'The events that it had a part in or that were about it.',
    args: entityArguments(t.arg, EventWhereRef),
    resolve: (row, args, ctx, info) => {
      const link = { types: [...partTypes, 'RELATED_TO'], from: 'either', to: ['EVENT'] } as const
      return linkedEntities('Organization.events', link, row, args, ctx, info)
    },
  }),
)

defineEntityQueries({
  one: 'event',
  ref: Event,
  kinds: ['EVENT'],
  oneDescription: 'One event',
  many: 'events',
  where: EventWhereRef,
  connection: EventConnection,
  manyDescription: 'Events.',
})
