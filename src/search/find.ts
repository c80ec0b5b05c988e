import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { entitiesNamed } from '../entity/reference.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { readCursor, writeCursor } from '../query/cursor.ts'
import { namesKindOfFact } from '../query/kind-words.ts'
import { oneOf } from '../query/logic.ts'
import { afterPosition, type KeyValue, type OrderKey, orderBy } from '../query/order.ts'
import type { Page } from '../query/page.ts'
import { rank, type SearchScope, searchQuery } from '../query/search.ts'

export type Source = 'entity' | 'fact' | 'document'

/** One thing that was found, and where it contains the words. */
export interface Hit {
  readonly source: Source
  readonly id: number
  readonly score: number
  /** The best sentence of a document. */
  readonly sentenceId: number | null
  readonly cursor: string
}

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
const sources: readonly Source[] = ['entity', 'fact', 'document']

/** Everything is searched, unless the question asks for something; then only what it asks for. */
function searchedSources({ kinds, factKinds, documents }: Question): Record<Source, boolean> {
  const isWide = !kinds && !factKinds && !documents
  return { entity: isWide || !!kinds, fact: isWide || !!factKinds, document: documents ?? isWide }
}

/** How much less an entity or a text is worth that lacks a word of the question because the word names a kind of fact. */
const withoutKindWord = 0.25

/** How much more an entity is worth if the question is one of its names, and not only words of one. */
const wholeName = 0.5

/** What has the question as its name, with or without an article. */
function namedAs(question: string): RawBuilder<unknown> {
  const bare = question.trim().replace(/^the\s+/iu, '')
  return sql`${sql.join([bare, `the ${bare}`].map(entitiesNamed), sql` union `)}`
}

/**
 * The score of an entity or a text. Who asks for "critics of the IOM" wants criticisms before other things that are named
 * after the IOM.
 */
function scoreOf(vector: Expression<unknown>, query: Expression<unknown>, words: string, scope: SearchScope) {
  const score = rank(vector, query, scope)
  if (!namesKindOfFact(words)) return score
  const literally = sql`(select ${searchQuery('query', words, scope, { literal: true })})`
  return sql`${score} * case when ${vector} @@ ${literally} then 1 else ${sql.lit(withoutKindWord)} end`
}

/** The entities that match, with a score and the kind. */
function foundEntities({ words, kinds }: Question): RawBuilder<unknown> {
  const query = sql`(select ${searchQuery('query', words, 'entity')})`
  const own = scoreOf(sql.ref('e.search'), query, words, 'entity')
  const score = sql`(${own} + case when e.id in (${namedAs(words)}) then ${sql.lit(wholeName)} else 0 end)`
  return sql`select 0 as source, e.id, ${score} as score,
      null::integer as sentence_id, e.kind::text as kind
    from entity as e where e.search @@ ${query}${kinds ? sql` and ${oneOf(sql.ref('e.kind'), kinds)}` : sql``}`
}

function foundFacts({ words, factKinds }: Question): RawBuilder<unknown> {
  const query = sql`(select ${searchQuery('query', words, 'fact')})`
  const ranking = sql`(select ${searchQuery('query', words, 'fact', { narrower: false })})`
  return sql`select 1 as source, f.id, ${rank(sql.ref('f.search'), ranking, 'fact')} as score,
      null::integer as sentence_id, f.kind::text as kind
    from fact as f where f.search @@ ${query}${factKinds ? sql` and ${oneOf(sql.ref('f.kind'), factKinds)}` : sql``}`
}

/** The documents with a sentence that matches, each once with its best sentence. */
function foundDocuments({ words }: Question): RawBuilder<unknown> {
  const query = sql`(select ${searchQuery('query', words, 'sentence')})`
  return sql`select 2 as source, best.id, best.score, best.sentence_id, null as kind from (
      select distinct on (p.document_id) p.document_id as id, s.id as sentence_id,
        ${scoreOf(sql.ref('s.search'), query, words, 'sentence')} as score
      from sentence as s join paragraph as p on p.id = s.paragraph_id where s.search @@ ${query}
      order by p.document_id, score desc, s.id) as best`
}

/** Everything that matches, with its score. */
function found(question: Question): RawBuilder<unknown> {
  const searched = searchedSources(question)
  const parts = [
    ...(searched.entity ? [foundEntities(question)] : []),
    ...(searched.fact ? [foundFacts(question)] : []),
    ...(searched.document ? [foundDocuments(question)] : []),
  ]
  return sql`(${sql.join(parts, sql` union all `)})`
}

const key = (name: string, type: OrderKey['type'], direction: OrderKey['direction']): OrderKey => {
  return { name, expression: sql.ref(`found.${name}`), type, nullable: false, direction, nulls: 'LAST' }
}
const order = [key('score', 'float8', 'DESC'), key('source', 'integer', 'ASC'), key('id', 'integer', 'ASC')]

/** The position after which a page starts. Throws BAD_CURSOR for a cursor of anything else. */
export function readPosition({ after }: Page): KeyValue[] | undefined {
  return after === undefined ? undefined : readCursor('after', 'search', order, after)
}

/** Up to `size` of what matches, the best first, from a position on. */
export async function findHits(
  db: Database,
  question: Question,
  size: number,
  after: readonly KeyValue[] | undefined,
): Promise<{ hits: Hit[]; more: boolean }> {
  const { rows } = await sql<{ source: number; id: number; score: number; sentenceId: number | null }>`
    select source, id, score, sentence_id from ${found(question)} as found
    ${after ? sql`where ${afterPosition(order, after)}` : sql``}
    order by ${sql.join(order.map(orderBy))} limit ${size + 1}`.execute(db.sql)
  const hits = rows.slice(0, size).map(({ source, ...row }) => {
    const cursor = writeCursor('search', order, [row.score, source, row.id])
    return { ...row, source: sources[source] as Source, cursor }
  })
  return { hits, more: rows.length > size }
}

/** How many things match, by source and kind; the most frequent first. Documents have no kind. */
export async function countHits(
  db: Database,
  question: Question,
): Promise<{ source: Source; kind: string; count: number }[]> {
  const { rows } = await sql<{ source: number; kind: string | null; count: number }>`
    select source, kind, count(*)::int as count from ${found(question)} as found
    group by source, kind order by count(*) desc, kind collate "C"`.execute(db.sql)
  return rows.map(({ source, kind, count }) => ({ source: sources[source] as Source, kind: kind ?? '', count }))
}
