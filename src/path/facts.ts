import DataLoader from 'dataloader'
import { sql } from '../database/sql.ts'
import type { BatchedReads } from '../query/batched-reads.ts'
import { shortListCap, tooManyItems } from '../query/cap.ts'
import type { Step } from './find.ts'
import { edgesFor } from './through.ts'
import { pathVias } from './via.ts'

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
    const groups = Map.groupBy(
      steps.map((step, place) => ({ step, place })),
      ({ step }) => step.through,
    )
    const rows = await Promise.all([...groups.values()].map((group) => readGroup(reads, group)))
    const found = new Map(rows.flat().map(({ place, ids }) => [place, ids]))
    return steps.map((_, place) => {
      const ids = found.get(place) ?? []
      return ids.length > shortListCap ? tooManyFacts() : ids
    })
  })
}

/** Steps that share what they may pass. */
async function readGroup(
  reads: BatchedReads,
  group: readonly { readonly step: Step; readonly place: number }[],
): Promise<readonly Row[]> {
  const [{ step } = {}] = group
  if (step === undefined) return []
  const places = group.map(({ place }) => place)
  const [near, far] = [group.map((one) => one.step.from), group.map((one) => one.step.to)]
  const ways = group.map((one) => pathVias.indexOf(one.step.via))
  return await reads.rows(sql<Row>`
    select pair.place, array(
      select distinct fact_id from ${edgesFor(step.through)} as edge
      where edge.near = pair.near and edge.far = pair.far and edge.way = pair.way order by fact_id limit ${shortListCap + 1}
    ) as ids
    from unnest(${places}::integer[], ${near}::integer[], ${far}::integer[], ${ways}::integer[]) as pair (place, near, far, way)`)
}

function tooManyFacts() {
  const instead = 'facts(where: { subject: ..., object: ... })'
  return tooManyItems({ list: 'PathStep.facts', cap: shortListCap, instead })
}
