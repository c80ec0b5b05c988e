import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { searchedColumns } from '../model/kind.ts'
import { readCursor, writeCursor } from '../query/cursor.ts'
import { oneOf } from '../query/logic.ts'
import { afterPosition, type KeyValue, type OrderKey, orderBy } from '../query/order.ts'
import type { Page } from '../query/page.ts'
import { rankingQuery, searchQuery } from '../query/text.ts'
import { headline, markedHtml } from './headline.ts'

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
}

/** Names weigh more than statements, and statements more than the text of a source. */
const sources: readonly Source[] = ['entity', 'fact', 'document']

/** For ts_rank_cd: words that stand close together count more (4), and the score lies between 0 and 1 (32). */
const asShare = sql.lit(4 + 32)

/** Everything that matches, with its score; `query` is the text search query of the words. */
function found({ words, kinds }: Question) {
  const query = searchQuery('query', words)
  const ranking = rankingQuery('query', words)
  const entities = sql`select 0 as source, e.id, ts_rank_cd(e.search, ${ranking}, ${asShare})::float8 as score,
      null::integer as sentence_id from entity as e where e.search @@ ${query}`
  if (kinds) return sql`${entities} and ${oneOf(sql.ref('e.kind'), kinds)}`
  return sql`${entities}
    union all
    select 1, f.id, ts_rank_cd('{0.05, 0.1, 0.2, 0.5}', f.search, ${ranking}, ${asShare})::float8, null
      from fact as f where f.search @@ ${query}
    union all
    (select 2, document_id, score, sentence_id from (
      select distinct on (p.document_id) p.document_id, s.id as sentence_id,
        ts_rank_cd('{0.05, 0.1, 0.2, 0.5}', s.search, ${ranking}, ${asShare})::float8 as score
      from sentence as s join paragraph as p on p.id = s.paragraph_id where s.search @@ ${query}
      order by p.document_id, score desc, s.id) as best)`
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
    select * from (${found(question)}) as found ${after ? sql`where ${afterPosition(order, after)}` : sql``}
    order by ${sql.join(order.map(orderBy))} limit ${size + 1}`.execute(db.sql)
  const hits = rows.slice(0, size).map(({ source, ...row }) => {
    const cursor = writeCursor('search', order, [row.score, source, row.id])
    return { ...row, source: sources[source] as Source, cursor }
  })
  return { hits, more: rows.length > size }
}

/** How many things match, by type. */
export async function countHits(db: Database, question: Question): Promise<Map<Source, number>> {
  const { rows } = await sql<{ source: number; count: string }>`
    select source, count(*) as count from (${found(question)}) as found group by source`.execute(db.sql)
  return new Map(rows.map((row) => [sources[row.source] as Source, Number(row.count)]))
}

/** How many entities match, by kind; the most frequent first. */
export async function countKinds(db: Database, question: Question): Promise<{ kind: EntityKind; count: number }[]> {
  const { rows } = await sql<{ kind: EntityKind; count: string }>`
    select entity.kind, count(*) as count from (${found(question)}) as found
    join entity on found.source = 0 and entity.id = found.id group by entity.kind order by count(*) desc, entity.kind`.execute(
    db.sql,
  )
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }))
}

/** What kinds of facts have searched beside the statement, each with a space before it; empty for other kinds. */
function searchedTexts() {
  return searchedColumns().map(({ table, column }) => {
    const text = sql`' ' || ${sql.ref(`own.${column}`)}`
    return sql`coalesce((select ${text} from ${sql.table(table)} as own where own.id = f.id), '')`
  })
}

/** The text of hits with the matched words marked, as HTML, in the order of the hits. */
export async function snippets(db: Database, words: string, hits: readonly Hit[]): Promise<(string | null)[]> {
  const ids = (source: Source) =>
    sql`${hits.filter((hit) => hit.source === source).map((hit) => hit.sentenceId ?? hit.id)}::integer[]`
  const { rows } = await sql<{ source: number; id: number; marked: string }>`
    select 0 as source, e.id, ${headline(
      sql`d.language`,
      sql`e.name || coalesce('. ' || e.summary, '')
        || coalesce('. ' || (select string_agg(n.text, '. ' order by n.id) from name as n where n.entity_id = e.id and n.text <> e.name), '')`,
      words,
    )} as marked
      from entity as e join dataset as d on d.id = e.dataset_id where e.id = any (${ids('entity')})
    union all
    select 1, f.id, ${headline(
      sql`d.language`,
      sql`f.statement || ${sql.join(searchedTexts(), sql` || `)}
        || coalesce((select string_agg(' "' || q.text || '"', '' order by q.ordinal) from quotation as q where q.fact_id = f.id), '')`,
      words,
    )}
      from fact as f join dataset as d on d.id = f.dataset_id
      where f.id = any (${ids('fact')})
    union all
    select 2, s.id, ${headline(sql`s.language`, sql`s.text`, words)} from sentence as s where s.id = any (${ids('document')})`.execute(
    db.sql,
  )
  const marked = new Map(rows.map((row) => [`${sources[row.source]} ${row.id}`, markedHtml(row.marked)]))
  return hits.map((hit) => marked.get(`${hit.source} ${hit.sentenceId ?? hit.id}`) ?? null)
}
