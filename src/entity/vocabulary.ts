import type { Context } from '../builder.ts'
import { slugsOf } from '../database/slugs.ts'
import { type Expression, sql } from '../database/sql.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { entityKind, entityKinds } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import { idsWhere, otherThing } from '../node/vocabulary.ts'
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
import { entitiesNamedLike, entitiesWithSlugsLike, type Similar } from './similar.ts'

interface Identified extends Bearer {
  readonly scheme: string
}

interface Bearer {
  readonly value: string
  readonly kind: EntityKind
  readonly name: string
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
    const unknown = [...new Set(unfit.map(({ value }) => value))].filter((value) => !bearers.has(value))
    const alike = unknown.length === 0 ? [] : await this.#like(ctx, unknown)
    const similar = new Map(unknown.map((value, place) => [value, alike[place]]))
    return new Map(
      unfit.map((word) => {
        const other = bearers.get(word.value)?.[0]
        return [word, other ? wrongKind(word, other) : this.#unknown(word, similar.get(word.value) ?? [])]
      }),
    )
  }

  #unknown({ value, kinds }: AskedWord, similar: readonly Similar[]): Explanation {
    const fitting = similar.filter(({ kind }) => kinds?.includes(kind) ?? true)
    return {
      message: `Nothing in the graph has the ${this.#what} ${quoted(value)}.`,
      suggestions: [...new Set(fitting.map((one) => one[this.#what]))].slice(0, mostSuggestions),
    }
  }

  #like({ db }: Context, values: readonly string[]): Promise<Similar[][]> {
    return this.#what === 'name' ? entitiesNamedLike(db, values) : entitiesWithSlugsLike(db, values)
  }
}

/** The catalogues that identifiers are of. */
export const identifierSchemes = new ColumnWords('identifier scheme', 'identifier', 'scheme')

/** Identifiers, in the catalogue that is named beside them or in any. */
export const identifiers: Vocabulary = {
  async explain(ctx, words) {
    const sound = words.filter(({ value }) => textFault(value) === undefined)
    const found = await readsOf(ctx).rows(identified(sound.map(({ value }) => value)))
    return new Map(
      sound.flatMap((word): [AskedWord, Explanation][] => {
        const all = found.filter(({ value }) => value === word.value)
        const scheme = schemeBeside(word)
        const own = all.filter((one) => scheme === undefined || one.scheme.toLowerCase() === scheme.toLowerCase())
        const [first] = own
        if (own.some(({ kind }) => word.kinds?.includes(kind) ?? true)) return []
        return [[word, first ? wrongKind(word, first) : unknownIdentifier(word.value, scheme, all)]]
      }),
    )
  },
}

function schemeBeside({ beside: { scheme } }: AskedWord): string | undefined {
  return typeof scheme === 'string' ? scheme.trim() : undefined
}

function unknownIdentifier(value: string, scheme: string | undefined, others: readonly Identified[]): Explanation {
  const schemes = [...new Set(others.map((other) => other.scheme))].slice(0, mostSuggestions)
  const elsewhere = schemes.length === 0 ? '' : ` Something has it in the scheme ${schemes.map(quoted).join(' or ')}.`
  const which = scheme === undefined ? 'identifier' : `${scheme} identifier`
  return { message: `Nothing in the graph has the ${which} ${quoted(value)}.${elsewhere}`, suggestions: [] }
}

export const names: Vocabulary = new EntityWords('name')
export const slugs: Vocabulary = new EntityWords('slug')

/** Global ids in places where an entity is meant. */
export const entityIds = idsWhere((id, word) => {
  const declared = entityKinds().find(({ type }) => type === id.type)
  if (!declared) return otherThing(id, 'entity')
  if (word.kinds?.includes(declared.kind) ?? true) return undefined
  return wrongKind(word, { kind: declared.kind, name: id.parts.join('/') })
})

/** The message for a word that stands for something of another kind. */
function wrongKind({ kinds = [], isLookup }: AskedWord, { kind, name }: Pick<Bearer, 'kind' | 'name'>): Explanation {
  const wanted = kinds.map((each) => entityKind(each).noun).join(' or ')
  const { noun, type } = entityKind(kind)
  const advice = isLookup
    ? `ask \`${type.charAt(0).toLowerCase()}${type.slice(1)}\` or \`entity\``
    : `only ${wanted} can match here`
  return { message: `${quoted(name)} is ${noun}, not ${wanted}: ${advice}.`, suggestions: [] }
}

function named(values: readonly string[]): Expression<Bearer> {
  return sql`
    select distinct asked.value, entity.kind, entity.name
    from unnest(${values}::text[], ${values.map(nameKey)}::text[]) as asked (value, key)
    join name on name.key = asked.key join entity on entity.id = name.entity_id`
}

function slugged(values: readonly string[]): Expression<Bearer> {
  return sql`
    select asked.value, entity.kind, entity.name from unnest(${values}::text[]) as asked (value)
    join ${sql.raw(slugsOf.entity)} as known on known.slug = lower(asked.value) join entity on entity.id = known.id`
}

function identified(values: readonly string[]): Expression<Identified> {
  return sql`
    select asked.value, entity.kind, entity.name, identifier.scheme
    from unnest(${values}::text[]) as asked (value)
    join identifier on identifier_key(identifier.value) = identifier_key(asked.value)
    join entity on entity.id = identifier.entity_id`
}
