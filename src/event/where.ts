import { sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { EntityWhere, entityConditions, ofKind } from '../entity/where.ts'
import { relatedList } from '../fact/link.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { periodConditions } from '../query/date.ts'
import { oneOf } from '../query/logic.ts'
import { EventTypeRef } from './enum.ts'

export const EventWhere = defineWhere('EventWhere', 'entity', {
  description: 'Conditions on an event. All that are given must be met; `{}` matches everything.',
  base: entityConditions,
  conditions: () => ({
    type: condition({
      type: [EventTypeRef],
      description: 'It has one of these types.',
      sql: (entity, types) => {
        const event = entity.inside('event')
        return sql`${entity.id} in (select ${event.id} from ${event.from} where ${oneOf(event.ref('type'), types)})`
      },
    }),
    period: condition({
      type: DateWhereRef,
      description: 'When it took place.',
      sql: (entity, where) => {
        const event = entity.inside('event')
        return sql`${entity.id} in (select ${event.id} from ${event.from} where ${periodConditions(event, where)})`
      },
    }),
    places: relatedList('LOCATED_IN', 'place', 'Conditions on the places where it took place.'),
    topics: relatedList('WORKS_ON', 'topic', 'Conditions on the topics that it was about.'),
  }),
})

EntityWhere.conditions.add(() => ({
  event: ofKind('EVENT', EventWhere, 'It is an event that matches this.'),
}))
