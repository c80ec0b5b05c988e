import type { AliasKind } from '../generated/prisma/enums.ts'
import { factKind, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { digestOf } from './digest.ts'
import type { EntityDraft, FactDraft, LabelDraft } from './draft.ts'
import { referencesOfEntity } from './reference.ts'

/** A name that finds an entity and is no claim of a source: its own (no kind) and its labels. */
interface PlainName {
  readonly text: string
  readonly key: string
  readonly kind: AliasKind | null
}

/** An entity with everything that is written for it, and the digest of that. Its own dates follow from facts. */
export interface Planned {
  readonly draft: EntityDraft
  readonly names: readonly PlainName[]
  /** The labels among these names. */
  readonly labels: readonly LabelDraft[]
  readonly digest: string
}

/** A name that a fact of the dataset gives an entity: the slug as the fact has it, and the kind and the key of the name. */
export interface StatedName {
  readonly slug: string
  readonly name: string
}

/** The names that these facts give. */
export function statedNames(facts: readonly FactDraft[]): StatedName[] {
  return facts.flatMap((fact) => {
    const { name, subject } = factKind(fact.kind)
    if (name === undefined) return []
    const slug = textIn(fact, subject.field) ?? ''
    return [{ slug, name: `${textIn(fact, name.kind)} ${nameKey(textIn(fact, name.text) ?? '')}` }]
  })
}

/**
 * Plans entities of a dataset. `stated` are the names that the facts of the dataset give them; `sameAs` the slugs that
 * stand for entities of other datasets, with their ids.
 */
export function planEntities(
  entities: readonly EntityDraft[],
  stated: readonly StatedName[],
  sameAs: ReadonlyMap<string, number>,
): Planned[] {
  const aliases = namesBySlug(entities, stated)
  return entities.map((draft) => {
    const names = namesOf(draft, aliases.get(draft.slug) ?? new Set())
    const elsewhere = standIns(referencesOfEntity(draft), sameAs)
    const digest = digestOf({ ...draft, ...elsewhere, labels: undefined, names })
    const labels = names.flatMap(({ text, kind }) => (kind === null ? [] : [{ text, aliasKind: kind }]))
    return { draft, names, labels, digest }
  })
}

/**
 * The references that lead to entities of other datasets by another slug, for the digest of a draft: what they mean can
 * change while the draft stays the same. Nothing if there is none.
 */
export function standIns(
  references: readonly { readonly slug: string }[],
  sameAs: ReadonlyMap<string, number>,
): { standIns?: Record<string, number> } {
  if (sameAs.size === 0) return {}
  const found = references.flatMap(({ slug }) => {
    const id = sameAs.get(slug)
    return id === undefined ? [] : [[slug, id] as const]
  })
  return found.length === 0 ? {} : { standIns: Object.fromEntries(found) }
}

function namesBySlug(
  entities: readonly EntityDraft[],
  stated: readonly StatedName[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const slugs = new Map(entities.flatMap(({ slug, formerSlugs }) => formerSlugs.map((one) => [one, slug] as const)))
  const names = new Map<string, Set<string>>()
  for (const { slug: written, name } of stated) {
    const slug = slugs.get(written) ?? written
    names.set(slug, (names.get(slug) ?? new Set()).add(name))
  }
  return names
}

/** Its name and its labels; a label that repeats the name, an alias of the same kind or an earlier label is left out. */
function namesOf({ name, labels }: EntityDraft, aliases: ReadonlySet<string>): PlainName[] {
  const own = nameKey(name)
  const seen = new Set([...aliases, `ALSO_KNOWN_AS ${own}`, `OFFICIAL ${own}`])
  const names: PlainName[] = [{ text: name, key: own, kind: null }]
  for (const { text, aliasKind } of labels) {
    const key = nameKey(text)
    if (seen.has(`${aliasKind} ${key}`)) continue
    seen.add(`${aliasKind} ${key}`)
    names.push({ text, key, kind: aliasKind })
  }
  return names
}
