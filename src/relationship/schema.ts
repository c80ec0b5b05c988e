import { builder } from '../builder.ts'
import { factsAt } from '../fact/link.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact } from '../fact/schema.ts'
import { kindColumns } from '../model/type.ts'
import { Organization } from '../organization/schema.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import { columnAt } from '../query/shown-at.ts'
import { RelationshipTypeRef } from './enum.ts'
import { RelationshipWhere } from './where.ts'

export const Relationship = builder.prismaObject('Fact', {
  variant: 'Relationship',
  description: 'How two entities are related, such as membership.',
  interfaces: [builder.nodeInterfaceRef(), Fact],
  select: kindColumns,
  fields: (t) => ({
    relationshipType: t.field({
      type: RelationshipTypeRef,
      description: 'How the subject is related to the object: `MEMBER_OF`.',
      ...columnAt('relationship.type', 'RELATED_TO'),
    }),
  }),
})

const RelationshipConnection = defineConnection('Relationship', Relationship, 'fact', 'relationships')

/** What every list of relationships is, and what callers can say of it. */
const relationships = { kinds: ['RELATIONSHIP'], where: RelationshipWhere, orderBy: FactOrder } as const

builder.queryField('relationships', (t) =>
  t.field(
    rootConnection(RelationshipConnection, {
      name: 'relationships',
      description: 'Relationships between entities, such as memberships.',
      ...relationships,
    }),
  ),
)

builder.prismaObjectField(Organization, 'relationships', (t) =>
  t.field(
    nestedConnection(RelationshipConnection, {
      name: 'Organization.relationships',
      description: 'Its relationships with other entities, in both directions.',
      scope: factsAt('either'),
      ...relationships,
    }),
  ),
)
