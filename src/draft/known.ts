import type { KnownNames, NamedEntity } from '../change/claim.ts'
import type { FactDraft } from '../change/draft.ts'
import type { ItemContent } from '../change/item.ts'
import { readImages } from '../change/read-images.ts'
import type { Dataset } from '../dataset/read/format.ts'
import type { EntityKind, FactKind, Prisma } from '../generated/prisma/client.ts'
import { endsOf } from '../model/ends.ts'
import { factKind, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'

/** What a dataset and the graph know already: the best lexicon of a draft. */
export interface KnownGraph {
  /** Entities by slug, also by former ones. */
  readonly names: KnownNames
  /** Facts as their items say them, with their keys. */
  readonly facts: readonly ItemContent[]
  /** Keys of facts of the dataset. */
  readonly keys: ReadonlyMap<string, FactKind>
}

export const nothingKnown: KnownGraph = { names: new Map(), facts: [], keys: new Map() }

/** What the files of a dataset say. */
export function knownOfDataset({ entities, sameAs, facts }: Dataset): KnownGraph {
  const names = new Map<string, NamedEntity & { readonly names: string[] }>()
  for (const { draft } of [...entities, ...sameAs]) {
    const { slug, formerSlugs, kind, name, labels } = draft
    if (name === undefined) continue
    const entity = { kind, name, names: [name, ...labels.map(({ text }) => text)] }
    for (const one of [slug, ...formerSlugs]) names.set(one, entity)
  }
  for (const { draft } of facts) {
    const given = givenName(draft)
    if (given !== undefined) names.get(endsOf(draft).subject)?.names.push(given)
  }
  return {
    names,
    facts: facts.map(({ draft }) => draft),
    keys: new Map(facts.map(({ draft }) => [draft.key, draft.kind])),
  }
}

/** The name that a fact gives its subject. */
export function givenName(fact: FactDraft): string | undefined {
  const { name } = factKind(fact.kind)
  return name && textIn(fact, name.text)
}

type Reader = Pick<Prisma.TransactionClient, '$queryRaw' | '$queryRawUnsafe'>

/** The entities of the graph with all their names. */
export async function namesInGraph(reader: Reader): Promise<KnownNames> {
  const rows = await reader.$queryRaw<{ slugs: string[]; kind: EntityKind; name: string; names: string[] }[]>`
    select array(select slug from entity as own where own.id = entity.id
        union all select slug from former_slug where entity_id = entity.id) as slugs,
      kind::text, name, array(select distinct text from name where entity_id = entity.id) as names
    from entity order by slug`
  return new Map(
    rows.flatMap(({ slugs, kind, name, names }) => {
      const entity = { kind, name, names: [...new Set([name, ...names])] }
      return slugs.map((slug) => [slug, entity] as const)
    }),
  )
}

/** The facts of the graph about one of these entities, by their slugs, in which datasets ever. */
export async function factsInGraph(reader: Reader, slugs: readonly string[]): Promise<ItemContent[]> {
  const rows = await reader.$queryRaw<{ id: number }[]>`
    select id from fact where subject_id = any(array(
      select id from entity where slug = any(${slugs}::text[])
      union select entity_id from former_slug where slug = any(${slugs}::text[])))`
  const images = await readImages(
    reader,
    'fact',
    rows.map(({ id }) => id),
  )
  return images.map(({ content }) => content)
}

/** The keys of the facts of a dataset of the graph. */
export async function keysInGraph(reader: Reader, dataset: string): Promise<ReadonlyMap<string, FactKind>> {
  const rows = await reader.$queryRaw<{ key: string; kind: FactKind }[]>`
    select key, fact.kind::text from fact join dataset on dataset.id = dataset_id where dataset.slug = ${dataset}`
  return new Map(rows.map(({ key, kind }) => [key, kind]))
}

/** Both together; the first wins where they differ. */
export function bothKnown(one: KnownGraph, other: KnownGraph): KnownGraph {
  return {
    names: new Map([...other.names, ...one.names]),
    facts: [...one.facts, ...other.facts],
    keys: new Map([...other.keys, ...one.keys]),
  }
}

/** Finds entities by exactly one of their names, as people compare names. */
export class NameIndex {
  readonly #slugs = new Map<string, Set<string>>()

  constructor(names: KnownNames) {
    for (const [slug, entity] of firstSlugs(names)) for (const name of entity.names) this.add(name, slug)
  }

  add(name: string, slug: string): void {
    const key = nameKey(name)
    const slugs = this.#slugs.get(key) ?? new Set()
    this.#slugs.set(key, slugs.add(slug))
  }

  /** The slug of the entity; undefined if none has the name, or several have. */
  find(name: string): string | undefined {
    const [slug, ...others] = this.all(name)
    return others.length === 0 ? slug : undefined
  }

  /** The slugs of all entities with the name. */
  all(name: string): string[] {
    return [...(this.#slugs.get(nameKey(name)) ?? [])]
  }
}

const indexes = new WeakMap<KnownNames, NameIndex>()

/** The index of names that do not change, made once: a review asks for it at each step. */
export function indexOf(names: KnownNames): NameIndex {
  const known = indexes.get(names) ?? new NameIndex(names)
  indexes.set(names, known)
  return known
}

/** Each entity once, by the slug that it has now. */
export function firstSlugs(names: KnownNames): [string, NamedEntity][] {
  const seen = new Set<NamedEntity>()
  return [...names].filter(([, entity]) => {
    const isNew = !seen.has(entity)
    seen.add(entity)
    return isNew
  })
}

/** All texts in a value, however deep: among them are the slugs that a fact names. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** The names of all that a fact refers to. */
export function namesIn(draft: object, names: KnownNames): string[] {
  return textsIn(draft).flatMap((slug) => names.get(slug)?.names ?? [])
}
