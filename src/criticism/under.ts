import { type Expression, sql } from '../database/sql.ts'
import type { Condition } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { byStated, CriticismOrder } from './order.ts'

/** What leads to an entity as a topic, itself or narrower. */
export const topicReach = sql`select criticism_id, entity_id, from_earliest from criticism_under where reach = 'TOPIC'`

/** What leads to an entity either way, each criticism once. */
export const eitherReach = sql`${topicReach}
  union all
  select criticism_id, entity_id, from_earliest from criticism_under as about where reach = 'ABOUT' and not exists (
    select from criticism_under as filed where filed.criticism_id = about.criticism_id and filed.reach = 'TOPIC'
      and filed.entity_id = about.entity_id)`

/** Joins what a list belongs to: rows of criticism_under, which `isUnder` then ties to one entity. */
export function joinedUnder(fact: Row<'fact'>, reach: Expression<unknown>): Expression<unknown> {
  return sql`join (${reach}) as led on led.criticism_id = ${fact.id}`
}

export function isUnder(_fact: Row<'fact'>, entity: Expression<number>): Condition {
  return sql`led.entity_id = ${entity}`
}

/** The date as criticism_under has it, so that a list that is joined to it is read in the order of an index. */
const date = sql`led.from_earliest`

export const orderUnder = CriticismOrder.reading(() => ({
  STATED_ON: { ...byStated, sql: () => ({ expression: date }) },
}))

const ways = sql`(values ('TOPIC'::"CriticismReach"), ('ABOUT')) as range (reach)`

/** The same for what leads to an entity either way: two ranges. */
export const orderEither = CriticismOrder.reading(() => ({
  STATED_ON: {
    ...byStated,
    sql: (fact, { position }) => {
      if (position > 0) return { expression: date }
      const join = sql`join criticism_under as led on led.criticism_id = ${fact.id} and led.reach = range.reach`
      return { expression: date, join, ranges: ways }
    },
  },
}))
