import type { Database } from '../database/open.ts'
import { slugsOf } from '../database/slugs.ts'
import { type Expression, sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { type Property, textOf, type Value } from './property.ts'
import { storable } from './storable.ts'
import { typeOf } from './type.ts'
import { country, type ValueQuestion } from './value-sql.ts'

/** What the service shows of an entity. */
export interface ShownEntity {
  readonly id: number
  readonly slug: string
  readonly kind: EntityKind
  readonly name: string
  readonly summary: string | null
  readonly countries: readonly Value[]
}

/** A property that is asked of entities. */
export interface Wanted extends ValueQuestion {
  readonly property: Property
}

/** An entity with its values of the wanted properties, in their order. */
export interface EntityValues extends ShownEntity {
  readonly values: readonly (readonly Value[])[]
}

/** The entities with these numbers, with their values, in one statement. */
export async function readEntities(
  db: Database,
  ids: readonly number[],
  wanted: readonly Wanted[] = [],
): Promise<Map<number, EntityValues>> {
  if (ids.length === 0) return new Map()
  const rows = await query(
    db,
    sql<EntityValues>`
    select ${columns(wanted)} from entity as e where e.id = any (${[...new Set(ids)]}::integer[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The entities that have, or had, these slugs, by the slugs as they were asked, in one statement. */
export async function readEntitiesBySlug(
  db: Database,
  slugs: readonly string[],
  wanted: readonly Wanted[] = [],
): Promise<Map<string, EntityValues>> {
  const keys = slugs.map((slug) => storable(slug).trim().toLowerCase())
  const rows = await query(
    db,
    sql<EntityValues & { asked: string }>`
    select named.slug as asked, ${columns(wanted)} from ${sql.raw(slugsOf.entity)} as named
      join entity as e on e.id = named.id where named.slug = any (${keys}::text[])`,
  )
  const found = new Map(rows.map((row) => [row.asked, row]))
  return new Map(
    slugs.flatMap((slug, index) => {
      const row = found.get(keys[index] ?? '')
      return row ? [[slug, row] as const] : []
    }),
  )
}

function columns(wanted: readonly Wanted[]): Expression<unknown> {
  const values = wanted.map(({ property, ...asked }) => property.values(asked))
  return sql`e.id, e.slug, e.kind, e.name, e.summary, ${country(now)} as countries, json_build_array(${sql.join(values)}) as values`
}

/** Of several countries a few say enough. */
const now: ValueQuestion = { time: null, limit: 3 }

/** Characters of a description at most. */
const longest = 200

/** An entity in a few words, so that namesakes can be told apart: what it is, or its kind and its countries. */
export function describe({ kind, summary, countries }: ShownEntity): string {
  const text = summary?.trim() || [typeOf(kind).name, ...countries.map(textOf)].join(', ')
  return text.length > longest ? `${text.slice(0, longest).toWellFormed().trimEnd()}…` : text
}
