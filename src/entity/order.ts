import { sql } from 'kysely'
import { completeOrder, type Direction, type Nulls, type OrderKey } from '../connection/order.ts'
import { DossierError } from '../errors.ts'
import { factConditions } from '../where/compile.ts'
import type { EntityWhere, FactWhere } from '../where/shape.ts'
import { checkText } from '../where/text.ts'

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
  return sql`ts_rank_cd(${sql.ref(vector)}, search_query(${checkText('search', words)}), 4)::float8`
}

/** The date by which entities of all kinds are ordered: founding, begin, adoption. */
const founded = sql`coalesce(
  (select founded_earliest from organization where id = e.id),
  (select from_earliest from event where id = e.id),
  (select from_earliest from campaign where id = e.id),
  (select adopted_earliest from agreement where id = e.id))`

function keyOf({ field, criticisms }: EntityOrder, where: EntityWhere): Omit<OrderKey, 'direction' | 'nulls'> {
  const counted = (column: string) => sql`(select count(*) from fact as f
    where f.kind = 'CRITICISM' and ${sql.ref(`f.${column}`)} = e.id and ${factConditions(criticisms ?? {})})::integer`
  switch (field) {
    case 'NAME':
      return { name: field, expression: sql.ref('e.nameKey'), type: 'text', nullable: false }
    case 'FOUNDED':
      return { name: field, expression: founded, type: 'integer', nullable: true }
    case 'CRITICISMS_MADE':
      return { name: field, expression: counted('subjectId'), type: 'integer', nullable: false }
    case 'CRITICISMS_RECEIVED':
      return { name: field, expression: counted('objectId'), type: 'integer', nullable: false }
    case 'FACTS':
      return {
        name: field,
        expression: sql`(select count(*) from fact as f where f.subject_id = e.id or f.object_id = e.id)::integer`,
        type: 'integer',
        nullable: false,
      }
    case 'RELEVANCE':
      return { name: field, expression: relevance('e.search', searchedWords(where)), type: 'float8', nullable: false }
  }
}

/** The keys of an order of `entity as e`; by name where nothing is said, and always with the id as last key. */
export function entityOrder(orderBy: readonly EntityOrder[] | null | undefined, where: EntityWhere): OrderKey[] {
  const asked: readonly EntityOrder[] = orderBy?.length ? orderBy : [{ field: 'NAME' }]
  return completeOrder(asked, (order) => keyOf(order, where), sql.ref('e.id'))
}
