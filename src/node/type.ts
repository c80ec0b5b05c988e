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

export const kindOfType = Object.fromEntries(
  [...Object.entries(typeOfEntity), ...Object.entries(typeOfFact)].map(([kind, type]) => [type, kind]),
) as Partial<Record<NodeType, EntityKind | FactKind>>

/** The GraphQL type of a row, told by its columns. */
export function typeOfRow(row: object): NodeType {
  if ('subjectId' in row && 'kind' in row) return typeOfFact[row.kind as FactKind]
  if ('nameKey' in row && 'kind' in row) return typeOfEntity[row.kind as EntityKind]
  if ('anchor' in row) return 'Evidence'
  return 'Document'
}

/** The global id of a row. */
export function idOfRow(row: { id: number }): string {
  return writeNodeId(typeOfRow(row), row.id)
}
