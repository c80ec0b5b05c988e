import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'

/** An identifier that several entities have, and their slugs. */
export interface SharedIdentifier {
  readonly scheme: string
  readonly value: string
  readonly slugs: readonly string[]
}

/** The identifiers that more than one of these entities has. */
export async function identifiersSharedBy(db: Database, ids: readonly number[]): Promise<SharedIdentifier[]> {
  const rows = await query(
    db,
    sql<SharedIdentifier>`
    select min(i.scheme) as scheme, min(i.value) as value, array_agg(distinct e.slug order by e.slug) as slugs
    from identifier as i join entity as e on e.id = i.entity_id
    where i.entity_id = any (${ids}::integer[])
    group by lower(i.scheme), identifier_key(i.value) having count(distinct e.id) > 1
    order by 1, 2`,
  )
  return rows
}

/** One sentence about them, with a space before it; nothing if there is none. */
export function sharedText(shared: readonly SharedIdentifier[]): string {
  const parts = shared.slice(0, 3).map(({ scheme, value, slugs }) => `${slugs.join(' and ')} share ${scheme} ${value}`)
  return parts.length === 0 ? '' : ` They may be the same thing, because ${parts.join(', ')}.`
}
