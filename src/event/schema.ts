import { builder } from '../builder.ts'
import { PeriodRef } from '../date/schema.ts'
import { EntityOrder } from '../entity/order.ts'
import { defineEntityQueries, Entity, EntityConnection } from '../entity/schema.ts'
import { linked, linkedList } from '../fact/link.ts'
import type { RelationshipType } from '../generated/prisma/enums.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { Place } from '../place/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { periodAt } from '../query/date-at.ts'
import { nestedConnection } from '../query/field.ts'
import { shortList } from '../query/short-list.ts'
import { columnAt } from '../query/shown-at.ts'
import { Topic } from '../topic/schema.ts'
import { EventTypeRef } from './enum.ts'
import { EventWhere } from './where.ts'

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
    ...periodAt('event'),
  }),
  eventType: t.field({
    type: EventTypeRef,
    description: 'Which type of event it is: `CRISIS`.',
    ...columnAt('event.type', 'OTHER'),
  }),
  places: t.field(
    shortList(
      Place,
      linkedList({ types: ['LOCATED_IN'], from: 'subject', to: ['PLACE'] }, 'The places where it happened.'),
    ),
  ),
  topics: t.field(
    shortList(
      Topic,
      linkedList({ types: ['WORKS_ON'], from: 'subject', to: ['TOPIC'] }, 'The topics that it was about.'),
    ),
  ),
  participants: t.field(
    nestedConnection(EntityConnection, {
      name: 'Event.participants',
      description: 'The organisations and people that had a part in it, such as its organisers.',
      ...linked({ types: partTypes, from: 'object', to: ['ORGANIZATION', 'PERSON'] }),
      order: EntityOrder,
    }),
  ),
}))

builder.prismaObjectField(Organization, 'events', (t) =>
  t.field(
    nestedConnection(EventConnection, {
      name: 'Organization.events',
      description: 'The events in which it had a part, and events about it.',
      ...linked({ types: [...partTypes, 'RELATED_TO'], from: 'either', to: ['EVENT'] }),
      where: EventWhere,
      orderBy: EntityOrder,
    }),
  ),
)

defineEntityQueries({
  one: 'event',
  ref: Event,
  kinds: ['EVENT'],
  oneDescription: 'One event',
  many: 'events',
  where: EventWhere,
  connection: EventConnection,
  manyDescription: 'Events: foundings, crises, elections and other things that happened.',
})
