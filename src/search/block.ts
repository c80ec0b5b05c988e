import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { entitiesNamed } from '../entity/reference.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { namesKindOfFact } from '../query/kind-words.ts'
import { type KeyValue, type OrderKey, orderBy } from '../query/order.ts'
import { type SearchScope, searchQueries, weights } from '../query/search.ts'

export type Source = 'entity' | 'fact' | 'document'

export interface Question {
  readonly words: string
  /** Only entities of these kinds. */
  readonly kinds?: readonly EntityKind[] | null
  /** Only facts of these kinds. */
  readonly factKinds?: readonly FactKind[] | null
  /** Only documents, or none. */
  readonly documents?: boolean | null
}

/** Names weigh more than statements, and statements more than the text of a source. */
export const sources: readonly Source[] = ['entity', 'fact', 'document']

const scopes: Record<Source, SearchScope> = { entity: 'entity', fact: 'fact', document: 'sentence' }

/** Everything is searched, unless the question asks for something; then only what it asks for. */
export function searchedSources({ kinds, factKinds, documents }: Question): readonly Source[] {
  const isWide = !kinds && !factKinds && !documents
  const searched = { entity: isWide || !!kinds, fact: isWide || !!factKinds, document: documents ?? isWide }
  return sources.filter((source) => searched[source])
}

/** The tiers with which the blocks of entities, facts and documents start. */
export type Starts = readonly number[]

/** What comes after the last tier. */
export const noTier = 11

/**
 * Tiers are added to a block until it has so many matches of a source: enough for their best to be good. Few texts are
 * among the best where names and statements are searched too, because those weigh more.
 */
function enough(source: Source, searched: readonly Source[]): number {
  return source === 'document' && searched.length > 1 ? 150 : 400
}

/** How much less an entity or a text is worth that lacks a word of the question because the word names a kind of fact. */
const withoutKindWord = 0.25

/** How much more an entity is worth if the question is one of its names, and not only words of one. */
const wholeName = 0.5

/** What has the question as its name, with or without an article. */
function namedAs(question: string): Expression<unknown> {
  const bare = question.trim().replace(/^the\s+/iu, '')
  return sql`${sql.join([bare, `the ${bare}`].map(entitiesNamed), ' union ')}`
}

/** The language of texts and their kinds, as what limits a question of the place in the list of scopes. */
function limits(place: number, kinds: readonly string[] | null | undefined): Expression<unknown> {
  const spoken = sql`spoken[${sql.lit(place)}]`
  if (!kinds) return spoken
  // No kind at all: nothing has such a lexeme.
  const lexemes = kinds.length > 0 ? kinds.map((kind) => `'kind:${kind}'`).join(' | ') : `'kind:'`
  return sql`coalesce(${spoken} && ${lexemes}::tsquery, ${lexemes}::tsquery)`
}

/**
 * The questions of each source, as arrays with an element for each language. Who asks for "critics of the IOM" wants
 * criticisms before other things that are named after the IOM: those are compared with all words of the question.
 */
function asked({ words, kinds, factKinds }: Question): Expression<unknown> {
  const all = ['entity', 'fact', 'sentence', 'named'] as const
  const literal = namesKindOfFact(words)
    ? sql`(select array_agg(asked[1] order by language) as entity_literal,
        array_agg(asked[3] order by language) as document_literal
        from ${searchQueries('query', words, all, { literal: true })})`
    : sql`(select null::tsquery[] as entity_literal, null::tsquery[] as document_literal)`
  const array = (element: Expression<unknown>) => sql`array_agg(${element} order by language)`
  return sql`
    select said.*, literal.*, null::tsquery[] as fact_literal, named.ids
    from (select ${array(sql`asked[1]`)} as entity, ${array(sql`asked[1]`)} as entity_ranked,
        ${array(limits(1, kinds))} as entity_limits,
        ${array(sql`asked[2]`)} as fact, ${array(sql`asked[4]`)} as fact_ranked, ${array(limits(2, factKinds))} as fact_limits,
        ${array(sql`asked[3]`)} as document, ${array(sql`asked[3]`)} as document_ranked, ${array(limits(3, null))} as document_limits
      from ${searchQueries('query', words, all)}) as said,
    ${literal} as literal, (select array(${namedAs(words)}) as ids) as named`
}

const [firstInteger, lastInteger] = [-(2 ** 31), 2 ** 31 - 1]
const beforeAll: readonly KeyValue[] = [Number.POSITIVE_INFINITY, 0, firstInteger]

/** The best `size` of the block of a source that starts with a tier, from a position on, and what the next one starts with. */
function bestOf(
  source: Source,
  searched: readonly Source[],
  first: number,
  size: number,
  after: readonly KeyValue[] | undefined,
): Expression<unknown> {
  const scope = scopes[source]
  const query = (name: string) => sql.ref(`asked.${source}${name}`)
  const place = sources.indexOf(source)
  const [score, lastPlace, lastId] = (after ?? beforeAll) as readonly [number, number, number]
  // Of things with the same score, all of an earlier source are passed, and none of a later one.
  const id = place === lastPlace ? lastId : place < lastPlace ? lastInteger : firstInteger
  return sql`select ${sql.lit(place)} as source, block.*
    from asked cross join lateral search_block(${sql.lit(scope)}, ${query('')}, ${query('_ranked')}, ${query('_literal')},
      ${query('_limits')}, ${sql.lit(withoutKindWord)}, ${sql.lit(weights[scope])}, asked.ids, ${sql.lit(wholeName)},
      ${first}, ${sql.lit(enough(source, searched))}, ${size}, ${score}, ${id}) as block`
}

const key = (name: string, type: OrderKey['type'], direction: OrderKey['direction']): OrderKey => {
  return { name, expression: sql.ref(`hit.${name}`), type, nullable: false, direction, nulls: 'LAST' }
}

/** The order within a block. */
export const blockOrder = [key('score', 'float8', 'DESC'), key('source', 'integer', 'ASC'), key('id', 'integer', 'ASC')]

export interface BlockHit {
  readonly source: number
  readonly id: number
  readonly score: number
  /** The best sentence of a document. */
  readonly sentenceId: number | null
}

/**
 * The best of the block that starts with some tiers, from a position on, and the tiers that the next block starts with.
 * A document is there once, with its best sentence.
 */
export async function findBlock(
  db: Database,
  question: Question,
  starts: Starts,
  size: number,
  after: readonly KeyValue[] | undefined,
): Promise<{ hits: readonly BlockHit[]; next: Starts }> {
  const searched = searchedSources(question)
  const blocks = searched.map((source) => bestOf(source, searched, starts[sources.indexOf(source)] ?? 0, size, after))
  const rows = await queryPrepared(
    db,
    sql<{ hits: BlockHit[]; next: Record<string, number> }>`
    with asked as materialized (${asked(question)}), hit as materialized (${sql.join(blocks, ' union all ')})
    select coalesce((select json_agg(best) from (
        select source, id, score, sentence_id as "sentenceId" from hit where id is not null
        order by ${sql.join(blockOrder.map(orderBy))} limit ${size}
      ) as best), '[]') as hits,
      (select json_object_agg(source, next) from hit where id is null) as next`,
  )
  const { hits = [], next = {} } = rows[0] ?? {}
  return { hits, next: sources.map((_, source) => next[source] ?? noTier) }
}
