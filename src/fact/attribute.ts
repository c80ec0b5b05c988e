import { type Expression, sql } from 'kysely'
import { uniqueKey } from '../query/order.ts'
import { type Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { factsAt } from './link.ts'

const byId: Ordering<'fact'> = { keys: (fact) => [uniqueKey('id', fact.id, 'integer')] }

/** The values of one attribute of an entity, in the order of its facts, as the declaration of a list says it. */
export function attributeValues(key: string) {
  return {
    name: key,
    source: 'fact' as const,
    kinds: ['ATTRIBUTE'] as const,
    scope: factsAt('subject'),
    conditions: (fact: Row<'fact'>) => {
      const attribute = fact.inside('attribute')
      return [
        sql<boolean>`exists (select from ${attribute.from} where ${attribute.id} = ${fact.id} and ${attribute.ref('key')} = ${key})`,
      ]
    },
    order: byId,
    value: (fact: Row<'fact'>): Expression<string> => {
      const attribute = fact.inside('attribute')
      return sql`(select ${attribute.ref('value')} from ${attribute.from} where ${attribute.id} = ${fact.id})`
    },
    instead: 'facts(where: { factKind: [ATTRIBUTE] })',
  }
}
