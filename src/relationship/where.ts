import { sql } from 'kysely'
import { factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { oneOf } from '../query/logic.ts'
import { RelationshipTypeRef } from './enum.ts'

export const RelationshipWhere = defineWhere('RelationshipWhere', 'fact', {
  description: 'Conditions on a relationship. All that are given must hold; `{}` asks for nothing.',
  base: factConditions,
  conditions: () => ({
    type: condition({
      type: [RelationshipTypeRef],
      description: 'It is of one of these types.',
      sql: (fact, types) => {
        const relationship = fact.inside('relationship')
        return sql`exists (select from ${relationship.from}
          where ${relationship.id} = ${fact.id} and ${oneOf(relationship.ref('type'), types)})`
      },
    }),
    subject: factEnd('subjectId', 'The entity that it starts from matches this.'),
    object: factEnd('objectId', 'The entity that it leads to matches this.'),
    period: factPeriod('When it held.'),
  }),
})
