import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { nameKey } from '../model/name-key.ts'
import { mayHold, timeOf } from '../name/candidate.ts'

/** The entity that a name certainly means. */
export interface Certain {
  readonly id: number
  readonly kind: EntityKind
}

interface AskedName {
  readonly name: string
  readonly asOf: string | null
}

/**
 * The entity of each name that alone bears it, or bore it; undefined where there is none, or where several do. With
 * `asOf` only those count that may have borne it then: where a source dates a name of an entity, the dates decide and not
 * that it is also its present name or a label. Whoever has the name as an acronym alone counts, but is never certain.
 * One statement for all names.
 */
export async function certainEntities(db: Database, asked: readonly AskedName[]): Promise<(Certain | undefined)[]> {
  const keys = asked.map(({ name }) => nameKey(name))
  const times = asked.map(({ asOf }) => timeOf(asOf))
  const rows = await query(
    db,
    sql<Certain & { place: number }>`
    with asked as materialized (
      select place::integer - 1 as place, key, earliest, latest
      from unnest(${keys}::text[], ${times.map((time) => time?.earliest ?? null)}::integer[],
        ${times.map((time) => time?.latest ?? null)}::integer[]) with ordinality as given (key, earliest, latest, place)
      where key <> ''
    ), borne as (
      select asked.place, n.entity_id, bool_or(n.kind is distinct from 'ACRONYM') as is_name,
        coalesce(asked.earliest, asked.latest) is null or coalesce(bool_or(${mayHold}) filter (where f.id is not null), true) as fits
      from asked join name as n on n.key = asked.key left join fact as f on f.id = n.alias_id
      group by asked.place, asked.earliest, asked.latest, n.entity_id
    )
    select place, entity.id, entity.kind from (
      select place, min(entity_id) as id from borne where fits group by place having count(*) = 1 and bool_and(is_name)
    ) as certain join entity on entity.id = certain.id`,
  )
  const found = new Map(rows.map((row) => [row.place, row]))
  return asked.map((_, place) => found.get(place))
}
