import { type Expression, sql } from 'kysely'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { type EntityRef, referencedEntities } from './reference.ts'

/** The children of a node of the tree of topics, or of either tree. */
const narrowerTopics = sql`select id from topic where broader_id = tree.id`
const narrowerPlaces = sql`select id from place where part_of_id = tree.id`

/**
 * The ids of some topics and of everything narrower, as a subquery; unless `onlyTopics`, of places, too. Each node
 * looks up its children, because the planner does not know the size of a tree and would read all places.
 */
export function withNarrower(roots: Expression<number>, onlyTopics: boolean): Expression<number> {
  const narrower = onlyTopics ? narrowerTopics : sql`${narrowerTopics} union all ${narrowerPlaces}`
  return sql`with recursive tree (id) as (
      ${roots}
      union
      select narrower.id from tree cross join lateral (${narrower}) as narrower
    ) select id from tree`
}

/** Pairs of a topic and each topic that it is, or is filed below: (id, topic_id). */
export function topicsAbove(topics: Expression<unknown>): Expression<unknown> {
  return sql`with recursive above (id, topic_id) as (
      select distinct start.id, start.id from (${topics}) as start (id)
      union
      select above.id, topic.broader_id from above join topic on topic.id = above.topic_id
      where topic.broader_id is not null
    ) select id, topic_id from above`
}

/**
 * Topics and places: the one that is meant, or anything narrower. Other entities: those with a relationship to one of
 * these, such as where they are or what they work on.
 */
export function isWithin(entity: Row<'entity'>, ref: EntityRef): Condition {
  const onlyTopics = entity.isOnly('TOPIC')
  const tree = sql<number>`array(${withNarrower(referencedEntities(ref), onlyTopics)})`
  if (onlyTopics) return sql`${entity.id} = any (${tree})`
  const filed = entity.inside('fact')
  const relationship = filed.beside('relationship')
  return sql`(${entity.id} = any (${tree}) or (${entity.ref('kind')} not in ('TOPIC', 'PLACE') and ${entity.id} = any (array(
    select ${filed.ref('subjectId')} from ${filed.from} join ${relationship.from} on ${relationship.id} = ${filed.id}
    where ${filed.ref('objectId')} = any (${tree})
      and ${relationship.ref('type')} in ('LOCATED_IN', 'HEADQUARTERED_IN', 'WORKS_ON')))))`
}
