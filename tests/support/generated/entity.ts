import type { PeriodColumns } from '../../../src/date/period.ts'
import type { AliasKind, EntityKind, RelationshipType } from '../../../src/generated/prisma/enums.ts'
import { EventType, OrganizationType } from '../../../src/generated/prisma/enums.ts'
import { nameKey } from '../../../src/model/name-key.ts'
import type { Batch } from './copy.ts'
import { type Dates, readDate } from './date.ts'
import { type Known, known, slugOf } from './known.ts'
import { acronymOf, nameOf } from './name.ts'
import type { Random } from './random.ts'
import { capitalize, words } from './word.ts'

/** A fact that an entity must have: its own row or one of its names says the same, or nothing of its kind is without. */
export type OwedFact =
  | {
      readonly kind: 'ALIAS'
      readonly entity: number
      readonly name: string
      readonly aliasKind: AliasKind
      readonly period: PeriodColumns
    }
  | { readonly kind: 'ATTRIBUTE'; readonly entity: number; readonly key: string; readonly value: string }
  | {
      readonly kind: 'RELATIONSHIP'
      readonly entity: number
      readonly type: RelationshipType
      /** What stands at the other end, and whether that is the object. */
      readonly other: EntityKind
      readonly forward: boolean
    }

const share: Record<EntityKind, number> = {
  PERSON: 0.36,
  ORGANIZATION: 0.32,
  EVENT: 0.11,
  PLACE: 0.09,
  AGREEMENT: 0.05,
  CAMPAIGN: 0.04,
  TOPIC: 0.03,
}
const kinds = Object.keys(share) as EntityKind[]

/** How many narrower topics and contained places one has, roughly: trees of a few levels. */
const branches = 6

const organizationTypes = Object.values(OrganizationType)
const eventTypes = Object.values(EventType)
const countries = ['CH', 'AU', 'NR', 'KE', 'JO', 'US', 'DE', 'PH']

/** The entities of a generated graph, and what later rows need to know of them. */
export class Entities {
  /** Ids by kind; the first of each kind are the hubs. */
  readonly ids: Record<EntityKind, number[]> = {
    ORGANIZATION: [],
    PERSON: [],
    EVENT: [],
    CAMPAIGN: [],
    PLACE: [],
    TOPIC: [],
    AGREEMENT: [],
  }
  readonly names: string[] = []
  readonly owed: OwedFact[] = []
  count = 0
  nameCount = 0
  readonly #random: Random
  readonly #dates: Dates
  readonly #datasets: number
  readonly #idBySlug = new Map<string, number>()
  readonly #reserved = new Set(known.flatMap((one) => [one, ...(one.aliases ?? [])].map(({ name }) => nameKey(name))))

  constructor(random: Random, dates: Dates, datasets: number) {
    this.#random = random
    this.#dates = dates
    this.#datasets = datasets
  }

  /** Adds the next entity with the rows that belong to it. */
  add(batch: Batch): void {
    const told = known[this.count]
    const id = this.count + 1
    const kind = told?.kind ?? this.#nextKind()
    const name = told?.name ?? this.#newName(kind)
    const slug = told
      ? slugOf(name)
      : `${
          slugOf(name)
            .replace(/^-+|-+$/g, '')
            .slice(0, 60) || kind.toLowerCase()
        }-${id}`
    this.count = id
    this.names[id] = name
    this.ids[kind].push(id)
    this.#idBySlug.set(slug, id)
    const others = this.#addNames(batch, id, kind, name, told)
    const random = this.#random
    const summary = random.chance(0.85) ? `${capitalize(words(random, 6 + random.below(14)))}.` : null
    const dataset = 1 + random.zipf(this.#datasets)
    batch.staged_entity.add(id, kind, slug, name, nameKey(name), summary, dataset, random.hex(16), others.join(' . '))
    this.#addTyped(batch, id, kind, told)
    if (random.chance(0.1)) batch.identifier.add(batch.identifier.count + 1, id, 'wikidata', `Q${id * 7}`, null)
  }

  #nextKind(): EntityKind {
    // Small graphs have something of every kind, too.
    const missing = kinds.find((kind) => this.ids[kind].length < 3)
    if (missing) return missing
    let rest = this.#random.next()
    return kinds.find((kind) => (rest -= share[kind]) < 0) ?? 'PERSON'
  }

  #newName(kind: EntityKind): string {
    const name = nameOf(this.#random, kind)
    return this.#reserved.has(nameKey(name)) ? `${name} II` : name
  }

  /** The current name, labels, and the aliases that are owed as facts. Returns all but the current one, in order. */
  #addNames(batch: Batch, id: number, kind: EntityKind, name: string, told: Known | undefined): string[] {
    const random = this.#random
    this.addName(batch, id, null, name, null)
    const labels = !told && random.chance(0.1) ? [this.#newName(kind)].filter((label) => label !== name) : []
    for (const label of labels) this.addName(batch, id, null, label, null)
    const aliases: OwedFact[] = (told?.aliases ?? []).map((alias) => ({
      kind: 'ALIAS',
      entity: id,
      name: alias.name,
      aliasKind: alias.kind,
      period: readDate(alias.period),
    }))
    const owe = (other: string | undefined, aliasKind: AliasKind) => {
      if (other === undefined || other === name || this.#reserved.has(nameKey(other))) return
      aliases.push({ kind: 'ALIAS', entity: id, name: other, aliasKind, period: this.#dates.span(random) })
    }
    if (!told && kind === 'ORGANIZATION') {
      if (random.chance(0.6)) owe(acronymOf(name), 'ACRONYM')
      if (random.chance(0.3)) owe(this.#newName(kind), 'FORMER')
      if (random.chance(0.15)) owe(this.#newName(kind), 'OFFICIAL')
    } else if (!told && random.chance(0.2)) {
      owe(this.#newName(kind), random.pick(['ALSO_KNOWN_AS', 'NICKNAME'] as const))
    }
    this.owed.push(...aliases)
    return [...labels, ...aliases.map((alias) => (alias.kind === 'ALIAS' ? alias.name : ''))]
  }

  addName(batch: Batch, entity: number, alias: number | null, text: string, kind: AliasKind | null): void {
    this.nameCount += 1
    batch.name.add(this.nameCount, entity, alias, text, nameKey(text), kind)
  }

  /** A date that the row of a kind holds; the fact that states it is owed. */
  #owedDate(id: number, key: string, probability: number, span = false): PeriodColumns {
    const random = this.#random
    if (!random.chance(probability)) return readDate(null)
    const date = span ? this.#dates.span(random) : this.#dates.point(random)
    if (date.fromEdtf !== null) this.owed.push({ kind: 'ATTRIBUTE', entity: id, key, value: date.fromEdtf })
    return date
  }

  #addTyped(batch: Batch, id: number, kind: EntityKind, told: Known | undefined): void {
    const random = this.#random
    const single = (date: PeriodColumns) => [date.fromEdtf, date.fromEarliest, date.fromLatest] as const
    const whole = (date: PeriodColumns) =>
      [...single(date), date.untilEdtf, date.untilEarliest, date.untilLatest, date.ongoing] as const
    switch (kind) {
      case 'ORGANIZATION': {
        const founded = this.#owedDate(id, 'founded', 0.6)
        const dissolved = this.#owedDate(id, 'dissolved', 0.08)
        return batch.organization.add(
          id,
          random.pickSkewed(organizationTypes),
          ...single(founded),
          ...single(dissolved),
        )
      }
      case 'PERSON':
        return batch.person.add(id)
      case 'EVENT':
        return batch.event.add(id, random.pickSkewed(eventTypes), ...whole(this.#owedDate(id, 'date', 0.9)))
      case 'CAMPAIGN':
        this.owed.push(
          { kind: 'RELATIONSHIP', entity: id, type: 'ORGANIZES', other: 'ORGANIZATION', forward: false },
          { kind: 'RELATIONSHIP', entity: id, type: 'LOCATED_IN', other: 'PLACE', forward: true },
          { kind: 'RELATIONSHIP', entity: id, type: 'WORKS_ON', other: 'TOPIC', forward: true },
        )
        return batch.campaign.add(id, ...whole(this.#owedDate(id, 'date', 0.8, true)))
      case 'PLACE':
        return batch.place.add(id, this.#parent(kind, told), random.chance(0.1) ? random.pick(countries) : null)
      case 'TOPIC':
        return batch.topic.add(id, this.#parent(kind, told))
      case 'AGREEMENT': {
        const adopted = this.#owedDate(id, 'adopted', 0.8)
        return batch.agreement.add(id, ...single(adopted), ...single(this.#owedDate(id, 'in-force', 0.4)))
      }
    }
  }

  /** Where a place or topic stands in its tree: somewhere below those that came before it. */
  #parent(kind: EntityKind, told: Known | undefined): number | null {
    if (told) return told.parent === undefined ? null : (this.#idBySlug.get(told.parent) ?? null)
    const before = this.ids[kind].length - 1
    return this.ids[kind][Math.floor((before / branches) * (0.5 + this.#random.next() / 2))] ?? null
  }
}
