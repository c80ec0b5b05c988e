import { builder } from '../builder.ts'
import { defineConnection } from '../connection/schema.ts'
import { Critic, defineEntityQueries, Entity } from '../entity/schema.ts'
import { kindColumns } from '../node/type.ts'
import { PersonWhereRef } from '../where/schema.ts'

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
  where: PersonWhereRef,
  connection: PersonConnection,
  manyDescription: 'People.',
})
