import { type Expression, sql } from '../database/sql.ts'
import { referencedEntities } from '../entity/reference.ts'
import { EntityWhere } from '../entity/where.ts'
import type { CriticismReach } from '../generated/prisma/enums.ts'
import type { Asked } from '../query/condition.ts'
import type { AskedList } from '../query/list-condition.ts'
import { type Condition, inSmallSet } from '../query/logic.ts'
import type { Row } from '../query/row.ts'

/** The tables whose links the database also keeps as criticism_under, upwards in the trees of topics and places. */
export type ReachingLink = 'criticismTopic' | 'criticismAbout'

/** Conditions on a criticism, as far as they say what it leads to. */
export interface AskedCriticism extends Asked<'fact'> {
  readonly critic?: Asked<'entity'> | null
  readonly topics?: AskedList<'entity'> | null
  readonly about?: AskedList<'entity'> | null
}

/** Which rows of criticism_under answer conditions on an entity that a criticism links to. */
export interface Reached {
  readonly reach: CriticismReach
  /** The entities that the rows lead to, as a subquery; undefined: all. */
  readonly ids: Expression<number> | undefined
  readonly few: boolean
  /** How many things are named at most, not counting that several can share a name; undefined: any number. */
  readonly named: number | undefined
}

type AskedEntity = Asked<'entity'> & {
  readonly direct?: boolean | null
  readonly within?: Parameters<typeof referencedEntities>[0] | null
}

/** How many things conditions name at most, not counting that several can share a name; undefined: any number. */
export function namedBy(where: Asked<'entity'>): number | undefined {
  const { id, slug, named, identifier } = where as {
    id?: readonly string[] | null
    slug?: readonly string[] | null
    named?: string | null
    identifier?: { readonly scheme?: string | null; readonly value?: readonly string[] | null } | null
  }
  const counts = [
    id?.length,
    slug?.length,
    named == null ? undefined : 1,
    identifier?.scheme && identifier.value?.length,
  ]
  return counts.filter((count) => typeof count === 'number').toSorted((a, b) => a - b)[0]
}

/** Null and undefined are no conditions. */
const given = (fields: object) => Object.values(fields).filter((value) => value != null).length

/**
 * The rows that answer conditions; undefined for those with AND, OR and NOT, each part of which can hold of another
 * entity above the linked one.
 */
export function reachedBy(link: ReachingLink, outer: Row, where: AskedEntity): Reached | undefined {
  const { AND, OR, NOT, direct, ...rest } = where
  const fields: Asked<'entity'> = rest as object
  if (AND ?? OR ?? NOT) return undefined
  const isTopic = link === 'criticismTopic'
  if (isTopic && where.within && given(fields) === 1) {
    return { reach: 'TOPIC', ids: referencedEntities(where.within), few: true, named: 1 }
  }
  const ids = EntityWhere.ids(outer, fields, isTopic ? ['TOPIC'] : undefined)
  const found = { ids, few: EntityWhere.namesFew(fields), named: namedBy(fields) }
  // What holds below a topic or place anyway need not be looked for above.
  if (direct || EntityWhere.holdsBelow(fields)) return { reach: isTopic ? 'TOPIC_ITSELF' : 'ABOUT_ITSELF', ...found }
  return { reach: isTopic ? 'TOPIC' : 'ABOUT', ...found }
}

/** A criticism leads to what meets the conditions. If few critics are asked for, too, both together are one range. */
export function leadsTo(
  fact: Row<'fact'>,
  link: ReachingLink,
  where: AskedEntity,
  critic: Asked<'entity'> | null | undefined,
): Condition | undefined {
  const under = fact.inside('criticismUnder')
  const reached = reachedBy(link, under, where)
  if (!reached) return undefined
  const { reach, ids, few } = reached
  const conditions: Condition[] = [
    sql<boolean>`${under.ref('criticismId')} = ${fact.id}`,
    sql<boolean>`${under.ref('reach')} = ${sql.lit(reach)}`,
  ]
  if (ids) conditions.push(few ? inSmallSet(under.ref('entityId'), ids) : sql`${under.ref('entityId')} in (${ids})`)
  const critics = critic && EntityWhere.namesFew(critic) ? EntityWhere.ids(under, critic) : undefined
  if (critics) conditions.push(inSmallSet(under.ref('criticId'), critics))
  return sql`exists (select from ${under.from} where ${sql.join(conditions, ' and ')})`
}
