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

/** The GraphQL type of each kind. No kind of entity has the name of a kind of fact. */
export const typeOfKind = { ...typeOfEntity, ...typeOfFact }

export const kindOfType = Object.fromEntries(Object.entries(typeOfKind).map(([kind, type]) => [type, kind])) as Partial<
  Record<NodeType, EntityKind | FactKind>
>

/** What is read of every entity and every fact: its GraphQL type follows from its kind. */
export const kindColumns = { id: true, kind: true } as const

/** The GraphQL type of an entity or a fact. */
export function typeOfRow({ kind }: { readonly kind: EntityKind | FactKind }): NodeType {
  return typeOfKind[kind]
}

/** The global id of an entity or a fact. */
export function idOfRow(row: { readonly id: number; readonly kind: EntityKind | FactKind }): string {
  return writeNodeId(typeOfRow(row), row.id)
}
