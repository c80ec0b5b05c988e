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

/** What is filed right under a node of the tree of topics, or of either tree. */
const narrowerTopics = sql`select id from topic where broader_id = tree.id`
const narrowerPlaces = sql`select id from place where part_of_id = tree.id`

/**
 * The ids of some topics and places and of everything narrower, as a subquery. `onlyTopics`: the others are not wanted.
 * Each node looks up its own: a planner has no idea of the size of a tree, and would rather read all places.
 */
export function withNarrower(roots: Expression<number>, onlyTopics = false): Expression<number> {
  const narrower = onlyTopics ? narrowerTopics : sql`${narrowerTopics} union all ${narrowerPlaces}`
  return sql`with recursive tree (id) as (
      ${roots}
      union
      select narrower.id from tree cross join lateral (${narrower}) as narrower
    ) select id from tree`
}
