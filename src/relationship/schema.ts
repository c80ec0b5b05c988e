import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { DateWhereRef } from '../date/schema.ts'
import { factsOf } from '../fact/connection.ts'
import { RelationshipTypeRef } from '../fact/enum.ts'
import { Fact, FactOrderRef } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { EntityWhereRef, factFields } from '../where/schema.ts'
import type { FactWhere } from '../where/shape.ts'

export const Relationship = builder.prismaObject('Fact', {
  variant: 'Relationship',
  description: 'How two entities stand to each other.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, relationship: true },
  fields: (t) => ({
    relationshipType: t.field({
      type: RelationshipTypeRef,
      description: 'How the subject stands to the object.',
      resolve: (row) => row.relationship?.type ?? 'RELATED_TO',
    }),
  }),
})

const RelationshipConnection = defineConnection('Relationship', Relationship, 'fact', 'relationships')

const RelationshipWhereRef = builder.inputRef<FactWhere>('RelationshipWhere')
RelationshipWhereRef.implement({
  description: 'Conditions on a relationship. All that are given must hold; `{}` asks for nothing.',
  fields: (t) => ({
    ...factFields(t, RelationshipWhereRef),
    type: t.field({ type: [RelationshipTypeRef], description: 'It is of one of these types.' }),
    subject: t.field({ type: EntityWhereRef, description: 'The end it starts from is such.' }),
    object: t.field({ type: EntityWhereRef, description: 'The end it leads to is such.' }),
    period: t.field({ type: DateWhereRef, description: 'When it held.' }),
  }),
})

builder.prismaObjectField(Organization, 'relationships', (t) =>
  t.field({
    type: RelationshipConnection,
    description: 'How it stands to other entities: relationships that start from it or lead to it.',
    args: {
      where: t.arg({ type: RelationshipWhereRef, description: 'Which relationships; all when it is left out.' }),
      orderBy: t.arg({ type: [FactOrderRef], description: 'In which order; by begin when it is left out.' }),
      ...pageArguments(t.arg),
    },
    resolve: (row, args, ctx, info) =>
      factsOf('Organization.relationships', 'RELATIONSHIP', 'either', row, args, ctx, info),
  }),
)
