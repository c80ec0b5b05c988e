import { sql } from '../database/sql.ts'
import { DateWhereRef } from '../date/schema.ts'
import { factConditions, factEnd, factsReached } from '../fact/where.ts'
import { PersonWhere } from '../person/where.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { ListWhere } from '../query/list-condition.ts'
import type { Row } from '../query/row.ts'
import { checkText } from '../query/text.ts'
import { ColumnWords } from '../query/vocabulary.ts'
import { heldAsOfMeets } from './as-of.ts'

/** The titles of posts. */
export const roleTitles = new ColumnWords('title', 'role', 'title')

export const RoleWhere = defineWhere('RoleWhere', 'fact', {
  description: 'Conditions on a post. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    title: condition({
      type: 'String',
      words: { vocabulary: roleTitles },
      description: 'The whole title of the post: `"Director General"`. Case does not matter.',
      sql: (fact, title) =>
        kindRowMeets(fact, 'role', (role) => sql`lower(${role.ref('title')}) = lower(${checkText('title', title)})`),
    }),
    person: factEnd('subjectId', 'The person who holds or held it matches this.', ['PERSON']),
    organization: factEnd('objectId', 'The organisation matches this.', ['ORGANIZATION']),
    period: factPeriod('When it was held.'),
    asOf: condition({
      type: DateWhereRef,
      description: 'The time of the text that says that the post is held, if no source says when it was held.',
      sql: heldAsOfMeets,
    }),
  }),
})

const RoleListWhere = new ListWhere('RoleListWhere', RoleWhere, {
  description: 'Conditions on the posts that a person holds or held. All that are given must be met.',
})

PersonWhere.conditions.add(() => ({
  roles: condition({
    type: RoleListWhere.ref,
    description: 'The posts that the person holds or held match this.',
    sql: (person, list) => {
      const belongs = (fact: Row<'fact'>) =>
        sql<boolean>`${fact.ref('kind')} = 'ROLE' and ${fact.ref('subjectId')} = ${person.id}`
      return RoleListWhere.sql(list, factsReached(person, RoleWhere, belongs))
    },
  }),
}))
