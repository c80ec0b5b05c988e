import { CriticismWhere } from '../criticism/where.ts'
import { sql } from '../database/sql.ts'
import { factConditions, factEnd } from '../fact/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { exists } from '../query/exists.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { oneOf } from '../query/logic.ts'
import { ResponseStanceRef } from './enum.ts'

export const ResponseWhere = defineWhere('ResponseWhere', 'fact', {
  description: 'Conditions on a response. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    responder: factEnd('subjectId', 'The responder matches this.', ['ORGANIZATION', 'PERSON']),
    criticism: condition({
      type: CriticismWhere.ref,
      description: 'The criticism that it answers matches this.',
      sql: (fact, where) =>
        kindRowMeets(fact, 'response', (row) => CriticismWhere.meets(row, row.ref('criticismId'), where)),
    }),
    stance: condition({
      type: [ResponseStanceRef],
      description: 'It takes the criticism in one of these ways.',
      sql: (fact, stances) => kindRowMeets(fact, 'response', (row) => oneOf(row.ref('stance'), stances)),
    }),
    statedOn: factPeriod('When the responder stated it.'),
  }),
})

CriticismWhere.conditions.add(() => ({
  responses: exists('Whether there are responses to it.', (fact) => {
    const response = fact.inside('response')
    return sql`select from ${response.from} where ${response.ref('criticismId')} = ${fact.id}`
  }),
}))
