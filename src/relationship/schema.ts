import { builder } from '../builder.ts'
import { pageArguments } from '../connection/argument.ts'
import { defineConnection } from '../connection/schema.ts'
import { factsOf } from '../fact/connection.ts'
import { RelationshipTypeRef } from '../fact/enum.ts'
import { Fact, FactOrderRef } from '../fact/schema.ts'
import { kindColumns } from '../node/type.ts'
import { Organization } from '../organization/schema.ts'
import { RelationshipWhereRef } from '../where/schema.ts'

export const Relationship = builder.prismaObject('Fact', {
  variant: 'Relationship',
  description: 'How two entities stand to each other.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, relationship: true },
  fields: (t) => ({
    type: t.field({
      type: RelationshipTypeRef,
      description: 'How the subject stands to the object.',
      resolve: (row) => row.relationship?.type ?? 'RELATED_TO',
    }),
  }),
})

const RelationshipConnection = defineConnection('Relationship', Relationship, 'fact', 'relationships')

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
