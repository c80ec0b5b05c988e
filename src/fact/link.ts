import { type Expression, sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { meetsInTree } from '../entity/tree-condition.ts'
import { EntityListWhere } from '../entity/where.ts'
import type { EntityKind, RelationshipType } from '../generated/prisma/enums.ts'
import { type Asked, condition } from '../query/condition.ts'
import { all, type Condition, ofKinds, oneOf } from '../query/logic.ts'
import { compare } from '../query/number.ts'
import type { Row } from '../query/row.ts'

/** The end of a fact at which an entity is. */
export type End = 'subject' | 'object' | 'either'

/** The facts that have an entity at an end. */
export function factsAt(end: End) {
  return (fact: Row<'fact'>, entity: Expression<number>): Condition => {
    if (end === 'subject') return sql`${fact.ref('subjectId')} = ${entity}`
    if (end === 'object') return sql`${fact.ref('objectId')} = ${entity}`
    return sql`(${fact.ref('subjectId')} = ${entity} or ${fact.ref('objectId')} = ${entity})`
  }
}

/** Which entities a relationship leads to, from the end at which the parent is. */
export interface Link {
  readonly types: readonly RelationshipType[]
  readonly from: End
  readonly to: readonly EntityKind[]
}

type Column = 'subjectId' | 'objectId'

/** The entities at the other end of relationships of some types, as the declaration of a list says it. */
export function linked({ types, from, to }: Link) {
  const related = (entity: Row<'entity'>, parent: Expression<number>, near: Column, far: Column): Condition => {
    const fact = entity.inside('fact')
    const relationship = fact.beside('relationship')
    return sql`${entity.id} in (select ${fact.ref(far)} from ${fact.from}
      join ${relationship.from} on ${relationship.id} = ${fact.id}
      where ${fact.ref(near)} = ${parent} and ${oneOf(relationship.ref('type'), types)})`
  }
  const scope = (entity: Row<'entity'>, parent: Expression<number>): Condition => {
    const forward = related(entity, parent, 'subjectId', 'objectId')
    const backward = related(entity, parent, 'objectId', 'subjectId')
    if (from === 'either') return sql`(${forward} or ${backward})`
    return from === 'subject' ? forward : backward
  }
  return { kinds: to, scope }
}

/** A short list of the entities that relationships lead to, by name. */
export function linkedList(link: Link, description: string) {
  return {
    ...linked(link),
    name: 'linked',
    source: 'entity' as const,
    order: EntityOrder,
    description,
    instead: `relationships(where: { type: [${link.types.join(', ')}] })`,
  }
}

/** The entity is at the `near` end of a relationship of this type, and the other end meets the conditions. */
export function relatedMeets(entity: Row<'entity'>, near: Column, type: RelationshipType, where: Asked<'entity'>) {
  const { fact, far, from } = relationships(entity, near, type)
  return sql<boolean>`exists (select ${from} and ${meetsInTree(fact, far, where)})`
}

/** Conditions on the topics, or places, that relationships of a type lead to from their subject. */
export function relatedList(type: RelationshipType, to: 'topic' | 'place', description: string) {
  return condition<'entity', typeof EntityListWhere.ref>({
    type: EntityListWhere.ref,
    words: { kinds: [to === 'topic' ? 'TOPIC' : 'PLACE'] },
    description: `${description} A topic or place also matches if one above it does.`,
    sql: (entity, list) => {
      const { fact, far, from: related } = relationships(entity, 'subjectId', type)
      const target = fact.inside(to)
      const from = sql`${related} and ${far} in (select ${target.id} from ${target.from})`
      return EntityListWhere.sql(list, {
        exists: (matching) => sql`exists (select ${from} and ${matching})`,
        meets: (where) => meetsInTree(fact, far, where),
        count: (count) => all(compare(sql`(select count(distinct ${far}) ${from})`, count)),
      })
    },
  })
}

/** The relationships of a type that have an entity at their `near` end: what stands after SELECT, and their far end. */
function relationships(entity: Row<'entity'>, near: Column, type: RelationshipType) {
  const fact = entity.inside('fact')
  const relationship = fact.beside('relationship')
  const far = fact.ref(near === 'subjectId' ? 'objectId' : 'subjectId')
  const from = sql`from ${fact.from} join ${relationship.from} on ${relationship.id} = ${fact.id}
    where ${fact.ref(near)} = ${entity.id} and ${ofKinds(relationship.ref('type'), [type])}`
  return { fact, far, from }
}
