import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { closest } from '../model/did-you-mean.ts'
import { nameKey } from '../model/name-key.ts'
import { mostNames, resolveNames } from '../name/resolve.ts'
import { longestText } from '../query/text.ts'
import { textFault } from '../text.ts'

/** An entity that a word may mean, although it has not exactly that name or slug. */
export interface Similar {
  readonly name: string
  readonly slug: string
  readonly kind: EntityKind
}

/** How many entities that resemble a word are compared with it. */
const mostCompared = 20

/** How many slugs that begin like a word are compared with it. */
const mostSlugs = 1_000

/** Entities with names that resemble each of the words, at most 50, the most alike first. */
export async function entitiesNamedLike(db: Database, words: readonly string[]): Promise<Similar[][]> {
  const matches = await resolveNames(db, comparable(words), { first: mostCompared })
  const ids = [...new Set(matches.flat().map(({ entityId }) => entityId))]
  const rows = await query(
    db,
    sql<{ id: number; slug: string; kind: EntityKind }>`
    select id, slug, kind from entity where id = any(${ids}::integer[])`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return matches.map((some) =>
    some.flatMap(({ entityId, matchedName }) => {
      const entity = byId.get(entityId)
      return entity ? [{ name: matchedName, slug: entity.slug, kind: entity.kind }] : []
    }),
  )
}

/** Entities that have the words as a name, such as "iom", then those with slugs that resemble them, the most alike first. At most 50 words. */
export async function entitiesWithSlugsLike(db: Database, words: readonly string[]): Promise<Similar[][]> {
  const sound = comparable(words)
  const named = await entitiesNamedLike(db, sound)
  const rows = await query(
    db,
    sql<Similar & { place: number }>`
    select asked.place::integer - 1 as place, found.* from unnest(${sound}::text[]) with ordinality as asked (value, place)
    cross join lateral (
      select entity.name, entity.slug, entity.kind from entity
      where left(entity.slug, 2) = left(lower(asked.value), 2) limit ${sql.lit(mostSlugs)}
    ) as found`,
  )
  return sound.map((word, place) => {
    const some = [...(named[place] ?? []), ...rows.filter((row) => row.place === place)]
    const bySlug = new Map(some.map(({ name, slug, kind }) => [slug, { name, slug, kind }]))
    const bearers = (named[place] ?? []).filter(({ name }) => nameKey(name) === nameKey(word)).map(({ slug }) => slug)
    const slugs = new Set([...bearers, ...closest(word, [...bySlug.keys()], mostCompared)])
    return [...slugs].flatMap((slug) => bySlug.get(slug) ?? [])
  })
}

/** The words, without the text of those that no name can be. */
function comparable(words: readonly string[]): string[] {
  const isSound = (word: string) => textFault(word) === undefined && word.length <= longestText
  return words.slice(0, mostNames).map((word) => (isSound(word) ? word : ''))
}
