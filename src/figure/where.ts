import { factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOf } from '../query/logic.ts'
import { checkText } from '../query/text.ts'

export const FigureWhere = defineWhere('FigureWhere', 'fact', {
  description: 'Conditions on a figure. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    metric: condition({
      type: ['String'],
      description: 'What was measured is one of these: `"staff"`.',
      sql: (fact, metrics) => {
        const texts = metrics.map((metric) => checkText('metric', metric))
        return kindRowMeets(fact, 'figure', (figure) => oneOf(figure.ref('metric'), texts))
      },
    }),
    subject: factEnd('subjectId', 'What the figure is about matches this.'),
    asOf: factPeriod('When it was measured.'),
  }),
})
