import { sql } from '../database/sql.ts'
import { byDay, byRecordedAt } from '../fact/order.ts'
import { Order } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'

/** A column of the figure beside the fact that is listed, joined once for each key of the order. */
function ofFigure(fact: Row<'fact'>, column: 'metric' | 'value', position: number) {
  const alias = `ordered_${position}`
  return {
    expression: sql.ref(`${alias}.${column}`),
    join: sql`join figure as ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = ${fact.id}`,
  }
}

/** How callers order figures. Cursors of the standard order call its key FROM, as they do for all facts. */
export const FigureOrder = new Order<'fact'>('FigureOrder', {
  what: 'figures',
  standard: { key: 'AS_OF', name: 'FROM', description: 'by date' },
  keys: () => ({
    AS_OF: byDay('fromEarliest', 'When it was measured: the first day that the date can mean.'),
    METRIC: {
      description: 'What was measured, in order of code points.',
      type: 'text',
      nullable: false,
      sql: (fact, { position }) => {
        const { expression, join } = ofFigure(fact, 'metric', position)
        return { expression: sql`${expression} collate "C"`, join }
      },
    },
    AMOUNT: {
      description: 'The number; for a range, its lower end. Amounts of different units are compared as they are.',
      type: 'numeric',
      nullable: false,
      sql: (fact, { position }) => ofFigure(fact, 'value', position),
    },
    FROM: byDay('fromEarliest', 'The same as AS_OF, under the name that it has for all facts.'),
    UNTIL: byDay('untilLatest', 'When it was measured: the last day that the date can mean.'),
    RECORDED_AT: byRecordedAt,
  }),
})
