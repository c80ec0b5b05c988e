import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { entityConditions } from '../entity/where.ts'
import { factsReached } from '../fact/where.ts'
import { type Asked, condition } from '../query/condition.ts'
import { countKey } from '../query/count-key.ts'
import { type AskedCount, type AskedList, ListWhere } from '../query/list-condition.ts'
import { all, always, type Condition, not } from '../query/logic.ts'
import { compare, holdsForNone } from '../query/number.ts'
import type { KeyField } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { CriticismWhere } from './where.ts'

/** The end of a criticism at which an entity made it, or received it. */
type End = 'subjectId' | 'objectId'

const CriticismCountWhereRef = builder.inputRef<AskedCount<'fact'>>('CriticismCountWhere').implement({
  description: 'Conditions on a number of criticisms: of those that match `where`.',
  fields: (t) => ({
    where: t.field({ type: CriticismWhere.ref, description: 'Which criticisms count; all of them by default.' }),
    eq: t.int({ description: 'Exactly this many.' }),
    gt: t.int({ description: 'More than this many.' }),
    gte: t.int({ description: 'This many or more.' }),
    lt: t.int({ description: 'Fewer than this many.' }),
    lte: t.int({ description: 'This many or fewer.' }),
  }),
})

const CriticismListWhere = new ListWhere('CriticismListWhere', CriticismWhere, {
  description: 'Conditions on the criticisms that something made or received. All that are given must be met.',
  every: true,
  count: CriticismCountWhereRef,
})

/** The criticisms that an entity made or received match this. */
function criticisms(end: End, description: string) {
  return condition<'entity', typeof CriticismListWhere.ref>({
    type: CriticismListWhere.ref,
    description,
    sql: (entity, list: AskedList<'fact'>, few) =>
      CriticismListWhere.sql(list, {
        ...factsReached(entity, CriticismWhere, (fact) => isCriticismOf(fact, end, entity)),
        count: (count) => counted(entity, end, count, few),
      }),
  })
}

function isCriticismOf(fact: Row<'fact'>, end: End, entity: Row<'entity'>): Condition {
  return sql`${fact.ref('kind')} = 'CRITICISM' and ${fact.ref(end)} = ${entity.id} and ${standsAt(fact, end)}`
}

/** Nobody made a criticism whose source names no critic. */
function standsAt(fact: Row<'fact'>, end: End): Condition {
  return end === 'subjectId' ? fact.ref('hasSubject') : always
}

/** Criticisms that meet conditions, whoever stands at the end. */
function isCriticism(fact: Row<'fact'>, end: End, where: Asked<'fact'> | null | undefined): Condition {
  return sql`${fact.ref('kind')} = 'CRITICISM' and ${all([standsAt(fact, end), CriticismWhere.sql(fact, where ?? {})])}`
}

/**
 * How many criticisms an entity made or received. Of few entities they are counted one by one; otherwise all are
 * counted at once, by entity, and the entities looked up: a planner that guesses the size of a nested condition wrong
 * would repeat it for every entity.
 */
function counted(entity: Row<'entity'>, end: End, count: AskedCount<'fact'>, few: boolean): Condition {
  const fact = entity.inside('fact')
  const matching = isCriticism(fact, end, count.where)
  const at = fact.ref(end)
  if (few) {
    return all(compare(sql`(select count(*) from ${fact.from} where ${at} = ${entity.id} and ${matching})`, count))
  }
  const asked = all(compare(sql`count(*)`, count))
  const entities = (having: Condition) =>
    sql<boolean>`${entity.id} in (select ${at} from ${fact.from} where ${at} is not null and ${matching}
      group by 1 having ${having})`
  // Entities without any are in no group.
  return holdsForNone(count) ? not(entities(not(asked))) : entities(asked)
}

entityConditions.add(() => ({
  criticismsMade: criticisms('subjectId', 'Conditions on the criticisms that it made.'),
  criticismsReceived: criticisms('objectId', 'Conditions on the criticisms that it received.'),
}))

function byCriticisms(end: End, description: string): KeyField<'entity'> {
  return {
    description,
    type: 'integer',
    nullable: false,
    option: 'criticisms',
    sql: (entity, context) => {
      const fact = entity.inside('fact')
      const where = context.option as Asked<'fact'> | null | undefined
      return countKey(
        entity,
        context,
        sql`select ${fact.ref(end)} from ${fact.from} where ${isCriticism(fact, end, where)}`,
      )
    },
  }
}

EntityOrder.add(
  () => ({
    CRITICISMS_MADE: byCriticisms(
      'subjectId',
      'How many criticisms it made. If `criticisms` is given, only those that match it count.',
    ),
    CRITICISMS_RECEIVED: byCriticisms(
      'objectId',
      'How many criticisms it received. If `criticisms` is given, only those that match it count.',
    ),
  }),
  () => ({
    criticisms: {
      type: CriticismWhere.ref,
      description: 'Which criticisms CRITICISMS_MADE and CRITICISMS_RECEIVED count; all of them by default.',
    },
  }),
)
