import { type Expression, sql } from '../database/sql.ts'
import { meetsInTree } from '../entity/tree-condition.ts'
import { EntityListWhere, EntityWhere } from '../entity/where.ts'
import { factConditions, factEnd } from '../fact/where.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { exists } from '../query/exists.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import type { AskedList } from '../query/list-condition.ts'
import { all, type Condition, not } from '../query/logic.ts'
import { compare } from '../query/number.ts'
import type { Row } from '../query/row.ts'
import { type AskedCriticism, leadsTo } from './reach.ts'

/** The tables that link criticisms to entities. */
type Link = 'criticismTopic' | 'criticismAbout' | 'spokesperson'

const kindsOf: Readonly<Record<Link, readonly EntityKind[] | undefined>> = {
  criticismTopic: ['TOPIC'],
  criticismAbout: undefined,
  spokesperson: ['PERSON'],
}

/** A condition on the entities that a criticism links to. */
function linkedEntities<L extends Link>(
  table: L,
  endsOf: (link: Row<L>) => { readonly fact: Expression<number>; readonly entity: Expression<number> },
  description: string,
) {
  const kinds = kindsOf[table]
  const linkedSql = (fact: Row<'fact'>, list: AskedList<'entity'>): Condition => {
    const link = fact.inside(table)
    const ends = endsOf(link)
    const from = sql`from ${link.from} where ${ends.fact} = ${fact.id}`
    return EntityListWhere.sql(list, {
      exists: (matching) => sql`exists (select ${from} and ${matching})`,
      meets: (where) => meetsInTree(link, ends.entity, where, kinds),
      count: (count) => all(compare(sql`(select count(*) ${from})`, count)),
    })
  }
  return condition<'fact', typeof EntityListWhere.ref>({
    type: EntityListWhere.ref,
    description,
    words: { kinds },
    sql: (fact, list: AskedList<'entity'>, _few, beside?: AskedCriticism) => {
      if (table === 'spokesperson') return linkedSql(fact, list)
      const reached = (where: AskedList<'entity'>['some']) => where && leadsTo(fact, table, where, beside?.critic)
      const [some, none] = [reached(list.some), reached(list.none)]
      const rest = { ...list, some: some ? null : list.some, none: none ? null : list.none }
      return all([...(some ? [some] : []), ...(none ? [not(none)] : []), linkedSql(fact, rest)])
    },
  })
}

/** Who can criticise. */
const criticKinds = ['ORGANIZATION', 'PERSON'] as const

export const CriticismWhere = defineWhere('CriticismWhere', 'fact', {
  description: 'Conditions on a criticism. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    critic: condition({
      type: EntityWhere.ref,
      description: 'The critic matches this. `{}`: the source names a critic.',
      words: { kinds: criticKinds },
      sql: (fact, where) => all([fact.ref('hasSubject'), EntityWhere.meets(fact, fact.ref('subjectId'), where)]),
    }),
    target: factEnd('objectId', 'The target matches this: the entity that was criticised.'),
    topics: linkedEntities(
      'criticismTopic',
      (link) => ({ fact: link.ref('criticismId'), entity: link.ref('topicId') }),
      'Conditions on the topics that it is filed under. A topic also matches if a broader one does.',
    ),
    about: linkedEntities(
      'criticismAbout',
      (link) => ({ fact: link.ref('criticismId'), entity: link.ref('entityId') }),
      'Conditions on the places, facilities and people that it concerns. A place or topic also matches if one above it does.',
    ),
    spokespeople: linkedEntities(
      'spokesperson',
      (link) => ({ fact: link.ref('factId'), entity: link.ref('personId') }),
      'Conditions on the people who spoke for the critic.',
    ),
    publishedBy: condition({
      type: EntityWhere.ref,
      description: 'The organisation that published it matches this.',
      words: { kinds: ['ORGANIZATION'] },
      sql: (fact, where) =>
        kindRowMeets(fact, 'criticism', (row) => EntityWhere.meets(row, row.ref('publishedById'), where)),
    }),
    quotations: exists('Whether the source quotes somebody.', (fact) => {
      const quotation = fact.inside('quotation')
      return sql`select from ${quotation.from} where ${quotation.ref('factId')} = ${fact.id}`
    }),
    statedOn: factPeriod('When the critic stated it.'),
  }),
})
