import { type Expression, sql } from 'kysely'
import { DossierError } from '../errors.ts'
import { nameKey } from '../name/key.ts'
import { readNodeId } from '../node/id.ts'
import { kindOfType } from '../node/type.ts'
import { any, type Condition, oneOf } from './condition.ts'
import type { EntityRef, EntityWhere } from './shape.ts'
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

/** One of these ids. An id of something else matches nothing, whatever its number. */
export function hasId(id: Expression<number>, texts: readonly string[]): Condition {
  const byType = Map.groupBy(texts.map(readNodeId), (node) => node.type)
  const alternatives = [...byType].map(([type, nodes]): Condition => {
    const ids = nodes.map((node) => node.id)
    return sql`(${oneOf(id, ids)} and e.kind::text = ${kindOfType[type] ?? ''})`
  })
  return any(alternatives)
}

/** Membership in a set that is known to be small: found first, once, and then looked up by index. */
export function amongFew(id: Expression<number | null>, ids: Expression<number>): Condition {
  return sql`${id} = any (array(${ids}))`
}

/** The ids of the entities, where the conditions are nothing but a name, or a topic and what is narrower. */
export function onlyReference(where: EntityWhere, onlyTopics: boolean): Expression<number> | undefined {
  const asked = Object.values(where).filter((value) => value != null)
  if (asked.length !== 1) return undefined
  if (where.named != null) return entitiesNamed(where.named)
  return where.within && onlyTopics ? withNarrower(referencedEntities(where.within), true) : undefined
}

/** Whether the conditions single out entities by their ids or names. */
export function namesFew(where: EntityWhere): boolean {
  const here = where.id != null || where.slug != null || where.named != null || where.within != null
  return here || (where.AND?.some(namesFew) ?? false) || (where.OR?.length ? where.OR.every(namesFew) : false)
}

/**
 * Topics and places: the one that is meant, or anything narrower. Other entities: those that a relationship files
 * there, by where they are or what they work on.
 */
export function isWithin(id: Expression<number>, ref: EntityRef, onlyTopics: boolean): Condition {
  const tree = sql<number>`array(${withNarrower(referencedEntities(ref), onlyTopics)})`
  if (onlyTopics) return sql`${id} = any (${tree})`
  return sql`(${id} = any (${tree}) or (e.kind not in ('TOPIC', 'PLACE') and ${id} = any (array(
    select filed.subject_id from fact as filed join relationship as r on r.id = filed.id
    where filed.object_id = any (${tree}) and r.type in ('LOCATED_IN', 'HEADQUARTERED_IN', 'WORKS_ON')))))`
}
