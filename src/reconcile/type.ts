import { DossierError } from '../errors.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { entityKind, entityKinds } from '../model/kind.ts'
import { typeOfKind } from '../model/type.ts'
import { quoted } from '../model/value.ts'

/** A type of the service: a kind of entity, under the name of its type in the API. */
export interface NamedType {
  readonly id: string
  readonly name: string
}

/** The type of entities of a kind. */
export function typeOf(kind: EntityKind): NamedType {
  const noun = entityKind(kind).noun.replace(/^an? /, '')
  return { id: typeOfKind(kind), name: noun.charAt(0).toUpperCase() + noun.slice(1) }
}

/** The types of all kinds of entities. */
export function allTypes(): NamedType[] {
  return entityKinds().map(({ kind }) => typeOf(kind))
}

/** The kind of a type; undefined for other texts. The value of the enum does, too. */
export function kindOfTypeId(id: string): EntityKind | undefined {
  const wanted = id.trim().toLowerCase()
  return entityKinds().find(({ kind, type }) => wanted === type.toLowerCase() || wanted === kind.toLowerCase())?.kind
}

/** @throws DossierError BAD_USER_INPUT for a type that there is not; `field` is where the caller named it. */
export function readType(id: string, field: string): EntityKind {
  const kind = kindOfTypeId(id)
  if (kind) return kind
  const known = allTypes().map((type) => type.id)
  const message = `\`${field}\` is ${quoted(id)}, and must be one of the types ${known.join(', ')}.`
  throw new DossierError('BAD_USER_INPUT', message, { field, known })
}
