import { uniq } from 'es-toolkit/array/uniq'
import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { readCursor, writeCursor } from '../query/cursor.ts'
import { oneOf } from '../query/logic.ts'
import { type KeyValue, type OrderKey, uniqueKey } from '../query/order.ts'
import type { Page } from '../query/page.ts'
import { searchQuery } from '../query/search.ts'
import {
  type BlockHit,
  blockOrder,
  findBlock,
  noTier,
  type Question,
  type Source,
  type Starts,
  searchedSources,
  sources,
} from './block.ts'

/** One thing that was found, and where it contains the words. */
export interface Hit extends Omit<BlockHit, 'source'> {
  readonly source: Source
  cursor(): string
}

/** What was found comes block by block, and the best of each block first. */
const order: readonly OrderKey[] = [uniqueKey('starts', sql.ref('starts'), 'integer'), ...blockOrder]

/** The tiers that a block starts with as one number, and back. Any number of a forged cursor is some block. */
const base = noTier + 1
const packed = (starts: Starts): number => starts.reduceRight((sum, start) => sum * base + start, 0)
const unpacked = (number: number): Starts =>
  sources.map((_, place) => Math.trunc(Math.abs(number) / base ** place) % base)

/** Names a search in its cursors: blocks and scores of one are none of another. */
function listOf({ words, kinds, factKinds, documents }: Question): string {
  const sorted = [kinds, factKinds].map((list) => list && uniq(list).toSorted())
  return `search ${JSON.stringify([words, ...sorted, documents ?? null])}`
}

const kept = 'of another search. Keep `query`, `kinds`, `factKinds` and `documents` as they were'

/** The position after which a page starts. Throws BAD_CURSOR for a cursor of anything else. */
export function readPosition(question: Question, { after }: Page): KeyValue[] | undefined {
  return after === undefined ? undefined : readCursor('after', listOf(question), order, after, kept)
}

/** Up to `size` of what matches, the best first, from a position on. */
export async function findHits(
  db: Database,
  question: Question,
  size: number,
  after: readonly KeyValue[] | undefined,
): Promise<{ hits: Hit[]; more: boolean }> {
  const found: Hit[] = []
  const list = listOf(question)
  let starts = unpacked(Number(after?.[0] ?? 0))
  let position = after?.slice(1)
  while (found.length <= size && starts.some((start) => start < noTier)) {
    const { hits, next } = await findBlock(db, question, starts, size + 1 - found.length, position)
    const block = packed(starts)
    for (const { source, id, score, sentenceId } of hits) {
      // Only what is asked for is written.
      const cursor = () => writeCursor(list, order, [block, score, source, id])
      found.push({ source: sources[source] as Source, id, score, sentenceId, cursor })
    }
    // The rest of a block comes before the next block.
    starts = next
    position = undefined
  }
  return { hits: found.slice(0, size), more: found.length > size }
}

/** Everything that matches, without an order; a document for each sentence. */
function matches({ words, kinds, factKinds }: Question): Record<Source, Expression<unknown>> {
  const query = (scope: 'entity' | 'fact' | 'sentence') => sql`(select ${searchQuery('query', words, scope)})`
  return {
    entity: sql`select 0 as source, kind::text, count(*) as count from entity where search @@ ${query('entity')}
      ${kinds ? sql`and ${oneOf(sql.ref('kind'), kinds)}` : sql``} group by kind`,
    fact: sql`select 1 as source, kind::text, count(*) as count from fact where search @@ ${query('fact')}
      ${factKinds ? sql`and ${oneOf(sql.ref('kind'), factKinds)}` : sql``} group by kind`,
    document: sql`select 2 as source, null as kind, count(distinct document_id) as count
      from sentence where search @@ ${query('sentence')}`,
  }
}

/** How many things match, by source and kind; the most frequent first. Documents have no kind. */
export async function countHits(
  db: Database,
  question: Question,
): Promise<{ source: Source; kind: string; count: number }[]> {
  const parts = searchedSources(question).map((source) => matches(question)[source])
  const rows = await queryPrepared(
    db,
    sql<{ source: number; kind: string | null; count: number }>`
    select source, kind, count::int from (${sql.join(parts, ' union all ')}) as counted
    where count > 0 order by count desc, kind collate "C"`,
  )
  return rows.map(({ source, kind, count }) => ({ source: sources[source] as Source, kind: kind ?? '', count }))
}
