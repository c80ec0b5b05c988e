import { FactWhere, factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOf } from '../query/logic.ts'
import { checkText, oneOfWords } from '../query/text.ts'
import { ColumnWords } from '../query/vocabulary.ts'

/** The keys of attributes. */
export const attributeKeys = new ColumnWords('attribute', 'attribute', 'key')

const attribute = condition<'fact', ['String']>({
  type: ['String'],
  words: { vocabulary: attributeKeys },
  description:
    'It is one of these properties: `"founded"`. Case does not matter. `graph.attributeKeys` lists those in use.',
  sql: (fact, words) => kindRowMeets(fact, 'attribute', (row) => oneOfWords(row.ref('key'), 'attribute', words)),
})

export const AttributeWhere = defineWhere('AttributeWhere', 'fact', {
  description: 'Conditions on an attribute. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    attribute,
    value: condition({
      type: ['String'],
      description: 'The value is one of these, exactly as it is written: `"1951-12-06"`.',
      sql: (fact, values) => {
        const texts = values.map((value) => checkText('value', value))
        return kindRowMeets(fact, 'attribute', (row) => oneOf(row.ref('value'), texts))
      },
    }),
    subject: factEnd('subjectId', 'What has the property matches this.'),
    period: factPeriod('When it was true; of a property whose value is a date, that date.'),
  }),
})

FactWhere.conditions.add(() => ({ attribute }))
