import { sql } from '../database/sql.ts'
import { factConditions, factEnd } from '../fact/where.ts'
import { nameKey } from '../model/name-key.ts'
import { condition, defineWhere } from '../query/condition.ts'
import { factPeriod } from '../query/date.ts'
import { kindRowMeets } from '../query/kind-row.ts'
import { inSmallSet, oneOf } from '../query/logic.ts'
import { checkLength, oneOfWords } from '../query/text.ts'
import { ColumnWords } from '../query/vocabulary.ts'
import { AliasKindRef } from './enum.ts'
import { statedNames } from './vocabulary.ts'

/** A condition on the kind of a name. */
export const aliasKind = condition<'fact', [typeof AliasKindRef]>({
  type: [AliasKindRef],
  description: 'Only names of these kinds.',
  sql: (fact, kinds) => kindRowMeets(fact, 'alias', (alias) => oneOf(alias.ref('kind'), kinds)),
})

export const AliasWhere = defineWhere('AliasWhere', 'fact', {
  description: 'Conditions on a name. All that are given must be met; `{}` matches everything.',
  base: factConditions,
  conditions: () => ({
    named: condition({
      type: 'String',
      words: { vocabulary: statedNames },
      description: 'It is this name, as a whole name. Case, accents, punctuation and spaces do not matter.',
      few: true,
      sql: (fact, name) => {
        const known = fact.inside('name')
        return inSmallSet(
          fact.id,
          sql`select ${known.ref('aliasId')} from ${known.from} where ${known.ref('key')} = ${nameKey(checkLength('named', name))}`,
        )
      },
    }),
    aliasKind,
    language: condition({
      type: ['String'],
      words: { vocabulary: new ColumnWords('language', 'alias', 'language') },
      description: 'It is a name in one of these languages, as BCP 47 tag: `"fr"`.',
      sql: (fact, tags) => kindRowMeets(fact, 'alias', (alias) => oneOfWords(alias.ref('language'), 'language', tags)),
    }),
    subject: factEnd('subjectId', 'What has the name matches this.'),
    period: factPeriod('When the name was in use.'),
  }),
})
