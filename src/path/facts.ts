import DataLoader from 'dataloader'
import { sql } from 'kysely'
import type { BatchedReads } from '../query/batched-reads.ts'
import { shortListCap, tooManyItems } from '../query/cap.ts'
import { bothWays, edgesOf, unionOf } from './edge.ts'
import type { Step } from './step.ts'

interface Row {
  readonly place: number
  readonly ids: readonly number[]
}

/**
 * The ids of all facts that connect the two ends of a step in its first way, in either direction: one statement for all
 * steps that ask. Throws TOO_COMPLEX for a step that has more than a list without pages shows.
 */
export function stepFacts(reads: BatchedReads): DataLoader<Step, readonly number[]> {
  return new DataLoader<Step, readonly number[]>(async (steps) => {
    const placed = steps.map((step, place) => ({ step, place }))
    const groups = [...Map.groupBy(placed, ({ step }) => step.via)].map(([, group]) => readGroup(reads, group))
    const found = new Map((await Promise.all(groups)).flat().map(({ place, ids }) => [place, ids]))
    return steps.map((_, place) => {
      const ids = found.get(place) ?? []
      return ids.length > shortListCap ? tooManyFacts() : ids
    })
  })
}

/** Steps of one way, which share what they may pass. */
async function readGroup(
  reads: BatchedReads,
  group: readonly { readonly step: Step; readonly place: number }[],
): Promise<readonly Row[]> {
  const [{ step } = {}] = group
  if (step === undefined) return []
  const edges = bothWays(edgesOf({ ...step.through, via: [step.via] }))
  const facts = unionOf(
    edges,
    'union',
    ({ from, near, far, fact, meets }) =>
      sql`select ${fact} as id from ${from} where ${near} = pair.near and ${far} = pair.far and ${meets}`,
    sql`select 0 as id where false`,
  )
  const places = group.map(({ place }) => place)
  const [near, far] = [group.map((one) => one.step.from), group.map((one) => one.step.to)]
  return await reads.rows(sql<Row>`
    select pair.place, array(select id from (${facts}) as fact order by id limit ${shortListCap + 1}) as ids
    from unnest(${places}::integer[], ${near}::integer[], ${far}::integer[]) as pair (place, near, far)`)
}

function tooManyFacts() {
  const instead = 'facts(where: { subject: ..., object: ... })'
  return tooManyItems({ list: 'PathStep.facts', cap: shortListCap, instead })
}
