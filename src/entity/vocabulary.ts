import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../builder.ts'
import { slugsOf } from '../database/slugs.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { closest } from '../model/did-you-mean.ts'
import { parseNodeId } from '../model/id.ts'
import { entityKind, entityKinds } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import { explainIds, thingOf } from '../node/vocabulary.ts'
import { readsOf } from '../query/rows.ts'
import {
  type AskedWord,
  ColumnWords,
  type Explanation,
  type Explanations,
  mostSuggestions,
  type Vocabulary,
} from '../query/vocabulary.ts'
import { textFault } from '../text.ts'

interface Bearer {
  readonly value: string
  readonly kind: EntityKind
  readonly name: string
}

interface Similar {
  readonly value: string
  readonly text: string
  readonly slug: string
  readonly kind: EntityKind
}

/** Words that point at entities: explained if no entity, or none of the right kind, has them. */
class EntityWords implements Vocabulary {
  readonly #what: 'name' | 'slug'

  constructor(what: 'name' | 'slug') {
    this.#what = what
  }

  async explain(ctx: Context, words: readonly AskedWord[]): Promise<Explanations> {
    const values = [...new Set(words.map(({ value }) => value))].filter((value) => textFault(value) === undefined)
    const bearers = Map.groupBy(
      await readsOf(ctx).rows(this.#what === 'name' ? named(values) : slugged(values)),
      ({ value }) => value,
    )
    const fits = ({ value, kinds }: AskedWord) =>
      (bearers.get(value) ?? []).some(({ kind }) => kinds?.includes(kind) ?? true)
    const unfit = words.filter((word) => !fits(word))
    const unknown = unfit.map(({ value }) => value).filter((value) => !bearers.has(value))
    const similar = Map.groupBy(
      unknown.length > 0 ? await readsOf(ctx).rows(this.#like(unknown)) : [],
      ({ value }) => value,
    )
    return new Map(
      unfit.map((word) => {
        const other = bearers.get(word.value)?.[0]
        return [word, other ? wrongKind(word, other) : this.#unknown(word, similar.get(word.value) ?? [])]
      }),
    )
  }

  #unknown({ value, kinds }: AskedWord, similar: readonly Similar[]): Explanation {
    const fitting = similar.filter(({ kind }) => kinds?.includes(kind) ?? true)
    const found = fitting.map(({ text, slug }) => (this.#what === 'name' ? text : slug))
    const suggestions = this.#what === 'slug' ? closest(value, found, mostSuggestions) : found
    return {
      message: `Nothing in the graph has the ${this.#what} ${quoted(value)}.`,
      suggestions: [...new Set(suggestions)].slice(0, mostSuggestions),
    }
  }

  #like(values: readonly string[]): RawBuilder<Similar> {
    return this.#what === 'name' ? namesLike(values) : sql`${namesLike(values)} union all ${slugsLike(values)}`
  }
}

/** The catalogues that identifiers are of. */
export const identifierSchemes = new ColumnWords('identifier scheme', 'identifier', 'scheme')

export const names: Vocabulary = new EntityWords('name')
export const slugs: Vocabulary = new EntityWords('slug')

/** Global ids in places where an entity is meant. */
export const entityIds: Vocabulary = {
  async explain(ctx, words) {
    const gone = await explainIds(ctx, words)
    const wrong = words.flatMap((word): [AskedWord, Explanation][] => {
      const id = parseNodeId(word.value)
      if (gone.has(word) || !id) return []
      const declared = entityKinds().find(({ type }) => type === id.type)
      if (!declared)
        return [[word, { message: `The id is that of ${thingOf(id)}, which is no entity.`, suggestions: [] }]]
      if (word.kinds?.includes(declared.kind) ?? true) return []
      return [[word, wrongKind(word, { kind: declared.kind, name: id.parts.join('/') })]]
    })
    return new Map([...gone, ...wrong])
  },
}

/** The message for a word that stands for something of another kind. */
function wrongKind({ kinds = [], isLookup }: AskedWord, { kind, name }: Pick<Bearer, 'kind' | 'name'>): Explanation {
  const wanted = kinds.map((each) => entityKind(each).noun).join(' or ')
  const { noun, type } = entityKind(kind)
  const advice = isLookup
    ? `ask \`${type.charAt(0).toLowerCase()}${type.slice(1)}\` or \`entity\``
    : `only ${wanted} can match here`
  return { message: `${quoted(name)} is ${noun}, not ${wanted}: ${advice}.`, suggestions: [] }
}

function named(values: readonly string[]): RawBuilder<Bearer> {
  return sql`
    select distinct asked.value, entity.kind, entity.name
    from unnest(${values}::text[], ${values.map(nameKey)}::text[]) as asked (value, key)
    join name on name.key = asked.key join entity on entity.id = name.entity_id`
}

function slugged(values: readonly string[]): RawBuilder<Bearer> {
  return sql`
    select asked.value, entity.kind, entity.name from unnest(${values}::text[]) as asked (value)
    join ${sql.raw(slugsOf.entity)} as known on known.slug = lower(asked.value) join entity on entity.id = known.id`
}

/** Slugs that begin like each of the words: their spelling is compared afterwards. */
function slugsLike(values: readonly string[]): RawBuilder<Similar> {
  return sql`
    select asked.value, found.* from unnest(${values}::text[]) as asked (value)
    cross join lateral (
      select entity.name as text, entity.slug, entity.kind from entity
      where left(entity.slug, 2) = left(lower(asked.value), 2) limit 1000
    ) as found`
}

/** Names that resemble each of the words. */
function namesLike(values: readonly string[]): RawBuilder<Similar> {
  return sql`
    select asked.value, found.* from unnest(${values}::text[], ${values.map(nameKey)}::text[]) as asked (value, key)
    cross join lateral (
      select name.text, entity.slug, entity.kind from name join entity on entity.id = name.entity_id
      where name.trigrams % trigram_key(asked.key)
      order by similarity(name.trigrams, trigram_key(asked.key)) desc, name.id limit 20
    ) as found`
}
