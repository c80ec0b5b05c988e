import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { defineConnection, nestedRows } from '../connection/schema.ts'
import { entityList } from '../entity/list.ts'
import { defineEntityQueries, Entity } from '../entity/schema.ts'
import type { Entity as EntityRow } from '../generated/prisma/client.ts'
import { kindColumns } from '../node/type.ts'
import { EntityWhereRef } from '../where/schema.ts'

export const Topic = builder.prismaObject('Entity', {
  variant: 'Topic',
  select: kindColumns,
  description:
    'What facts are about. Topics form a tree: a question about a topic includes what is filed under narrower ones.',
  interfaces: [builder.nodeInterfaceRef(), Entity],
})

export const TopicConnection = defineConnection('Topic', Topic, 'entity', 'topics')

builder.prismaObjectFields(Topic, (t) => ({
  broader: t.field({
    type: Topic,
    nullable: true,
    description: 'The next broader topic.',
    select: (_args, _ctx, nested) => ({ topic: { select: { broaderEntity: nested() } } }),
    resolve: (row) => row.topic?.broaderEntity ?? null,
  }),
  narrower: t.field({
    type: [Topic],
    description: 'The next narrower topics, by name.',
    resolve: (row, _args, ctx, info) => {
      const scope = (parent: unknown) => sql<boolean>`e.id in (select id from topic where broader_id = ${parent})`
      return nestedRows<EntityRow>(ctx, info, row.id, () => entityList({ name: 'narrower', kinds: ['TOPIC'], scope }))
    },
  }),
}))

defineEntityQueries({
  one: 'topic',
  ref: Topic,
  kinds: ['TOPIC'],
  oneDescription: 'One topic',
  many: 'topics',
  where: EntityWhereRef,
  connection: TopicConnection,
  manyDescription: 'Topics.',
})
