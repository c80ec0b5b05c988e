import { EntityKind, type FactKind } from '../generated/prisma/enums.ts'
import { entityKind, entityKinds, factKind, factKinds } from '../model/kind.ts'
import { type NodeType, writeNodeId } from './id.ts'

/** The kind whose GraphQL type has this name; undefined for types that are no kinds. */
export function kindOfType(type: NodeType): EntityKind | FactKind | undefined {
  return [...entityKinds(), ...factKinds()].find((declared) => declared.type === type)?.kind
}

/** What is read of every entity and every fact: its GraphQL type follows from its kind. */
export const kindColumns = { id: true, kind: true } as const

/** The GraphQL type of an entity or a fact. */
export function typeOfRow({ kind }: { readonly kind: EntityKind | FactKind }): NodeType {
  // No kind of entity has the name of a kind of fact.
  return (kind in EntityKind ? entityKind(kind as EntityKind) : factKind(kind as FactKind)).type
}

/** The global id of an entity or a fact. */
export function idOfRow(row: { readonly id: number; readonly kind: EntityKind | FactKind }): string {
  return writeNodeId(typeOfRow(row), row.id)
}
