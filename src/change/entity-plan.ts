import type { AliasKind } from '../generated/prisma/enums.ts'
import { factKind, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { digestOf } from './digest.ts'
import type { DatasetDraft, EntityDraft, FactDraft, LabelDraft } from './draft.ts'
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

/** Plans the entities of a dataset. `sameAs` are the slugs that stand for entities of other datasets, with their ids. */
export function planEntities({ entities, facts }: DatasetDraft, sameAs: ReadonlyMap<string, number>): Planned[] {
  const slugs = new Map(entities.flatMap(({ slug, formerSlugs }) => formerSlugs.map((one) => [one, slug] as const)))
  const aliases = aliasKeys(facts, slugs)
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

/** The names that facts give each entity, with their kinds. */
function aliasKeys(facts: readonly FactDraft[], slugs: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const fact of facts) {
    const { name, subject } = factKind(fact.kind)
    if (name === undefined) continue
    const written = textIn(fact, subject.field) ?? ''
    const slug = slugs.get(written) ?? written
    const known = keys.get(slug) ?? new Set()
    keys.set(slug, known.add(`${textIn(fact, name.kind)} ${nameKey(textIn(fact, name.text) ?? '')}`))
  }
  return keys
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
