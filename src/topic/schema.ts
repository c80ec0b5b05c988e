import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import { EntityWhere } from '../entity/where.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { shortList } from '../query/short-list.ts'
import { rowAt } from '../query/shown-at.ts'

export const Topic = builder.prismaObject('Entity', {
  variant: 'Topic',
  select: kindColumns,
  description:
    'A subject that criticisms are filed under, such as detention. Topics form a tree: `within` a topic includes all narrower ones.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
})

export const TopicConnection = defineConnection('Topic', Topic, 'entity', 'topics')

builder.prismaObjectFields(Topic, (t) => ({
  broader: t.field({
    type: Topic,
    nullable: true,
    description: 'The next broader topic.',
    ...rowAt('topic.broaderEntity'),
  }),
  narrower: t.field(
    shortList(Topic, {
      name: 'narrower',
      source: 'entity',
      description: 'The next narrower topics, by name.',
      kinds: ['TOPIC'],
      scope: (entity, parent) => {
        const topic = entity.inside('topic')
        return sql`${entity.id} in (select ${topic.id} from ${topic.from} where ${topic.ref('broaderId')} = ${parent})`
      },
      order: EntityOrder,
      instead: 'topics(where: { within: { slug: "..." } })',
    }),
  ),
}))

defineEntityQueries({
  one: 'topic',
  ref: Topic,
  kinds: ['TOPIC'],
  oneDescription: 'One topic',
  many: 'topics',
  where: EntityWhere,
  connection: TopicConnection,
  manyDescription: 'The topics that criticisms are filed under, and that organisations work on.',
})
