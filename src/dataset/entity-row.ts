import type { AliasKind } from '../generated/prisma/enums.ts'
import { nameKey } from '../name/key.ts'
import { digestOf } from './digest.ts'
import { type Dataset, type DatasetEntity, type DatasetFact, entityKinds } from './format.ts'
import { dateAttributes } from './item.ts'
import { dateRow, periodRow } from './period-row.ts'
import type { RowOf, tables } from './table.ts'

/** A name that finds an entity and is no claim of a source: its own (no kind) and its labels. */
interface PlainName {
  readonly text: string
  readonly key: string
  readonly kind: AliasKind | null
}

/** An entity with all that is written of it, and the digest of that. */
export interface EntityDraft {
  readonly entity: DatasetEntity
  readonly names: readonly PlainName[]
  /** The values of its date-valued attributes, in EDTF, by attribute: the first of each in the files. */
  readonly dates: Readonly<Record<string, string>>
  readonly digest: string
}

/** What is to be written of each entity. */
export function draftEntities({ entities, facts }: Dataset): EntityDraft[] {
  const dates = firstDates(facts)
  const aliases = aliasKeys(facts)
  return entities.map((entity) => {
    const { index: _index, at: _at, labels: _labels, ...content } = entity
    const names = namesOf(entity, aliases.get(entity.slug) ?? new Set())
    const own = ownDates(entity, dates.get(entity.slug))
    return { entity, names, dates: own, digest: digestOf({ ...content, names, dates: own }) }
  })
}

function firstDates(facts: readonly DatasetFact[]): Map<string, Record<string, string>> {
  const dates = new Map<string, Record<string, string>>()
  for (const fact of facts) {
    if (fact.section !== 'attributes' || !Object.hasOwn(dateAttributes, fact.attribute)) continue
    const known = dates.get(fact.subject) ?? {}
    known[fact.attribute] ??= fact.value
    dates.set(fact.subject, known)
  }
  return dates
}

function ownDates(entity: DatasetEntity, dates: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kind = entityKinds[entity.section]
  return Object.fromEntries(Object.entries(dates).filter(([attribute]) => dateAttributes[attribute]?.includes(kind)))
}

function aliasKeys(facts: readonly DatasetFact[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const fact of facts) {
    if (fact.section !== 'aliases') continue
    const known = keys.get(fact.subject) ?? new Set()
    keys.set(fact.subject, known.add(`${fact.aliasKind} ${nameKey(fact.name)}`))
  }
  return keys
}

/** Its name and its labels; a label that repeats the name, an alias of the same kind or an earlier label is left out. */
function namesOf({ name, labels }: DatasetEntity, aliases: ReadonlySet<string>): PlainName[] {
  const own = nameKey(name)
  const seen = new Set([...aliases, `ALSO_KNOWN_AS ${own}`, `OFFICIAL ${own}`])
  const names: PlainName[] = [{ text: name, key: own, kind: null }]
  for (const { text, aliasKind: kind } of labels) {
    const key = nameKey(text)
    if (seen.has(`${kind} ${key}`)) continue
    seen.add(`${kind} ${key}`)
    names.push({ text, key, kind })
  }
  return names
}

export function entityRow({ entity, digest }: EntityDraft, datasetId: number): RowOf<typeof tables.entity> {
  const { section, slug, name, summary } = entity
  const kind = entityKinds[section]
  return { kind, slug, name, name_key: nameKey(name), summary: summary ?? null, dataset_id: datasetId, digest }
}

type Ids = ReadonlyMap<string, number>

/** The row of the table of its kind. */
export function kindRow({ entity, dates }: EntityDraft, ids: Ids) {
  const id = ids.get(entity.slug)
  switch (entity.section) {
    case 'organizations':
      return {
        id,
        type: entity.organizationType,
        ...dateRow('founded', dates.founded),
        ...dateRow('dissolved', dates.dissolved),
      }
    case 'events':
      return { id, type: entity.eventType, ...periodRow(dates.date) }
    case 'campaigns':
      return { id, ...periodRow(dates.date) }
    case 'places':
      return { id, part_of_id: ids.get(entity.partOf ?? '') ?? null, country_code: entity.countryCode ?? null }
    case 'topics':
      return { id, broader_id: ids.get(entity.broader ?? '') ?? null }
    case 'agreements':
      return { id, ...dateRow('adopted', dates.adopted), ...dateRow('in_force', dates['in-force']) }
    default:
      return { id }
  }
}
