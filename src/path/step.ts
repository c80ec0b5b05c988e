import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { bothWays, edgesOf, unionOf } from './edge.ts'
import { pathLimits } from './limits.ts'
import type { Through } from './through.ts'
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

interface Row {
  readonly from: number
  readonly to: number
  /** The first edge: its way, its fact, 1 if it goes backward. */
  readonly first: [number, number, number]
  /** A bit for each way. */
  readonly ways: number
}

/**
 * The steps between two sets of nodes, one for each pair, in order of their ways and then of the slugs that they lead
 * to. At most one more than the limit. One SQL statement.
 */
export async function stepsBetween(
  db: Database,
  near: readonly number[],
  far: readonly number[],
  through: Through,
): Promise<Step[]> {
  const [nearIds, farIds] = [sql`${[...near]}::integer[]`, sql`${[...far]}::integer[]`]
  const edges: RawBuilder<unknown> = unionOf(
    bothWays(edgesOf(through)),
    'union all',
    (edge) => sql`
      select ${edge.near} as "from", ${edge.far} as "to", ${sql.lit(pathVias.indexOf(edge.via))} as way,
        ${edge.fact} as fact, ${sql.lit(edge.forward ? 0 : 1)} as backward
      from ${edge.from} where ${edge.near} = any (${nearIds}) and ${edge.far} = any (${farIds}) and ${edge.meets}`,
    sql`select 0 as "from", 0 as "to", 0 as way, 0 as fact, 0 as backward where false`,
  )
  const { rows } = await sql<Row>`
    select step.*
    from (
      select "from", "to", min(array[way, coalesce(fact, 0), backward]) as first, bit_or(1 << way) as ways
      from (${edges}) as edge where "from" <> "to" group by 1, 2
    ) as step join entity on entity.id = step."to"
    order by first[1], entity.slug, "from" limit ${pathLimits.pairs + 1}`.execute(db.sql)
  return rows.map(({ from, to, first: [way, fact, backward], ways }) => {
    const [via, ...alsoVia] = pathVias.filter((_, index) => ways & (1 << index))
    return {
      from,
      to,
      via: via ?? pathVias[way] ?? 'FACT',
      alsoVia,
      factId: fact || null,
      forward: backward === 0,
      through,
    }
  })
}
