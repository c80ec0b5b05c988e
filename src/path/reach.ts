import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { bothWays, edgesOf, neighboursOf, unionOf } from './edge.ts'
import { pathLimits } from './limits.ts'
import type { Through } from './through.ts'

/** What has been reached from one end: the fewest steps to each node. */
export interface Reach {
  readonly distance: Map<number, number>
  frontier: number[]
  depth: number
  /** Further nodes exist that were left out. */
  cut: boolean
}

export function startAt(node: number): Reach {
  return { distance: new Map([[node, 0]]), frontier: [node], depth: 0, cut: false }
}

/** Reaches one step further. One SQL statement. */
export async function expand(db: Database, reach: Reach, through: Through): Promise<void> {
  reach.depth += 1
  if (reach.frontier.length === 0) return
  const ids = sql`${reach.frontier}::integer[]`
  const room = pathLimits.nodes - reach.distance.size
  const neighbours = unionOf(
    bothWays(edgesOf(through)),
    'union',
    (edge) => neighboursOf(edge, ids),
    sql`select 0 as id where false`,
  )
  const { rows } = await sql<{ id: number }>`
    select id from (${neighbours}) as neighbour order by id limit ${pathLimits.nodes + 1}`.execute(db.sql)
  const fresh = rows.map((row) => row.id).filter((id) => !reach.distance.has(id) && !through.avoid.has(id))
  if (fresh.length > room || rows.length > pathLimits.nodes) reach.cut = true
  reach.frontier = fresh.slice(0, Math.max(room, 0))
  for (const id of reach.frontier) reach.distance.set(id, reach.depth)
}

/** The nodes that are reached in at most so many steps. */
export function within({ distance }: Reach, most: number): number[] {
  return [...distance].filter(([, steps]) => steps <= most).map(([id]) => id)
}
