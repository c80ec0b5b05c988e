import { builder } from '../builder.ts'
import { Critic, defineEntityQueries, Entity } from '../entity/schema.ts'
import { kindColumns } from '../model/type.ts'
import { defineConnection } from '../query/connection.ts'
import { PersonWhere } from './where.ts'

export const Person = builder.prismaObject('Entity', {
  variant: 'Person',
  select: kindColumns,
  description: 'A human being.',
  interfaces: [builder.nodeInterfaceRef(), Entity, Critic],
})

export const PersonConnection = defineConnection('Person', Person, 'entity', 'people')

defineEntityQueries({
  one: 'person',
  ref: Person,
  kinds: ['PERSON'],
  oneDescription: 'One person',
  many: 'people',
  where: PersonWhere,
  connection: PersonConnection,
  manyDescription: 'The people in the graph, such as heads and spokespeople of organisations.',
})
