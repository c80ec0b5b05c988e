import { meantCountry } from '../model/country.ts'
import { aliasFact, attributeFact, foundedFact, relationshipFact, type Subject, websiteFact } from './fact.ts'
import type { ImportContext, Importer, StatedEntity, StatedFact } from './importer.ts'
import { textOf } from './value.ts'

type Json = Readonly<Record<string, unknown>>

/** Supranational bodies with names in many languages, as the project Supraverden lists them. */
export const supraverden: Importer = {
  name: 'supraverden',
  version: '1',
  title: 'Supranational bodies',
  licence: 'CC BY-SA 4.0, Supraverden',
  read(record, context) {
    const [id, name] = [known(record.SPRVD_id), known(record.Name_en)]
    if (id === undefined || name === undefined) {
      const message = `${id === undefined ? 'SPRVD_id' : 'Name_en'} is missing`
      return { entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message }] }
    }
    const subject = { slug: context.slug(id), name }
    const place = placeOf(record, context)
    return {
      id,
      entities: [bodyOf(record, subject, id), ...(place === undefined ? [] : [place])],
      facts: [
        ...namesOf(record, subject),
        ...ownFacts(record, subject),
        ...(place === undefined ? [] : [seatOf(record, subject, place, context)]),
      ],
    }
  },
}

/** "[No code found.]" stands where there is nothing. */
function known(value: unknown): string | undefined {
  const text = textOf(value)
  return text === undefined || /^\[.*\]$|^None$/u.test(text) ? undefined : text
}

const schemes = { Wikidata_code: 'wikidata', LEI: 'lei', RIAD_code: 'riad', OpenSanctions_id: 'opensanctions' } as const

function bodyOf(record: Json, { slug, name }: Subject, id: string): StatedEntity {
  const identifiers = Object.entries(schemes).flatMap(([field, scheme]) => {
    const value = known(record[field])
    return value === undefined ? [] : [{ scheme, value }]
  })
  const isOfUnitedNations = /^UN\b|United Nations/u.test(known(record.Type) ?? '')
  const organizationType = isOfUnitedNations ? 'UN_AGENCY' : 'INTERGOVERNMENTAL'
  return {
    kind: 'ORGANIZATION',
    slug,
    name,
    organizationType,
    identifiers: [{ scheme: 'supraverden', value: id }, ...identifiers],
  }
}

/** "Name_fr", "Name_other_2_en", "Abbreviation_former_en". */
function namesOf(record: Json, subject: Subject): StatedFact[] {
  const facts = Object.entries(record).flatMap(([field, value]): StatedFact[] => {
    const [, what, other = '', language] =
      /^(Name|Abbreviation)_(?:(former|other)(?:_\d)?_)?([a-z]{2})$/u.exec(field) ?? []
    const name = known(value)
    if (what === undefined || name === undefined || field === 'Name_en') return []
    const isFormer = other === 'former'
    const aliasKind = what === 'Abbreviation' ? 'ACRONYM' : isFormer ? 'FORMER' : 'ALSO_KNOWN_AS'
    return [aliasFact(subject, { name, aliasKind, language, words: name })]
  })
  return [...new Map(facts.map((fact) => [fact.key, fact])).values()]
}

function ownFacts(record: Json, subject: Subject): StatedFact[] {
  const [year, website, family] = [known(record.Year_established), known(record.Website), known(record.Org_family)]
  return [
    ...(year === undefined ? [] : [foundedFact(subject, year, `Year established: ${year}`)]),
    ...(website === undefined ? [] : [websiteFact(subject, website)]),
    ...(family === undefined ? [] : [familyFact(subject, family)]),
  ]
}

function familyFact(subject: Subject, value: string): StatedFact {
  const statement = `${subject.name} belongs to the family "${value}".`
  return attributeFact(subject, { attribute: 'family', value, statement, words: value })
}

/** "Strasbourg, France". */
function placeOf(record: Json, context: ImportContext): StatedEntity | undefined {
  const text = known(record.Headquarters)
  const name = text?.split(',')[0]?.trim()
  if (text === undefined || name === undefined || name === '') return undefined
  const code = meantCountry(text.split(',').at(-1)?.trim() ?? '')
  const country = code === undefined ? {} : { countryCode: code }
  return { kind: 'PLACE', slug: context.slug(`place-${text}`), name, ...country, isShared: true }
}

function seatOf(record: Json, subject: Subject, place: StatedEntity, { dataset }: ImportContext): StatedFact {
  return relationshipFact(dataset, {
    subject: subject.slug,
    object: place.slug,
    relationshipType: 'HEADQUARTERED_IN',
    statement: `${subject.name} has its headquarters in ${place.name}.`,
    words: `Headquarters: ${known(record.Headquarters)}`,
  })
}
