import { type Expression, sql } from 'kysely'
import { DossierError } from '../errors.ts'
import { nameKey } from '../name/key.ts'
import { readNodeId } from '../node/id.ts'
import { kindOfType } from '../node/type.ts'
import type { EntityRef } from './shape.ts'
import { checkText } from './text.ts'

/**
 * The ids of the entities that a reference points at, as a subquery: one, none, or for an ambiguous name several.
 * A condition takes all of them; a lookup refuses more than one (src/entity/find.ts).
 */
export function referencedEntities(ref: EntityRef): Expression<number> {
  if (ref.id != null) {
    const { id, type } = readNodeId(ref.id)
    return sql`select id from entity where id = ${id} and kind::text = ${kindOfType[type] ?? ''}`
  }
  if (ref.slug != null) return sql`select id from entity where slug = ${checkText('slug', ref.slug)}`
  if (ref.named != null) return entitiesNamed(ref.named)
  throw new DossierError('BAD_USER_INPUT', 'Say which entity: set exactly one of `id`, `slug` and `named`.')
}

/** The ids of the entities that have or had a name, as a subquery. */
export function entitiesNamed(name: string): Expression<number> {
  return sql`select entity_id from name where key = ${nameKey(name)}`
}

/** The ids of some topics and places and of everything narrower, as a subquery. */
export function withNarrower(roots: Expression<number>): Expression<number> {
  return sql`with recursive tree (id) as (
      ${roots}
      union
      select narrower.id from tree join topic as narrower on narrower.broader_id = tree.id
    ), place_tree (id) as (
      select id from tree
      union
      select narrower.id from place_tree join place as narrower on narrower.part_of_id = place_tree.id
    ) select id from place_tree`
}
