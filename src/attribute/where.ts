import { FactWhere, factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOfWords } from '../query/text.ts'
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
      words: { vocabulary: new ColumnWords('value of an attribute', 'attribute', 'value') },
      description: 'The value is one of these, as a whole: `"1951-12-06"`. Case does not matter.',
      sql: (fact, values) => kindRowMeets(fact, 'attribute', (row) => oneOfWords(row.ref('value'), 'value', values)),
    }),
    subject: factEnd('subjectId', 'What has the property matches this.'),
    period: factPeriod('When it was true; of a property whose value is a date, that date.'),
  }),
})

FactWhere.conditions.add(() => ({ attribute }))
