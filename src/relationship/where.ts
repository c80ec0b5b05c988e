import { factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOf } from '../query/logic.ts'
import { RelationshipTypeRef } from './enum.ts'

export const RelationshipWhere = defineWhere('RelationshipWhere', 'fact', {
  description: 'Conditions on a relationship. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    type: condition({
      type: [RelationshipTypeRef],
      description: 'It has one of these types.',
      sql: (fact, types) => kindRowMeets(fact, 'relationship', (row) => oneOf(row.ref('type'), types)),
    }),
    subject: factEnd('subjectId', 'Its subject matches this.'),
    object: factEnd('objectId', 'Its object matches this.'),
    period: factPeriod('When the relationship existed.'),
  }),
})
