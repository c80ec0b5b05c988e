import { type Expression, sql } from '../database/sql.ts'
import { DossierError } from '../errors.ts'
import { readNodeId } from '../model/id.ts'
import { nameKey } from '../model/name-key.ts'
import { entitiesOfSlugs, entityOfSlug, kindOfType } from '../node/find.ts'
import { all, any, type Condition, inSmallSet } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { checkLength, checkText } from '../query/text.ts'

/** Points at one thing: exactly one field is set. */
export interface EntityRef {
  readonly id?: string | null
  readonly slug?: string | null
  readonly named?: string | null
  readonly identifier?: IdentifierRef | null
}

/** An identifier in another catalogue. */
export interface IdentifierRef {
  readonly scheme: string
  readonly value: string
}

/** Which identifiers match; what is missing matches all. */
export interface IdentifierMatch {
  readonly scheme?: string | null
  readonly value?: readonly string[] | null
}

/**
 * The ids of the entities that a reference points at, as a subquery: one, none, or for an ambiguous name several.
 * A condition takes all of them; a lookup refuses more than one (find.ts). Throws BAD_USER_INPUT when nothing is set.
 */
export function referencedEntities(ref: EntityRef): Expression<number> {
  if (ref.id != null) {
    const { type, parts } = readNodeId(ref.id)
    return entitiesOfType(type, parts.slice(0, 1))
  }
  if (ref.slug != null) return entitiesOfSlugs([checkText('slug', ref.slug)])
  if (ref.named != null) return entitiesNamed(ref.named)
  if (ref.identifier != null) {
    const { scheme, value } = ref.identifier
    return entitiesIdentified({ scheme, value: [value] })
  }
  throw new DossierError('BAD_USER_INPUT', 'Say which entity: set one of `id`, `slug`, `named` and `identifier`.')
}

/** The id of the entity that a reference points at, as a value: null for none, and where a name is that of several. */
export function referencedEntity(ref: EntityRef): Expression<number | null> {
  if (ref.slug != null) return entityOfSlug(checkText('slug', ref.slug))
  return sql`(select case when min(id) = max(id) then min(id) end from (${referencedEntities(ref)}) as referenced (id))`
}

/** The ids of the entities that have or had a name, as a subquery. */
export function entitiesNamed(name: string): Expression<number> {
  return sql`select entity_id from name where key = ${nameKey(checkLength('named', name))}`
}

/**
 * The ids of the entities that have one of these identifiers, or any of a scheme, as a subquery. They are compared
 * without regard to case, and the address of a page of a known catalogue stands for the identifier.
 */
export function entitiesIdentified({ scheme, value }: IdentifierMatch): Expression<number> {
  const conditions: Condition[] = []
  if (scheme != null) conditions.push(sql`lower(scheme) = lower(${checkText('scheme', scheme.trim())})`)
  if (value != null) {
    const texts = value.map((text) => checkText('value', text))
    conditions.push(sql`identifier_key(value) = any (array(select identifier_key(given)
      from unnest(${texts}::text[]) as given))`)
  }
  return sql`select entity_id from identifier where ${all(conditions)}`
}

/** One of these ids. An id of something else matches nothing, whatever its number. */
export function hasId(entity: Row<'entity'>, texts: readonly string[]): Condition {
  const byType = Map.groupBy(texts.map(readNodeId), (node) => node.type)
  const alternatives = [...byType].map(([type, nodes]): Condition => {
    const slugs = nodes.flatMap(({ parts }) => parts.slice(0, 1))
    return inSmallSet(entity.id, entitiesOfType(type, slugs))
  })
  return any(alternatives)
}

/** The ids of entities of one type that have, or had, one of these slugs. */
function entitiesOfType(type: string, slugs: readonly string[]): Expression<number> {
  return sql`select id from entity where kind::text = ${kindOfType(type) ?? ''}
    and id in (${entitiesOfSlugs(slugs)})`
}
