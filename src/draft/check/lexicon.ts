import type { KnownNames, NamedEntity } from '../../change/claim.ts'
import type { FactDraft } from '../../change/draft.ts'
import type { EntityKind, FactKind } from '../../generated/prisma/enums.ts'
import { endsOf } from '../../model/ends.ts'
import { givenName, indexOf, type KnownGraph, NameIndex } from '../known.ts'

/** What candidates may refer to: what is known, and what the right candidates before them add to it. */
export class Lexicon {
  readonly names: KnownNames
  readonly kinds: ReadonlyMap<string, EntityKind>
  readonly keys: ReadonlyMap<string, FactKind>
  readonly #names: Map<string, NamedEntity>
  readonly #kinds: Map<string, EntityKind>
  readonly #keys: Map<string, FactKind>
  readonly #known: NameIndex
  readonly #added = new NameIndex(new Map())

  constructor({ names, keys }: KnownGraph) {
    this.names = this.#names = new Map(names)
    this.kinds = this.#kinds = new Map([...names].map(([slug, { kind }]) => [slug, kind]))
    this.keys = this.#keys = new Map(keys)
    this.#known = indexOf(names)
  }

  addEntity(slug: string, kind: EntityKind, name: string): void {
    this.#names.set(slug, { kind, name, names: [name] })
    this.#kinds.set(slug, kind)
    this.#added.add(name, slug)
  }

  /** A fact may give its subject a name. */
  addFact(draft: FactDraft, key: string): void {
    this.#keys.set(key, draft.kind)
    const text = givenName(draft)
    const { subject } = endsOf(draft)
    const entity = this.#names.get(subject)
    if (text === undefined || entity === undefined) return
    this.#names.set(subject, { ...entity, names: [...entity.names, text] })
  }

  /** The slug of an entity of the kind with exactly this name; undefined if there is none. */
  slugOf(kind: EntityKind, name: string): string | undefined {
    const slugs = [...this.#known.all(name), ...this.#added.all(name)]
    return slugs.find((slug) => this.#kinds.get(slug) === kind)
  }
}
