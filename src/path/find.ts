import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { queryPrepared } from '../database/prepared.ts'
import { pathLimits } from './limits.ts'
import { passing, type Through } from './through.ts'
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
}

export interface Paths {
  readonly paths: Step[][]
  /** Every path up to this length was considered. */
  readonly searchedLength: number
  /** The search stopped at a limit: there may be more paths. */
  readonly truncated: boolean
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
}

/**
 * The shortest paths between two entities, in either direction: all of one length before any longer one, and of one
 * length step by step in the order of their ways and of the slugs that they lead to. The database searches both ends
 * towards each other, in one statement (`find_paths`, in prisma/migrations/20261128020000_edge).
 */
export async function findPaths(
  db: Database,
  { from, to }: { from: number; to: number },
  { maxLength, first, through }: { maxLength: number; first: number; through: Through },
): Promise<Paths> {
  if (from === to) return { paths: [[]], searchedLength: 0, truncated: false }
  const { nodes, pairs, steps } = pathLimits
  const rows = await queryPrepared(
    db,
    sql<Row>`
      select path, from_id, to_id, all_ways, fact_id, backward, searched_length, truncated from find_paths(
        ${from}::integer, ${to}::integer, ${maxLength}::integer, ${first}::integer, ${nodes}::integer, ${pairs}::integer,
        ${steps}::integer, ${passing(through)})`,
  )
  const paths: Step[][] = []
  for (const row of rows) if (row.path !== null) (paths[row.path] ??= []).push(stepOf(row, through))
  const { searched_length: searchedLength = 0, truncated = false } = rows.at(-1) ?? {}
  return { paths, searchedLength, truncated }
}

function stepOf({ from_id: from, to_id: to, all_ways: ways, fact_id: fact, backward }: Row, through: Through): Step {
  const [via = 'FACT', ...alsoVia] = pathVias.filter((_, index) => ways & (1 << index))
  return { from, to, via, alsoVia, factId: fact === 0 ? null : fact, forward: !backward, through }
}
