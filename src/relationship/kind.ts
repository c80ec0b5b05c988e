import { type EntityKind, RelationshipType } from '../generated/prisma/enums.ts'
import { choice } from '../model/field.ts'
import { type FactKindDeclaration, textIn } from '../model/kind.ts'

/** Relationships whose object is of one kind, because a field of the API shows them as that. */
const objectKinds: Readonly<Record<string, readonly EntityKind[]>> = {
  HEADQUARTERED_IN: ['PLACE'],
  LOCATED_IN: ['PLACE'],
  WORKS_ON: ['TOPIC'],
}

export const relationship: FactKindDeclaration = {
  kind: 'RELATIONSHIP',
  type: 'Relationship',
  table: 'relationship',
  section: 'relationships',
  noun: 'a relationship',
  description: 'How two entities are related, such as membership.',
  subject: { field: 'subject' },
  object: {
    field: 'object',
    isNamed: true,
    kindsOf: (draft) => objectKinds[textIn(draft, 'relationshipType') ?? ''],
    nameOf: (draft) => `the object of ${textIn(draft, 'relationshipType')}`,
  },
  period: 'period',
  fields: { relationshipType: choice(RelationshipType, { column: 'type', formerly: 'type' }) },
}
