import { EntityKind, type FactKind } from '../generated/prisma/enums.ts'
import { entityKind, factKind } from './kind.ts'

type Kind = EntityKind | FactKind

/** What is read of every entity and every fact: its GraphQL type follows from its kind. */
export const kindColumns = { id: true, kind: true } as const

/** The GraphQL type of a kind. No kind of entity has the name of a kind of fact. */
export function typeOfKind(kind: Kind): string {
  return isEntityKind(kind) ? entityKind(kind).type : factKind(kind).type
}

function isEntityKind(kind: Kind): kind is EntityKind {
  return Object.hasOwn(EntityKind, kind)
}

/** The GraphQL type of an entity or a fact. */
export function typeOfRow({ kind }: { readonly kind: Kind }): string {
  return typeOfKind(kind)
}
