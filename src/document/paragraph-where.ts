import { condition, defineWhere } from '../query/condition.ts'
import { all } from '../query/logic.ts'
import { compare, IntWhereRef } from '../query/number.ts'

export const ParagraphWhere = defineWhere('ParagraphWhere', 'paragraph', {
  description: 'Conditions on a paragraph. All that are given must be met.',
  logic: false,
  conditions: () => ({
    number: condition({
      type: IntWhereRef,
      description: 'Its number, counted from 1. `{ gte: 51, lte: 100 }` reads a part of a long document.',
      sql: (paragraph, number) => all(compare(paragraph.ref('number'), number)),
    }),
  }),
})
