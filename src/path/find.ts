import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import { type EntityRef, referencedEntities } from '../entity/reference.ts'
import { Row as TableRow } from '../query/row.ts'
import type { RowReader } from '../query/rows.ts'
import { pathLimits } from './limits.ts'
import { type AskedThrough, type Ends, passing, readThrough, type Through } from './through.ts'
import { type PathVia, pathVias } from './via.ts'

/** One step of a path: all that connects two entities. */
export interface Step {
  readonly from: number
  readonly to: number
  /** The first way in which the two are connected. */
  readonly via: PathVia
  /** The others. */
  readonly alsoVia: readonly PathVia[]
  /** The first of the facts that connect them in the first way; null in a tree. */
  readonly factId: number | null
  /** From the subject of the fact to its object; in a tree from the lower to the upper. */
  readonly forward: boolean
  /** What the path may pass. */
  readonly through: Through
  /** What is shown of its ends and of the fact. */
  readonly rows: Readonly<Record<StepRow, unknown>>
}

/** What a step shows as a row of the graph. */
export type StepRow = 'from' | 'to' | 'fact'

/** Reads what is shown of the rows of steps; what is not shown has no reader. */
export type StepReaders = Readonly<Record<StepRow, RowReader | undefined>>

export interface Paths {
  readonly paths: Step[][]
  /** Every path up to this length was considered. */
  readonly searchedLength: number
  /** The search stopped at a limit: there may be more paths. */
  readonly truncated: boolean
}

export interface AskedPaths {
  readonly from: EntityRef
  readonly to: EntityRef
  readonly maxLength: number
  readonly first: number
  readonly through: AskedThrough
  readonly readers: StepReaders
}

/** A step, or how far the search went: then there is no path. */
interface Row {
  readonly path: number | null
  readonly from_id: number
  readonly to_id: number
  /** A bit for each way. */
  readonly all_ways: number
  readonly fact_id: number
  readonly backward: boolean
  readonly searched_length: number
  readonly truncated: boolean
  /** The path leads to where it starts. */
  readonly is_same: boolean
  readonly from_row: unknown
  readonly to_row: unknown
  readonly fact_row: unknown
}

/**
 * The shortest paths between two entities, in either direction: all of one length before any longer one, and of one
 * length step by step in the order of their ways and of the slugs that they lead to. The database finds the ends and
 * searches both towards each other, in one statement (`find_paths`, in prisma/migrations/20261128020000_edge).
 */
export async function findPaths(db: Database, asked: AskedPaths): Promise<Paths> {
  // What is avoided must not be an end, so the ends are looked up first.
  const ends = asked.through.avoid?.length ? await findEnds(db, asked) : undefined
  const through = await readThrough(db, asked.through, ends)
  let rows = await search(db, asked, through, ends)
  // The look-up says what is wrong with the ends. If nothing is, they have come into the graph just now.
  if (rows.length === 0) rows = await search(db, asked, through, await findEnds(db, asked))
  const last = rows.at(-1)
  const paths: Step[][] = last?.is_same ? [[]] : []
  for (const row of rows) if (row.path !== null) (paths[row.path] ??= []).push(stepOf(row, through, asked.readers))
  return { paths, searchedLength: last?.searched_length ?? 0, truncated: last?.truncated ?? false }
}

/** Both ends are looked up at once. If both are missing, the error names the first. */
async function findEnds(db: Database, { from, to }: AskedPaths): Promise<Ends> {
  const found = [findEntityOrThrow(db, 'from', from), findEntityOrThrow(db, 'to', to)] as const
  await Promise.allSettled(found)
  return { from: await found[0], to: await found[1] }
}

/** No rows if an end is not in the graph, or may be one of several things. */
async function search(db: Database, asked: AskedPaths, through: Through, ends?: Ends): Promise<Row[]> {
  const idsOf = (end: keyof Ends) => (ends ? sql`values (${ends[end]}::integer)` : referencedEntities(asked[end]))
  const { nodes, pairs, steps } = pathLimits
  return await queryPrepared(
    db,
    sql<Row>`
      with ends as materialized (
        select array(select distinct id from (${idsOf('from')}) as referenced (id)) as starts,
          array(select distinct id from (${idsOf('to')}) as referenced (id)) as finishes
      )
      select path, from_id, to_id, all_ways, fact_id, backward, searched_length, truncated, starts = finishes as is_same,
        ${rowOf('entity', 'from_id', asked.readers.from)} as from_row,
        ${rowOf('entity', 'to_id', asked.readers.to)} as to_row,
        ${rowOf('fact', 'fact_id', asked.readers.fact)} as fact_row
      from ends cross join lateral find_paths(
        starts[1], finishes[1], case when starts = finishes then 0 else ${asked.maxLength}::integer end, ${asked.first}::integer,
        ${nodes}::integer, ${pairs}::integer, ${steps}::integer, ${passing(through)})
      where cardinality(starts) = 1 and cardinality(finishes) = 1`,
  )
}

function rowOf(table: 'entity' | 'fact', id: string, reader: RowReader | undefined): Expression<unknown> {
  const row = TableRow.of(table)
  return reader ? sql`(select ${reader.json(row)} from ${row.from} where ${row.id} = ${sql.ref(id)})` : sql`null::json`
}

function stepOf(found: Row, through: Through, { from: fromReader, to: toReader, fact: factReader }: StepReaders): Step {
  const { from_id: from, to_id: to, all_ways: ways, fact_id: fact, backward } = found
  const rows = {
    from: fromReader?.read(found.from_row),
    to: toReader?.read(found.to_row),
    fact: factReader?.read(found.fact_row) ?? null,
  }
  const [via = 'FACT', ...alsoVia] = pathVias.filter((_, index) => ways & (1 << index))
  return { from, to, via, alsoVia, factId: fact === 0 ? null : fact, forward: !backward, through, rows }
}
