import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { entitiesNamed } from '../entity/reference.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { namesKindOfFact } from '../query/kind-words.ts'
import { afterPosition, type KeyValue, type OrderKey, orderBy } from '../query/order.ts'
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

/** Tiers are added to a block until it has so many matches of a source: enough for their best to be good. */
const enough = 400

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

/** The block of a source that starts with a tier. */
function blockOf(source: Source, first: number): Expression<unknown> {
  const scope = scopes[source]
  const query = (name: string) => sql.ref(`asked.${source}${name}`)
  return sql`select ${sql.lit(sources.indexOf(source))} as source, block.id, block.sentence_id, block.next,
      block.score ${source === 'entity' ? sql`+ case when block.id = any (asked.ids) then ${sql.lit(wholeName)} else 0 end` : sql``} as score
    from asked cross join lateral search_block(${sql.lit(scope)}, ${query('')}, ${query('_ranked')}, ${query('_literal')},
      ${query('_limits')},      ${sql.lit(withoutKindWord)}, ${sql.lit(weights[scope])}, asked.ids, ${first}, ${sql.lit(enough)}) as block`
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
  const blocks = searchedSources(question).map((source) => blockOf(source, starts[sources.indexOf(source)] ?? 0))
  const rows = await queryPrepared(
    db,
    sql<{ hits: BlockHit[]; next: Record<string, number> }>`
    with asked as materialized (${asked(question)}),
    found as materialized (${sql.join(blocks, ' union all ')}),
    hit as (
      select source, id, score, sentence_id from found where source < 2
      union all
      (select distinct on (id) source, id, score, sentence_id from found where source = 2
        order by id, score desc, sentence_id)
    )
    select coalesce((select json_agg(best) from (
        select source, id, score, sentence_id as "sentenceId" from hit ${after ? sql`where ${afterPosition(blockOrder, after)}` : sql``}
        order by ${sql.join(blockOrder.map(orderBy))} limit ${size}
      ) as best), '[]') as hits,
      coalesce((select json_object_agg(source, next) from (
        select source, max(next) as next from found group by source having count(*) >= ${sql.lit(enough)}
      ) as ends), '{}') as next`,
  )
  const { hits = [], next = {} } = rows[0] ?? {}
  return { hits, next: sources.map((_, source) => next[source] ?? noTier) }
}
