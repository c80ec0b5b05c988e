import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { type NodeType, writeNodeId } from './id.ts'

const typeOfEntity: Record<EntityKind, NodeType> = {
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  EVENT: 'Event',
  CAMPAIGN: 'Campaign',
  PLACE: 'Place',
  TOPIC: 'Topic',
  AGREEMENT: 'Agreement',
}

const typeOfFact: Record<FactKind, NodeType> = {
  ALIAS: 'Alias',
  ATTRIBUTE: 'Attribute',
  FIGURE: 'Figure',
  RELATIONSHIP: 'Relationship',
  ROLE: 'Role',
  CRITICISM: 'Criticism',
}

/** No kind of entity is called as a kind of fact is. */
const typeOfKind = { ...typeOfEntity, ...typeOfFact }

export const kindOfType = Object.fromEntries(Object.entries(typeOfKind).map(([kind, type]) => [type, kind])) as Partial<
  Record<NodeType, EntityKind | FactKind>
>

/** What is read of every entity and every fact: its GraphQL type can be told by it. */
export const kindColumns = { id: true, kind: true } as const

/** What is read of every piece of evidence, for the same reason. */
export const evidenceColumns = { id: true, anchor: true } as const

/** The GraphQL type of a row, told by its columns. */
export function typeOfRow(row: object): NodeType {
  if ('kind' in row) return typeOfKind[row.kind as EntityKind | FactKind]
  return 'anchor' in row ? 'Evidence' : 'Document'
}

/** The global id of a row. */
export function idOfRow(row: { id: number }): string {
  return writeNodeId(typeOfRow(row), row.id)
}
