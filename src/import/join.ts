import type { EntityDraft, SameAsDraft } from '../change/draft.ts'
import type { Transaction } from '../change/writer.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { meantCountry } from '../model/country.ts'
import { schemeAndKey } from '../model/identifier.ts'
import { nameKey } from '../model/name-key.ts'

/** What an entity of a record is in the graph already. */
export interface Candidate {
  readonly slug: string
  readonly kind: EntityKind
  /** Why it may be the same: "wikidata Q1065". */
  readonly by: string
}

type Named = EntityDraft | SameAsDraft

/** The entities of other datasets that have an identifier of these, or are the country with that name, by slug. */
export async function findSame(
  tx: Transaction,
  dataset: string,
  drafts: readonly Named[],
): Promise<Map<string, Candidate[]>> {
  const byIdentifier = await sharingIdentifiers(tx, dataset, drafts)
  const countries = await sameCountries(tx, dataset, drafts)
  return new Map([...byIdentifier, ...countries])
}

async function sharingIdentifiers(tx: Transaction, dataset: string, drafts: readonly Named[]) {
  const keys = new Map<string, string[]>()
  for (const { slug, identifiers } of drafts) {
    for (const { scheme, value } of identifiers) {
      const key = schemeAndKey(scheme, value)
      keys.set(key, [...(keys.get(key) ?? []), slug])
    }
  }
  const found = new Map<string, Candidate[]>()
  if (keys.size === 0) return found
  const values = [...keys.keys()].map((key) => key.slice(key.indexOf(' ') + 1))
  const rows = await tx.$queryRaw<{ scheme: string; value: string; slug: string; kind: EntityKind }[]>`
    select distinct i.scheme, i.value, e.slug, e.kind::text as kind
    from identifier as i join entity as e on e.id = i.entity_id join dataset as d on d.id = e.dataset_id
    where identifier_key(i.value) = any(${values}::text[]) and d.slug <> ${dataset} order by e.slug`
  for (const { scheme, value, slug, kind } of rows) {
    for (const own of keys.get(schemeAndKey(scheme, value)) ?? []) {
      const known = found.get(own) ?? []
      if (!known.some((one) => one.slug === slug)) {
        found.set(own, [...known, { slug, kind, by: `${scheme} ${value}` }])
      }
    }
  }
  return found
}

/** A country has one name for each code, so its name and its code are as good as an identifier. */
async function sameCountries(tx: Transaction, dataset: string, drafts: readonly Named[]) {
  const countries = drafts.filter((draft) => {
    const { kind, countryCode, name, identifiers } = draft
    return kind === 'PLACE' && identifiers.length === 0 && name !== undefined && meantCountry(name) === countryCode
  })
  if (countries.length === 0) return []
  const wanted = countries.map(({ slug, name = '', countryCode }) => ({ slug, key: nameKey(name), code: countryCode }))
  const rows = await tx.$queryRaw<{ own: string; slug: string; code: string }[]>`
    select distinct wanted.slug as own, e.slug, p.country_code as code
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (slug text, key text, code text)
      join place as p on p.country_code = wanted.code join entity as e on e.id = p.id
      join name as n on n.entity_id = e.id and n.key = wanted.key join dataset as d on d.id = e.dataset_id
    where d.slug <> ${dataset} order by e.slug`
  const groups = Map.groupBy(rows, ({ own }) => own)
  return [...groups].map(([own, same]): [string, Candidate[]] => [
    own,
    same.map(({ slug, code }) => ({ slug, kind: 'PLACE', by: `the country ${code}` })),
  ])
}
