import { FactWhere, factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOf } from '../query/logic.ts'
import { RelationshipTypeRef } from './enum.ts'

const relationshipType = condition<'fact', [typeof RelationshipTypeRef]>({
  type: [RelationshipTypeRef],
  description: 'It is a relationship of one of these types.',
  sql: (fact, types) => kindRowMeets(fact, 'relationship', (row) => oneOf(row.ref('type'), types)),
})

export const RelationshipWhere = defineWhere('RelationshipWhere', 'fact', {
  description: 'Conditions on a relationship. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    type: relationshipType,
    subject: factEnd('subjectId', 'Its subject matches this.'),
    object: factEnd('objectId', 'Its object matches this.'),
    period: factPeriod('When the relationship existed.'),
  }),
})

FactWhere.conditions.add(() => ({ relationshipType }))
