import type { Database } from '../database/open.ts'
import { pathLimits } from './limits.ts'
import { expand, type Reach, startAt, within } from './reach.ts'
import { type Step, stepsBetween } from './step.ts'
import type { Through } from './through.ts'

export interface Paths {
  readonly paths: Step[][]
  /** Every path up to this length was considered. */
  readonly searchedLength: number
  /** The search stopped at a limit: there may be more paths. */
  readonly truncated: boolean
}

/** The steps from one place in a path to the next, by the node they start from. */
type Stage = Map<number, Step[]>

interface Search {
  readonly db: Database
  readonly source: Reach
  readonly target: Reach
  readonly through: Through
}

/**
 * The steps that paths of exactly `length` can take at each place: from the source to what it reaches, and from there
 * on only to what still reaches the target in time.
 */
async function stagesOf(search: Search, length: number): Promise<{ stages: Stage[]; cut: boolean }> {
  const { source, target } = search
  const middle = source.depth
  const places: number[][] = Array.from({ length: length + 1 }, (_, place) =>
    place <= middle ? within(source, place) : within(target, length - place),
  )
  const meeting = new Set(within(target, length - middle))
  places[middle] = (places[middle] ?? []).filter((id) => meeting.has(id))
  const stages: Stage[] = Array.from({ length }, () => new Map())
  let cut = false
  // From the middle outwards, so that each side keeps only what leads to the other.
  for (const place of [...Array(middle).keys()].reverse()) cut = (await link(place, 'from')) || cut
  for (let place = middle; place < length; place++) cut = (await link(place, 'to')) || cut
  return { stages, cut }

  async function link(place: number, narrowed: 'from' | 'to'): Promise<boolean> {
    const steps = await stepsBetween(search.db, places[place] ?? [], places[place + 1] ?? [], search.through)
    const kept = steps.slice(0, pathLimits.pairs)
    places[narrowed === 'from' ? place : place + 1] = [...new Set(kept.map((step) => step[narrowed]))]
    stages[place] = Map.groupBy(kept, (step) => step.from)
    return steps.length > pathLimits.pairs
  }
}

/** Puts paths together, step by step in the order of the steps, without a node twice. */
function* walk(stages: readonly Stage[], source: number, target: number, budget: { steps: number }): Generator<Step[]> {
  function* from(node: number, path: Step[], seen: Set<number>): Generator<Step[]> {
    if (path.length === stages.length) {
      if (node === target) yield [...path]
      return
    }
    for (const step of stages[path.length]?.get(node) ?? []) {
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
 * The shortest paths between two entities, in either direction: all of one length before any longer one, and of one
 * length step by step in the order of their ways and of the slugs that they lead to. Both ends are searched towards
 * each other, the smaller side first; a few SQL statements for each step of length.
 */
export async function findPaths(
  db: Database,
  { from, to }: { from: number; to: number },
  { maxLength, first, through }: { maxLength: number; first: number; through: Through },
): Promise<Paths> {
  if (from === to) return { paths: [[]], searchedLength: 0, truncated: false }
  const [source, target] = [startAt(from), startAt(to)]
  const paths: Step[][] = []
  const budget = { steps: pathLimits.steps }
  let [searchedLength, truncated] = [0, false]
  for (let length = 1; length <= maxLength && paths.length < first; length++) {
    await expand(db, source.frontier.length <= target.frontier.length ? source : target, through)
    const [small, large] = source.distance.size < target.distance.size ? [source, target] : [target, source]
    const meet = small.distance.keys().some((id) => large.distance.has(id))
    if (meet) {
      const { stages, cut } = await stagesOf({ db, source, target, through }, length)
      for (const path of walk(stages, from, to, budget)) {
        if (paths.push(path) >= first) break
      }
      truncated ||= cut || budget.steps < 0
    }
    truncated ||= source.cut || target.cut
    if (!truncated) searchedLength = length
    if (source.frontier.length === 0 || target.frontier.length === 0) {
      // Neither end leads any further, so there is no longer path, unless both were already within reach.
      if (!meet) {
        if (!truncated) searchedLength = maxLength
        break
      }
    }
  }
  return { paths, searchedLength, truncated }
}
