import { type Expression, sql } from '../database/sql.ts'
import { EntityKindRef } from '../entity/enum.ts'
import { FactKindRef } from '../fact/enum.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { type Asked, condition, defineWhere } from '../query/condition.ts'
import { type InstantWhere, InstantWhereRef, instantConditions } from '../query/instant.ts'
import { oneOf } from '../query/logic.ts'
import type { Row } from '../query/row.ts'
import { checkText, oneOfWords } from '../query/text.ts'
import type { ChangeRow } from './change-row.ts'
import { ChangedTypeRef, ChangeOperationRef, OriginKindRef } from './enum.ts'
import { numbersOf, readPosition } from './position.ts'
import { changedDatasets, changedKeys, originNames } from './vocabulary.ts'

/** The kind of an entity or a fact, also of one that is gone. */
function kindOf(change: Row<'change'>): Expression<string> {
  return sql`coalesce(${change.ref('after')}, ${change.ref('before')}) ->> 'kind'`
}

export const ChangeWhere = defineWhere('ChangeWhere', 'change', {
  description: 'Conditions on a change. All that are given must be met; `{}` matches everything.',
  conditions: () => ({
    dataset: condition({
      type: ['String'],
      description: 'It is a change of one of these datasets, by slug: `"iom"`. `""` are documents of no dataset.',
      words: { vocabulary: changedDatasets },
      sql: (change, slugs) => oneOfWords(change.ref('dataset'), 'dataset', slugs),
    }),
    key: condition({
      type: ['String'],
      description:
        'The changed thing has, or had before this change, one of these keys: the key of a fact, else the slug. Things that are gone are found, too.',
      words: { vocabulary: changedKeys },
      few: true,
      sql(change, keys) {
        const wanted = keys.map((key) => checkText('key', key))
        return sql`(${oneOf(change.ref('key'), wanted)} or ${oneOf(change.ref('formerKey') as Expression<string>, wanted)})`
      },
    }),
    type: condition({
      type: [ChangedTypeRef],
      description: 'The changed thing is of one of these types.',
      sql: (change, types) => oneOf(change.ref('type'), types),
    }),
    entityKind: condition({
      type: [EntityKindRef],
      description: 'The changed thing is an entity of one of these kinds, or what another dataset says about one.',
      sql: (change, kinds) =>
        sql`(${oneOf(change.ref('type'), ['entity', 'sameAs'])} and ${oneOf(kindOf(change), kinds)})`,
    }),
    factKind: condition({
      type: [FactKindRef],
      description: 'The changed thing is a fact of one of these kinds.',
      sql: (change, kinds) => sql`(${oneOf(change.ref('type'), ['fact'])} and ${oneOf(kindOf(change), kinds)})`,
    }),
    operation: condition({
      type: [ChangeOperationRef],
      description: 'One of these happened to it.',
      sql: (change, operations) => oneOf(change.ref('operation'), operations),
    }),
    origin: condition({
      type: [OriginKindRef],
      description: 'One of these changed it.',
      sql: (change, origins) => oneOf(change.ref('origin'), origins),
    }),
    originName: condition({
      type: ['String'],
      description: 'One of these changed it, by the whole name of the origin: `"dataset iom"`. Case does not matter.',
      words: { vocabulary: originNames },
      sql: (change, names) => oneOfWords(change.ref('originName'), 'originName', names),
    }),
    at: condition({
      type: InstantWhereRef,
      description: 'When it was changed.',
      sql: (change, where) => instantConditions(change.ref('at'), where),
    }),
    until: condition({
      type: 'String',
      description: 'It was not changed later than by this revision, or not after the change with this cursor.',
      sql: (change, text) =>
        sql`(${change.ref('number')}, ${change.ref('ordinal')}) <= (${numbersOf(readPosition(text, '`where.until`'))})`,
    }),
  }),
})

/** ChangeWhere as a caller writes it. */
interface AskedChange extends Asked<'change'> {
  readonly dataset?: readonly string[] | null
  readonly key?: readonly string[] | null
  readonly type?: readonly ChangeRow['type'][] | null
  readonly entityKind?: readonly EntityKind[] | null
  readonly factKind?: readonly FactKind[] | null
  readonly operation?: readonly ChangeRow['operation'][] | null
  readonly origin?: readonly ChangeRow['origin'][] | null
  readonly originName?: readonly string[] | null
  readonly at?: InstantWhere | null
  readonly until?: string | null
}

const tests: {
  readonly [Name in Exclude<keyof AskedChange, 'AND' | 'OR' | 'NOT'>]-?: (
    row: ChangeRow,
    asked: NonNullable<AskedChange[Name]>,
  ) => boolean
} = {
  dataset: (row, slugs) => hasWord(slugs, row.dataset),
  key: ({ key, formerKey }, keys) => keys.includes(key) || (formerKey !== null && keys.includes(formerKey)),
  type: ({ type }, types) => types.includes(type),
  entityKind: (row, kinds) => row.type !== 'fact' && kinds.some((kind) => kind === kindIn(row)),
  factKind: (row, kinds) => row.type === 'fact' && kinds.some((kind) => kind === kindIn(row)),
  operation: ({ operation }, operations) => operations.includes(operation),
  origin: ({ origin }, origins) => origins.includes(origin),
  originName: (row, names) => hasWord(names, row.originName),
  at: ({ at }, { before, after }) => (!before || new Date(at) < before) && (!after || new Date(at) > after),
  until: ({ number, ordinal }, text) => {
    const { number: most, ordinal: last = Number.POSITIVE_INFINITY } = readPosition(text, '`where.until`')
    return number < most || (number === most && ordinal <= last)
  },
}

function kindIn({ after, before }: ChangeRow): unknown {
  return (after ?? before)?.kind
}

function hasWord(words: readonly string[], word: string): boolean {
  return words.some((one) => one.toLowerCase() === word.toLowerCase())
}

/** Whether a change meets conditions: the same as their SQL, for whoever follows the log in memory. A test compares both. */
export function meetsConditions(row: ChangeRow, where: Asked<'change'>): boolean {
  const { AND, OR, NOT, ...own } = where as AskedChange
  if (AND && !AND.every((part) => meetsConditions(row, part))) return false
  if (OR && !OR.some((part) => meetsConditions(row, part))) return false
  if (NOT && meetsConditions(row, NOT)) return false
  return Object.entries(own).every(([name, asked]) => {
    return asked == null || tests[name as keyof typeof tests](row, asked as never)
  })
}
