import { createHash } from 'node:crypto'
import { type Expression, sql } from 'kysely'
import { completeOrder, type Direction, type Nulls, type OrderKey } from '../connection/order.ts'
import { DossierError } from '../errors.ts'
import { factConditions } from '../where/compile.ts'
import { namesFew } from '../where/reference.ts'
import type { EntityWhere, FactWhere } from '../where/shape.ts'
import { rankingQuery } from '../where/text.ts'

export type EntityOrderField = 'NAME' | 'FOUNDED' | 'CRITICISMS_MADE' | 'CRITICISMS_RECEIVED' | 'FACTS' | 'RELEVANCE'

export interface EntityOrder {
  readonly field: EntityOrderField
  readonly direction?: Direction | null
  readonly nulls?: Nulls | null
  /** Which criticisms are counted. */
  readonly criticisms?: FactWhere | null
}

/** The words of the `search` that a relevance can be measured against: the outermost one, also inside AND. */
export function searchedWords(where: { search?: string | null; AND?: readonly object[] | null }): string | undefined {
  if (where.search != null) return where.search
  for (const part of where.AND ?? []) {
    const words = searchedWords(part)
    if (words !== undefined) return words
  }
  return undefined
}

/** How well a text matches: cover density over the four weights, so that names weigh more than summaries. */
export function relevance(vector: string, words: string | undefined) {
  if (words === undefined) {
    throw new DossierError('BAD_USER_INPUT', 'The order RELEVANCE needs a `search` in `where` to measure against.')
  }
  return sql`ts_rank_cd(${sql.ref(vector)}, ${rankingQuery('search', words)}, 4)::float8`
}

/** The date by which entities of all kinds are ordered: founding, begin, adoption. */
const founded = sql`coalesce(
  (select founded_earliest from organization where id = e.id),
  (select from_earliest from event where id = e.id),
  (select from_earliest from campaign where id = e.id),
  (select adopted_earliest from agreement where id = e.id))`

type Key = Omit<OrderKey, 'direction' | 'nulls'>

/**
 * A number of facts as a key: `counted` selects, for each of them, the id of the entity it counts for. Of few entities
 * the facts are counted one by one, otherwise all at once.
 */
function countKey(name: string, counted: Expression<unknown>, few: boolean): Key {
  const one = sql`(select count(*) from (${counted}) as counted (id) where counted.id = e.id)::integer`
  if (few) return { name, expression: one, type: 'integer', nullable: false }
  const alias = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const joined = sql.table(`count_${alias}`)
  return {
    name,
    expression: sql`coalesce(${joined}.count, 0)::integer`,
    join: sql`left join (select id, count(*) as count from (${counted}) as counted (id) group by id) as ${joined}
      on ${joined}.id = e.id`,
    type: 'integer',
    nullable: false,
  }
}

function criticismKey(order: EntityOrder, end: string, few: boolean): Key {
  // What is counted belongs to the order: a cursor of one count is no cursor of another.
  const name = order.criticisms ? `${order.field} ${JSON.stringify(order.criticisms)}` : order.field
  const criticisms = sql`select ${sql.ref(`f.${end}`)} from fact as f
    where f.kind = 'CRITICISM' and ${factConditions(order.criticisms ?? {})}`
  return countKey(name, criticisms, few)
}

const factEnds = sql`select f.subject_id from fact as f
  union all select f.object_id from fact as f where f.object_id <> f.subject_id`

function keyOf(order: EntityOrder, where: EntityWhere, few: boolean): Key {
  const name = order.field
  switch (order.field) {
    case 'NAME':
      return { name, expression: sql.ref('e.nameKey'), type: 'text', nullable: false }
    case 'FOUNDED':
      return { name, expression: founded, type: 'integer', nullable: true }
    case 'CRITICISMS_MADE':
      return criticismKey(order, 'subjectId', few)
    case 'CRITICISMS_RECEIVED':
      return criticismKey(order, 'objectId', few)
    case 'FACTS':
      return countKey(name, factEnds, few)
    case 'RELEVANCE':
      return { name, expression: relevance('e.search', searchedWords(where)), type: 'float8', nullable: false }
  }
}

/**
 * The keys of an order of `entity as e`; by name where nothing is said, and always with the id as last key. `few`: the
 * list is known to be short, as one that belongs to a row.
 */
export function entityOrder(
  orderBy: readonly EntityOrder[] | null | undefined,
  where: EntityWhere,
  few: boolean,
): OrderKey[] {
  const asked: readonly EntityOrder[] = orderBy?.length ? orderBy : [{ field: 'NAME' }]
  return completeOrder(asked, (order) => keyOf(order, where, few || namesFew(where)), sql.ref('e.id'))
}
