import { sql } from '../database/sql.ts'
import { SearchWords } from '../entity/search-words.ts'
import { EntityWhere, entityConditions } from '../entity/where.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { type Asked, Conditions, condition, defineWhere, type Where } from '../query/condition.ts'
import { costs } from '../query/cost.ts'
import { factPeriod } from '../query/date.ts'
import { InstantWhereRef, instantConditions } from '../query/instant.ts'
import { ListWhere } from '../query/list-condition.ts'
import { type Condition, inSmallSet, oneOf } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { matchesSearch } from '../query/search.ts'
import { checkText, oneOfWords } from '../query/text.ts'
import { FactKindRef } from './enum.ts'
import { datasetSlugs, factKeys } from './vocabulary.ts'

/** What facts of every kind can be asked. Nouns add to it what they know of facts. */
export const factConditions = new Conditions<'fact'>().add(() => ({
  search: condition({
    type: 'String',
    words: { vocabulary: new SearchWords('fact') },
    description:
      'Searches the statement, longer texts such as a claim, and quotations. Names of entities also match the facts that are linked to these. Words match in any form. You can write "quoted phrases", `or`, and `-` before a word that must not occur. At most 1,000 characters.',
    cost: costs.search,
    sql: (fact, words) => matchesSearch(fact.ref('search'), words, 'fact'),
  }),
  dataset: condition({
    type: ['String'],
    description: 'One of these datasets states it, by slug: `"iom"`.',
    words: { vocabulary: datasetSlugs },
    sql: (fact, slugs) => {
      const dataset = fact.inside('dataset')
      const named = oneOfWords(dataset.ref('slug'), 'dataset', slugs)
      return inSmallSet(fact.ref('datasetId'), sql`select ${dataset.id} from ${dataset.from} where ${named}`)
    },
  }),
  key: condition({
    type: ['String'],
    description: 'It has one of these keys within its dataset: `"staff-2021"`.',
    words: { vocabulary: factKeys },
    few: true,
    sql: (fact, keys) =>
      oneOf(
        fact.ref('key'),
        keys.map((key) => checkText('key', key)),
      ),
  }),
  recordedAt: condition({
    type: InstantWhereRef,
    description: 'When it was added to this graph or last changed.',
    sql: (fact, where) => instantConditions(fact.ref('recordedAt'), where),
  }),
}))

/** A condition on an end of a fact, under whichever name the kind of fact has for it. */
export function factEnd(column: 'subjectId' | 'objectId', description: string, kinds?: readonly EntityKind[]) {
  return condition<'fact', typeof EntityWhere.ref>({
    type: EntityWhere.ref,
    description,
    words: { kinds },
    sql: (fact, where) => EntityWhere.meets(fact, fact.ref(column), where),
  })
}

export const FactWhere = defineWhere('FactWhere', 'fact', {
  description: 'Conditions on a fact. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    factKind: condition({
      type: [FactKindRef],
      description: 'It is of one of these kinds.',
      sql: (fact, kinds) => oneOf(fact.ref('kind'), kinds),
    }),
    subject: factEnd('subjectId', 'Its subject matches this.'),
    object: factEnd('objectId', 'Its object matches this. `{}`: it has an object.'),
    period: factPeriod('When it was true or happened.'),
  }),
})

/** How the facts of an entity are reached: `belongs` ties a fact to the entity. */
export function factsReached(entity: Row<'entity'>, where: Where<'fact'>, belongs: (fact: Row<'fact'>) => Condition) {
  const fact = entity.inside('fact')
  return {
    exists: (matching: Condition): Condition =>
      sql`exists (select from ${fact.from} where ${belongs(fact)} and ${matching})`,
    meets: (asked: Asked<'fact'>) => where.sql(fact, asked),
  }
}

const FactListWhere = new ListWhere('FactListWhere', FactWhere, {
  description: 'Conditions on the facts of an entity. All that are given must be met.',
})

entityConditions.add(() => ({
  facts: condition({
    type: FactListWhere.ref,
    description: 'Conditions on the facts in which it is the subject or the object.',
    sql: (entity, list) => {
      const belongs = (fact: Row<'fact'>) =>
        sql<boolean>`${entity.id} in (${fact.ref('subjectId')}, ${fact.ref('objectId')})`
      return FactListWhere.sql(list, factsReached(entity, FactWhere, belongs))
    },
  }),
}))
