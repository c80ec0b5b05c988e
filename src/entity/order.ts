import { sql } from '../database/sql.ts'
import { Order } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { relevance } from '../query/search.ts'

/** The date by which entities of all kinds are ordered: founding, start, adoption. */
function founded(entity: Row<'entity'>) {
  const [organization, event] = [entity.inside('organization'), entity.inside('event')]
  const [campaign, agreement] = [entity.inside('campaign'), entity.inside('agreement')]
  return sql`coalesce(
    (select ${organization.ref('foundedEarliest')} from ${organization.from} where ${organization.id} = ${entity.id}),
    (select ${event.ref('fromEarliest')} from ${event.from} where ${event.id} = ${entity.id}),
    (select ${campaign.ref('fromEarliest')} from ${campaign.from} where ${campaign.id} = ${entity.id}),
    (select ${agreement.ref('adoptedEarliest')} from ${agreement.from} where ${agreement.id} = ${entity.id}))`
}

/** How callers order entities. Nouns add what they can count. */
export const EntityOrder = new Order<'entity'>('EntityOrder', {
  what: 'entities',
  standard: { key: 'NAME', description: 'by name' },
  keys: () => ({
    NAME: {
      description: 'The current name, in order of code points. Case, accents, punctuation and spaces do not matter.',
      type: 'text',
      nullable: false,
      sql: (entity) => ({ expression: entity.ref('nameKey') }),
    },
    FOUNDED: {
      description: 'When it was founded or adopted, or started: the first day that the date can mean.',
      type: 'integer',
      nullable: true,
      sql: (entity) => ({ expression: founded(entity) }),
    },
    RELEVANCE: {
      description: 'How well it matches the `search` of `where`. The best come first by default.',
      type: 'float8',
      nullable: false,
      direction: 'DESC',
      sql: (entity, { where }) => relevance(entity.ref('search'), where, 'entity'),
    },
  }),
})
