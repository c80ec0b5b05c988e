import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { findEntityOrThrow } from '../entity/find.ts'
import { type EntityRef, referencedEntity } from '../entity/reference.ts'
import { pathLimits } from './limits.ts'
import { type AskedThrough, type Ends, edgesFor, finderFor, readThrough, type Through } from './through.ts'

export interface AskedPaths {
  readonly from: EntityRef
  readonly to: EntityRef
  readonly maxLength: number
  readonly first: number
  readonly through: AskedThrough
}

/** What a search gives, and what its paths were allowed to pass. */
export interface Searched<Row> {
  readonly rows: readonly Row[]
  readonly through: Through
}

/**
 * The shortest paths between two entities, in either direction: all of one length before any longer one, and of one
 * length step by step in the order of their ways and of the slugs that they lead to. The database finds the ends and
 * searches both towards each other, in one statement (`find_any_paths` and `search_passable_paths`, in
 * prisma/migrations/20261203000000_lean_paths).
 *
 * `show` selects from `found`, a row for each path and a last one, without `nodes`, that says how far the search went;
 * and from `step`, a row for each step, with the first edge that it passes.
 */
export async function searchPaths<Row>(
  db: Database,
  asked: AskedPaths,
  show: (through: Through) => Expression<Row>,
): Promise<Searched<Row>> {
  // What is avoided must not be an end, so the ends are looked up first.
  const ends = asked.through.avoid?.length ? await findEnds(db, asked) : undefined
  const through = await readThrough(db, asked.through, ends)
  const search = (known: Ends | undefined) => queryPrepared(db, statementOf(asked, through, show(through), known))
  const rows = await search(ends)
  if (rows.length > 0) return { rows, through }
  // The look-up says what is wrong with the ends. If nothing is, they have come into the graph just now.
  return { rows: await search(await findEnds(db, asked)), through }
}

/** Both ends are looked up at once. If both are missing, the error names the first. */
async function findEnds(db: Database, { from, to }: AskedPaths): Promise<Ends> {
  const found = [findEntityOrThrow(db, 'from', from), findEntityOrThrow(db, 'to', to)] as const
  await Promise.allSettled(found)
  return { from: await found[0], to: await found[1] }
}

/** It gives no rows if an end is not in the graph, or may be one of several things. */
function statementOf<Row>(
  asked: AskedPaths,
  through: Through,
  shown: Expression<Row>,
  ends: Ends | undefined,
): Expression<Row> {
  const idOf = (end: keyof Ends) => (ends ? sql`${ends[end]}::integer` : referencedEntity(asked[end]))
  const { nodes, pairs, steps } = pathLimits
  const limits = sql`source, target, ${asked.maxLength}::integer, ${asked.first}::integer,
    ${nodes}::integer, ${pairs}::integer, ${steps}::integer`
  return sql<Row>`
    with ends as materialized (
      select ${idOf('from')} as source, ${idOf('to')} as target
    ), found as materialized (
      select nodes, searched_length, truncated, path
      from ends cross join lateral ${finderFor(through, limits)} with ordinality as found (nodes, searched_length, truncated, path)
      where source is not null and target is not null
    ), step as (
      select path, place, from_id, to_id, way, fact_id, backward
      from found cross join lateral
        unnest(nodes[: cardinality(nodes) - 1], nodes[2 :]) with ordinality as pair (from_id, to_id, place)
        cross join lateral (
          select way, fact_id, backward from ${edgesFor(through)} as edge
          where near = from_id and far = to_id order by way, fact_id, backward limit 1
        ) as edge
    )
    ${shown}`
}
