import { type Expression, sql } from '../database/sql.ts'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { type EntityRef, referencedEntities } from './reference.ts'

/**
 * The ids of some topics and of everything narrower, as a subquery; unless `onlyTopics`, of places, too, and of what is
 * in neither tree. The database keeps who is below whom (docs/decisions/0021).
 */
export function withNarrower(roots: Expression<number>, onlyTopics: boolean): Expression<number> {
  if (onlyTopics) return sql`select below_id from tree_path where above_id in (${roots})`
  return sql`with root (id) as (${roots})
    select id from root union select below_id from root join tree_path on above_id = root.id`
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

/** Topics and places with nothing above them. */
export function isTopmost(entity: Row<'entity'>): Condition {
  const topic = entity.inside('topic')
  const place = entity.inside('place')
  return sql`(exists (select from ${topic.from} where ${topic.id} = ${entity.id} and ${topic.ref('broaderId')} is null)
    or exists (select from ${place.from} where ${place.id} = ${entity.id} and ${place.ref('partOfId')} is null))`
}

/** Topics and places that stand next below the one that is meant. */
export function isNextBelow(entity: Row<'entity'>, ref: EntityRef): Condition {
  const topic = entity.inside('topic')
  const place = entity.inside('place')
  const above = sql<number>`array(${referencedEntities(ref)})`
  return sql`${entity.id} in (select ${topic.id} from ${topic.from} where ${topic.ref('broaderId')} = any (${above})
    union all select ${place.id} from ${place.from} where ${place.ref('partOfId')} = any (${above}))`
}
