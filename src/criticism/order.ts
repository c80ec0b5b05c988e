import { byDay, byRecordedAt } from '../fact/order.ts'
import { Order } from '../query/order-input.ts'
import { relevance } from '../query/search.ts'
import { rangesByDate } from './range.ts'

export const byStated = byDay('fromEarliest', 'When it was stated: the first day that the date can mean.')

/** How callers order criticisms. Cursors of the standard order call its key FROM, as they do for all facts. */
export const CriticismOrder = new Order<'fact'>('CriticismOrder', {
  what: 'criticisms',
  standard: { key: 'STATED_ON', name: 'FROM', description: 'by date' },
  keys: () => ({
    STATED_ON: {
      ...byStated,
      sql: (fact, context) =>
        (context.position === 0 ? rangesByDate(fact, context.where) : undefined) ?? byStated.sql(fact, context),
    },
    RECORDED_AT: byRecordedAt,
    RELEVANCE: {
      description: 'How well it matches the `search` of `where`. The best come first by default.',
      type: 'float8',
      nullable: false,
      direction: 'DESC',
      sql: (fact, { where }) => relevance(fact.ref('search'), where, 'fact'),
    },
  }),
})
