import { builder } from '../builder.ts'
import { factsAt } from '../fact/link.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection } from '../query/field.ts'
import { RelationshipTypeRef } from './enum.ts'
import { RelationshipWhere } from './where.ts'

export const Relationship = builder.prismaObject('Fact', {
  variant: 'Relationship',
  description: 'How two entities are related, such as membership.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: { ...kindColumns, relationship: true },
  fields: (t) => ({
    relationshipType: t.field({
      type: RelationshipTypeRef,
      description: 'How the subject is related to the object: `MEMBER_OF`.',
      resolve: (row) => row.relationship?.type ?? 'RELATED_TO',
    }),
  }),
})

const RelationshipConnection = defineConnection('Relationship', Relationship, 'fact', 'relationships')

builder.prismaObjectField(Organization, 'relationships', (t) =>
  t.field(
    nestedConnection(RelationshipConnection, {
      name: 'Organization.relationships',
      description: 'Its relationships with other entities, in both directions.',
      kinds: ['RELATIONSHIP'],
      scope: factsAt('either'),
      where: RelationshipWhere,
      orderBy: FactOrder,
    }),
  ),
)
