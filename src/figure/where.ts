import { FactWhere, factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { all } from '../query/logic.ts'
import { compare, DecimalWhereRef } from '../query/number.ts'
import { oneOfWords } from '../query/text.ts'
import { ColumnWords } from '../query/vocabulary.ts'

/** What figures measure. */
export const metrics = new ColumnWords('metric', 'figure', 'metric')

/** A condition on a word that a figure has, such as its unit. */
const word = (column: 'metric' | 'unit' | 'currency', description: string) =>
  condition<'fact', ['String']>({
    type: ['String'],
    words: { vocabulary: column === 'metric' ? metrics : new ColumnWords(column, 'figure', column) },
    description: `${description} Case does not matter.`,
    sql: (fact, words) => kindRowMeets(fact, 'figure', (figure) => oneOfWords(figure.ref(column), column, words)),
  })

const metric = word('metric', 'What was measured is one of these: `"staff"`. `graph.metrics` lists the words in use.')

export const FigureWhere = defineWhere('FigureWhere', 'fact', {
  description: 'Conditions on a figure. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    metric,
    amount: condition({
      type: DecimalWhereRef,
      description:
        'The number; for a range, its lower end. Amounts of different units or currencies are compared as they are.',
      sql: (fact, where) => kindRowMeets(fact, 'figure', (figure) => all(compare(figure.ref('value'), where))),
    }),
    unit: word('unit', 'What is counted is one of these: `"people"`.'),
    currency: word('currency', 'It is an amount in one of these currencies, as ISO 4217 code: `"USD"`.'),
    subject: factEnd('subjectId', 'What the figure is about matches this.'),
    asOf: factPeriod('When it was measured.'),
  }),
})

FactWhere.conditions.add(() => ({ metric }))
