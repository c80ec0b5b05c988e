import { sql } from 'kysely'
import { EntityWhere } from '../entity/where.ts'
import type { Asked } from '../query/condition.ts'
import type { Row } from '../query/row.ts'
import { type AskedCriticism, namedBy, type Reached, type ReachingLink, reachedBy } from './reach.ts'

/** The most ranges that are read one by one: each costs a few pages of an index, even if nothing is in it. */
const mostRanges = 20

/** All conditions that have to be met, also those inside AND. */
function conjuncts(where: AskedCriticism): AskedCriticism[] {
  return [where, ...(where.AND ?? []).flatMap(conjuncts)]
}

/** The first condition on linked entities that names few, as rows of criticism_under. */
function reachedByFew(fact: Row<'fact'>, parts: readonly AskedCriticism[]): Reached | undefined {
  for (const { topics, about } of parts) {
    const lists = { criticismTopic: topics?.some, criticismAbout: about?.some }
    for (const [link, some] of Object.entries(lists)) {
      const reached = some ? reachedBy(link as ReachingLink, fact, some) : undefined
      if (reached?.ids && reached.named !== undefined) return reached
    }
  }
  return undefined
}

/**
 * Criticisms under few topics, or about few things, and perhaps by few critics, stand in order of date in one range of an
 * index for each pair of a critic and a topic: the first of them are found without reading the others. Undefined if the
 * conditions do not name few.
 */
export function rangesByDate(fact: Row<'fact'>, where: Asked<'fact'>) {
  const parts = conjuncts(where)
  const reached = reachedByFew(fact, parts)
  if (!reached?.ids) return undefined
  const critic = parts.map((part) => part.critic).find((asked) => asked && namedBy(asked) !== undefined)
  const critics = critic ? EntityWhere.ids(fact, critic) : undefined
  if ((reached.named ?? 1) * ((critic && namedBy(critic)) ?? 1) > mostRanges) return undefined
  const entities = sql`(${reached.ids}) as entity (id)`
  const ranges = critics
    ? sql`(select distinct critic.id as critic_id, entity.id as entity_id
        from (${critics}) as critic (id) cross join ${entities}) as range`
    : sql`(select distinct entity.id as entity_id from ${entities}) as range`
  const join = sql`join criticism_under as under on under.criticism_id = ${fact.id}
    and under.reach = ${sql.lit(reached.reach)} and under.entity_id = range.entity_id
    ${critics ? sql`and under.critic_id = range.critic_id` : sql``}`
  return { expression: sql`under.from_earliest`, join, ranges }
}
