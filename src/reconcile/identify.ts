import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { longestText } from '../query/text.ts'
import { isCatalogue } from './property.ts'
import type { ReconcileQuery } from './query.ts'
import { storable } from './storable.ts'

/** The entities that have an identifier that each query names, by the place of the query. One statement for all. */
export async function identifiedEntities(
  db: Database,
  queries: readonly ReconcileQuery[],
): Promise<Map<number, number[]>> {
  const asked = queries.flatMap(({ properties }, place) =>
    properties
      .filter(({ id }) => isCatalogue(id))
      .flatMap(({ id, values }) => values.map(({ text }) => ({ place, scheme: storable(id), value: storable(text) })))
      .filter(({ scheme, value }) => value.trim() !== '' && Math.max(scheme.length, value.length) <= longestText),
  )
  if (asked.length === 0) return new Map()
  const rows = await query(
    db,
    sql<{ place: number; id: number; kind: EntityKind }>`
    select distinct asked.place, entity.id, entity.kind
    from unnest(${asked.map(({ place }) => place)}::integer[], ${asked.map(({ scheme }) => scheme)}::text[],
      ${asked.map(({ value }) => value)}::text[]) as asked (place, scheme, value)
    join identifier as i on identifier_key(i.value) = identifier_key(asked.value) and lower(i.scheme) = lower(asked.scheme)
    join entity on entity.id = i.entity_id
    order by asked.place, entity.id`,
  )
  const fitting = rows.filter(({ place, kind }) => queries[place]?.kinds?.includes(kind) ?? true)
  const groups = Map.groupBy(fitting, ({ place }) => place)
  return new Map([...groups].map(([place, found]) => [place, found.map(({ id }) => id)]))
}
