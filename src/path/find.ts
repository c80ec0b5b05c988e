import { sql } from 'kysely'
import type { Database } from '../database/open.ts'

/** One step of a path: a fact that connects two entities. */
export interface Step {
  readonly factId: number
  readonly from: number
  readonly to: number
  /** From the subject to the object. */
  readonly forward: boolean
}

export interface Paths {
  readonly paths: Step[][]
  /** Every path up to this length was considered. */
  readonly searchedLength: number
  /** A bound was met: there may be more than is shown. */
  readonly truncated: boolean
}

/** What keeps a search small however many facts a node has. docs/asking.md tells callers. */
export const pathLimits = {
  /** The longest path that can be asked for. */
  length: 8,
  /** The most paths that can be asked for. */
  paths: 20,
  /** Nodes that are reached from one end. */
  nodes: 50_000,
  /** Facts that lead from one place in a path to the next. */
  facts: 20_000,
  /** Steps that are tried while paths are put together. */
  steps: 200_000,
} as const

/** What has been reached from one end: the fewest steps to each node. */
interface Reach {
  readonly distance: Map<number, number>
  frontier: number[]
  depth: number
  /** Further nodes exist that were left out. */
  cut: boolean
}

function startAt(node: number): Reach {
  return { distance: new Map([[node, 0]]), frontier: [node], depth: 0, cut: false }
}

/** Reaches one step further. One SQL statement. */
async function expand(db: Database, reach: Reach): Promise<void> {
  reach.depth += 1
  if (reach.frontier.length === 0) return
  const ids = sql`${reach.frontier}::integer[]`
  const room = pathLimits.nodes - reach.distance.size
  const { rows } = await sql<{ id: number }>`
    select object_id as id from fact where subject_id = any (${ids}) and object_id is not null
    union
    select subject_id from fact where object_id = any (${ids})
    limit ${pathLimits.nodes + 1}`.execute(db.sql)
  const fresh = rows.map((row) => row.id).filter((id) => !reach.distance.has(id))
  if (fresh.length > room || rows.length > pathLimits.nodes) reach.cut = true
  reach.frontier = fresh.slice(0, Math.max(room, 0))
  for (const id of reach.frontier) reach.distance.set(id, reach.depth)
}

/** The facts between two sets of nodes, in both directions, in order of their ids. One SQL statement. */
async function factsBetween(db: Database, near: readonly number[], far: readonly number[]): Promise<Step[]> {
  const [nearIds, farIds] = [sql`${[...near]}::integer[]`, sql`${[...far]}::integer[]`]
  const { rows } = await sql<Step>`
    select * from (
      select id as fact_id, subject_id as "from", object_id as "to", true as forward from fact
        where subject_id = any (${nearIds}) and object_id = any (${farIds})
      union all
      select id, object_id, subject_id, false from fact
        where object_id = any (${nearIds}) and subject_id = any (${farIds})
    ) as step where "from" <> "to" order by fact_id, forward desc limit ${pathLimits.facts + 1}`.execute(db.sql)
  return rows
}

interface Stage {
  /** The steps from this place in a path to the next, by the node they start from. */
  readonly steps: Map<number, Step[]>
}

/**
 * The steps that paths of exactly `length` can take at each place: from the source to what it reaches, and from there
 * on only to what still reaches the target in time.
 */
async function stagesOf(
  db: Database,
  source: Reach,
  target: Reach,
  length: number,
): Promise<{ stages: Stage[]; cut: boolean }> {
  const within = (reach: Reach, most: number) =>
    [...reach.distance].filter(([, distance]) => distance <= most).map(([id]) => id)
  const middle = source.depth
  const places: number[][] = Array.from({ length: length + 1 }, (_, place) =>
    place <= middle ? within(source, place) : within(target, length - place),
  )
  const meeting = new Set(within(target, length - middle))
  places[middle] = (places[middle] ?? []).filter((id) => meeting.has(id))
  const stages: Stage[] = Array.from({ length }, () => ({ steps: new Map() }))
  let cut = false
  // From the middle outwards, so that each side keeps only what leads to the other.
  for (const place of [...Array(middle).keys()].reverse()) cut = (await link(place, 'from')) || cut
  for (let place = middle; place < length; place++) cut = (await link(place, 'to')) || cut
  return { stages, cut }

  async function link(place: number, narrowed: 'from' | 'to'): Promise<boolean> {
    const steps = await factsBetween(db, places[place] ?? [], places[place + 1] ?? [])
    const kept = steps.slice(0, pathLimits.facts)
    places[narrowed === 'from' ? place : place + 1] = [...new Set(kept.map((step) => step[narrowed]))]
    stages[place] = { steps: Map.groupBy(kept, (step) => step.from) }
    return steps.length > pathLimits.facts
  }
}

/** Puts paths together, in order of their facts' ids, without a node twice. */
function* walk(stages: readonly Stage[], source: number, target: number, budget: { steps: number }): Generator<Step[]> {
  function* from(node: number, path: Step[], seen: Set<number>): Generator<Step[]> {
    if (path.length === stages.length) {
      if (node === target) yield [...path]
      return
    }
    for (const step of stages[path.length]?.steps.get(node) ?? []) {
      if (seen.has(step.to) || (step.to === target && path.length + 1 < stages.length)) continue
      budget.steps -= 1
      if (budget.steps < 0) return
      path.push(step)
      seen.add(step.to)
      yield* from(step.to, path, seen)
      path.pop()
      seen.delete(step.to)
    }
  }
  yield* from(source, [], new Set([source]))
}

/**
 * The shortest paths between two entities, over facts that have both ends, in either direction: all of one length
 * before any longer one, in order of the ids of their facts. Both ends are searched towards each other, the smaller
 * side first; a few SQL statements for each step of length.
 */
export async function findPaths(
  db: Database,
  from: number,
  to: number,
  { maxLength, first }: { maxLength: number; first: number },
): Promise<Paths> {
  if (from === to) return { paths: [[]], searchedLength: 0, truncated: false }
  const [source, target] = [startAt(from), startAt(to)]
  const paths: Step[][] = []
  const budget = { steps: pathLimits.steps }
  let [searchedLength, truncated] = [0, false]
  for (let length = 1; length <= maxLength && paths.length < first; length++) {
    await expand(db, source.frontier.length <= target.frontier.length ? source : target)
    const [small, large] = source.distance.size < target.distance.size ? [source, target] : [target, source]
    const meet = small.distance.keys().some((id) => large.distance.has(id))
    if (meet) {
      const { stages, cut } = await stagesOf(db, source, target, length)
      for (const path of walk(stages, from, to, budget)) {
        if (paths.push(path) >= first) break
      }
      truncated ||= cut || budget.steps < 0
    }
    truncated ||= source.cut || target.cut
    if (!truncated) searchedLength = length
    if (source.frontier.length === 0 || target.frontier.length === 0) {
      // Neither end leads any further, so no longer path can begin or end there, unless it was already within reach.
      if (!meet) {
        if (!truncated) searchedLength = maxLength
        break
      }
    }
  }
  return { paths, searchedLength, truncated }
}
