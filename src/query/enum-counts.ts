import { type Expression, sql } from '../database/sql.ts'
import type { Connection } from './connection.ts'
import type { Facet } from './counts.ts'
import type { Source } from './source.ts'

/** Enums of PostgreSQL that lists are counted by. */
type CountedEnum = 'EntityKind' | 'FactKind' | 'RelationshipType'

/** The place of a value in its enum, from 1 on, because facets count by numbers. */
export function placeInEnum(name: CountedEnum, value: Expression<unknown>): Expression<number> {
  // Raw, because `sql.id` writes names in snake case, and enums have theirs in Pascal case.
  return sql`array_position(enum_range(null::${sql.raw(`"${name}"`)}), ${value})`
}

/** How many items of a list have each value of an enum, the highest count first. The facet counts by `placeInEnum`. */
export async function countsByEnum<S extends Source, Value extends string>(
  list: Connection,
  facet: Facet<S>,
  values: Readonly<Record<string, Value>>,
): Promise<{ value: Value; count: number }[]> {
  const inOrder = Object.values(values)
  const found = await list.facet(facet, inOrder.length)
  return found.map(({ value, count }) => ({ value: inOrder[(value ?? 1) - 1] as Value, count }))
}
