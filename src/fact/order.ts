import { sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { countKey } from '../query/count-key.ts'
import { type KeyField, Order } from '../query/order-input.ts'

/** By the first or the last day that a period can mean. */
export function byDay(column: 'fromEarliest' | 'untilLatest', description: string): KeyField<'fact'> {
  return { description, type: 'integer', nullable: true, sql: (fact) => ({ expression: fact.ref(column) }) }
}

export const byRecordedAt: KeyField<'fact'> = {
  description: 'When it was added to this graph or last changed.',
  type: 'timestamptz',
  nullable: false,
  sql: (fact) => ({ expression: fact.ref('recordedAt') }),
}

/** How callers order facts of all kinds. */
export const FactOrder = new Order<'fact'>('FactOrder', {
  what: 'facts',
  standard: { key: 'FROM', description: 'by start date' },
  keys: () => ({
    FROM: byDay('fromEarliest', 'When it started: the first day that the date can mean.'),
    UNTIL: byDay('untilLatest', 'When it ended: the last day that the date can mean.'),
    RECORDED_AT: byRecordedAt,
  }),
})

EntityOrder.add(() => ({
  FACTS: {
    description: 'How many facts have it as their subject or object.',
    type: 'integer',
    nullable: false,
    sql: (entity, context) => {
      const fact = entity.inside('fact')
      const [subject, object] = [fact.ref('subjectId'), fact.ref('objectId')]
      const ends = sql`select ${subject} from ${fact.from}
        union all select ${object} from ${fact.from} where ${object} <> ${subject}`
      return countKey(entity, context, ends)
    },
  },
}))
