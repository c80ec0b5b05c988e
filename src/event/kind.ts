import { EventType } from '../generated/prisma/enums.ts'
import { choice } from '../model/field.ts'
import type { EntityKindDeclaration } from '../model/kind.ts'

export const event: EntityKindDeclaration = {
  kind: 'EVENT',
  type: 'Event',
  table: 'event',
  section: 'events',
  noun: 'an event',
  hasProperName: false,
  fields: { eventType: choice(EventType, { column: 'type', formerly: 'type' }) },
  attributes: { date: { value: 'date', columns: { as: 'period' } } },
}
