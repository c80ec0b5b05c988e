import { builder } from '../builder.ts'
import { defineConnection } from '../connection/schema.ts'
import { Critic, defineEntityQueries, Entity } from '../entity/schema.ts'
import { kindColumns } from '../node/type.ts'
import { entityFields, RoleListWhereRef } from '../where/schema.ts'
import type { EntityWhere } from '../where/shape.ts'

export const Person = builder.prismaObject('Entity', {
  variant: 'Person',
  select: kindColumns,
  description: 'A human being.',
  interfaces: [builder.nodeInterfaceRef(), Entity, Critic],
})

export const PersonConnection = defineConnection('Person', Person, 'entity', 'people')

const PersonWhereRef = builder.inputRef<EntityWhere>('PersonWhere')
PersonWhereRef.implement({
  description: 'Conditions on a person. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...entityFields(t, PersonWhereRef),
    roles: t.field({ type: RoleListWhereRef, description: 'The posts that the person holds or held are such.' }),
  }),
})

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
