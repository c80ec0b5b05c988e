import { type Expression, sql } from '../database/sql.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { factsAt } from './link.ts'

/** What the dataset that declares the entity states comes first, then the others in the order of their slugs. */
const ownFirst: Ordering<'fact'> = {
  keys: (fact) => {
    const [entity, dataset] = [fact.inside('entity'), fact.inside('dataset')]
    const isForeign = sql`(select (${entity.ref('datasetId')} <> ${fact.ref('datasetId')})::integer
      from ${entity.from} where ${entity.id} = ${fact.ref('subjectId')})`
    const slug = sql`(select ${dataset.ref('slug')} from ${dataset.from} where ${dataset.id} = ${fact.ref('datasetId')})`
    return [
      uniqueKey('foreign', isForeign, 'integer'),
      uniqueKey('dataset', slug, 'text'),
      uniqueKey('id', fact.id, 'integer'),
    ]
  },
}

/** The values of one attribute of an entity, in the order of its facts, as the declaration of a list says it. */
export function attributeValues(key: string) {
  const attributeOf = (fact: Row<'fact'>) => fact.beside('attribute')
  return {
    name: key,
    source: 'fact' as const,
    kinds: ['ATTRIBUTE'] as const,
    scope: factsAt('subject'),
    joined: (fact: Row<'fact'>) => {
      const attribute = attributeOf(fact)
      return sql`join ${attribute.from} on ${attribute.id} = ${fact.id}`
    },
    conditions: (fact: Row<'fact'>) => [sql<boolean>`${attributeOf(fact).ref('key')} = ${key}`],
    order: ownFirst,
    value: (fact: Row<'fact'>): Expression<string> => attributeOf(fact).ref('value'),
    instead: `attributes(where: { attribute: "${key}" })`,
  }
}
