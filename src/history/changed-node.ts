import DataLoader from 'dataloader'
import { slugsOf } from '../database/slugs.ts'
import { sql } from '../database/sql.ts'
import type { NodeModel } from '../node/find.ts'
import type { BatchedReads } from '../query/batched-reads.ts'
import type { ChangeRow } from './change-row.ts'

/** A thing that was changed, as it is there now. */
export interface PresentThing {
  readonly model: NodeModel
  readonly id: number
}

interface Found extends PresentThing {
  readonly place: number
}

/** Finds what changes were changes of, many with one statement; null for what is gone. */
export function thingLoader(reads: BatchedReads): DataLoader<ChangeRow, PresentThing | null> {
  return new DataLoader(async (rows) => {
    const column = (values: readonly string[]) => sql`${values}::text[]`
    const wanted = sql`unnest(${column(rows.map(({ type }) => type))}, ${column(rows.map(({ dataset }) => dataset))},
      ${column(rows.map(({ key }) => key))}) with ordinality as wanted (type, dataset, key, place)`
    const found = await reads.rows(sql<Found>`
      select place::integer, 'entity' as model, named.id from ${wanted}
        join ${sql.raw(slugsOf.entity)} as named on named.slug = key where type in ('entity', 'sameAs')
      union all
      select place::integer, 'fact', fact.id from ${wanted} join dataset on dataset.slug = wanted.dataset
        join fact on fact.dataset_id = dataset.id and fact.key = wanted.key where type = 'fact'
      union all
      select place::integer, 'document', named.id from ${wanted}
        join ${sql.raw(slugsOf.document)} as named on named.slug = key where type = 'document'
      union all
      select place::integer, 'dataset', dataset.id from ${wanted} join dataset on dataset.slug = key
        where type = 'dataset'`)
    const byPlace = new Map(found.map((thing) => [thing.place, thing]))
    return rows.map((_, index) => byPlace.get(index + 1) ?? null)
  })
}
