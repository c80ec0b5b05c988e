import { type Expression, sql } from '../database/sql.ts'
import { EntityWhere } from '../entity/where.ts'
import type { CriticismReach } from '../generated/prisma/enums.ts'
import type { Asked } from '../query/condition.ts'
import { always, inSmallSet } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { type AskedCriticism, namedBy, reachedBy } from './reach.ts'
import { CriticismWhere } from './where.ts'

/** The most ranges that are read one by one: each costs a few pages of an index, even if nothing is in it. */
const mostRanges = 20

/** All conditions that have to be met, also those inside AND. */
function conjuncts(where: AskedCriticism): AskedCriticism[] {
  return [where, ...(where.AND ?? []).flatMap(conjuncts)]
}

/** The same conditions without some fields of one of the conjuncts. */
function without(where: AskedCriticism, part: AskedCriticism, field: keyof AskedCriticism): AskedCriticism {
  const AND = where.AND?.map((each) => without(each, part, field))
  const { [field]: list } = where
  const rest = where === part ? { ...where, [field]: field === 'critic' ? null : { ...list, some: null } } : where
  return AND ? { ...rest, AND } : rest
}

/** The first condition on linked entities that names few, as rows of criticism_under, and what is left without it. */
function reachedByFew(fact: Row<'fact'>, where: AskedCriticism) {
  const links = { topics: 'criticismTopic', about: 'criticismAbout' } as const
  for (const part of conjuncts(where)) {
    for (const field of ['topics', 'about'] as const) {
      const some = part[field]?.some
      const reached = some ? reachedBy(links[field], fact, some) : undefined
      if (!reached?.ids || reached.named === undefined) continue
      const { reach, ids, named } = reached
      return { reach, ids, named, rest: without(where, part, field) }
    }
  }
  return undefined
}

/** The first condition on the critic that names few, and what is left without it. */
function criticsByFew(fact: Row<'fact'>, where: AskedCriticism) {
  for (const part of conjuncts(where)) {
    const named = part.critic ? namedBy(part.critic) : undefined
    const ids = part.critic && named !== undefined ? EntityWhere.ids(fact, part.critic) : undefined
    if (ids && named !== undefined) return { ids, named, rest: without(where, part, 'critic') }
  }
  return undefined
}

/**
 * Criticisms under few topics, or about few things, and perhaps by few critics, stand in order of date in one range of an
 * index for each pair of a critic and a topic: the first of them are found without reading the others. Undefined if the
 * conditions do not name few.
 */
export function rangesByDate(fact: Row<'fact'>, where: Asked<'fact'>) {
  const reached = reachedByFew(fact, where)
  const critics = reached && criticsByFew(fact, reached.rest)
  if (!reached || reached.named * (critics?.named ?? 1) > mostRanges) return undefined
  const entities = sql`(${reached.ids}) as entity (id)`
  const ranges = critics
    ? sql`(select distinct critic.id as critic_id, entity.id as entity_id
        from (${critics.ids}) as critic (id) cross join ${entities}) as range`
    : sql`(select distinct entity.id as entity_id from ${entities}) as range`
  const join = sql`join criticism_under as under on under.criticism_id = ${fact.id}
    and under.reach = ${sql.lit(reached.reach)} and under.entity_id = range.entity_id
    ${critics ? sql`and under.critic_id = range.critic_id` : sql``}`
  const rest = CriticismWhere.sql(fact, (critics ?? reached).rest)
  const counted = rest === always ? countedIn(reached, critics?.ids) : undefined
  return { expression: sql`under.from_earliest`, join, ranges, where: rest, counted }
}

/** Counts criticisms without a look at their facts; under several topics, some of them may stand more than once. */
function countedIn({ reach, ids }: { reach: CriticismReach; ids: Expression<number> }, critics?: Expression<number>) {
  const from = sql`from criticism_under where reach = ${sql.lit(reach)} and ${inSmallSet(sql`entity_id`, ids)}
    ${critics ? sql`and ${inSmallSet(sql`critic_id`, critics)}` : sql``}`
  return sql`select case when cardinality(array(${ids})) = 1 then (select count(*) ${from})
    else (select count(distinct criticism_id) ${from}) end as count`
}
