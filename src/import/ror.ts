import type { AliasKind, OrganizationType } from '../generated/prisma/enums.ts'
import { isCountryCode } from '../model/country.ts'
import { aliasFact, attributeFact, foundedFact, relationshipFact, type Subject, websiteFact } from './fact.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import { entryOf, objectsOf, textOf, textsOf } from './value.ts'

type Json = Readonly<Record<string, unknown>>

/** The Research Organization Registry, schema version 2. */
export const ror: Importer = {
  name: 'ror',
  version: '1',
  title: 'Research Organization Registry',
  licence: 'CC BY 4.0, Research Organization Registry (ROR)',
  url: 'https://ror.org',
  read(record, context) {
    const id = idOf(record.id)
    const name = displayName(record)
    if (id === undefined || name === undefined) {
      const message =
        id === undefined
          ? `${textOf(record.id) ?? 'the id'} is no number of ROR, such as "https://ror.org/006kxhp52"`
          : 'no name is the one to display'
      return { entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message }] }
    }
    const subject = { slug: context.slug(id), name }
    const places = placesOf(record, context)
    return {
      id,
      entities: [organizationOf(record, subject, id), ...places.map(({ entity }) => entity)],
      facts: [
        ...namesOf(record, subject),
        ...ownFacts(record, subject),
        ...places.map(({ entity, words }) => locationFact(context, subject, entity, words)),
        ...objectsOf(record.relationships).flatMap((one) => relationFact(context, subject, one) ?? []),
      ],
    } satisfies RecordContent
  },
}

/** "03gd1bh37" of "https://ror.org/03gd1bh37". */
function idOf(value: unknown): string | undefined {
  return /(?:^|ror\.org\/)(0[a-z0-9]{6}\d{2})\/?$/u.exec(textOf(value)?.toLowerCase() ?? '')?.[1]
}

function displayName(record: Json): string | undefined {
  const names = objectsOf(record.names)
  const shown = names.find(({ types }) => textsOf(types).includes('ror_display')) ?? names[0]
  return textOf(shown?.value)
}

const organizationTypes: Readonly<Record<string, OrganizationType>> = {
  company: 'COMPANY',
  government: 'GOVERNMENT',
  nonprofit: 'NGO',
}

function organizationOf(record: Json, { slug, name }: Subject, id: string): StatedEntity {
  const types = textsOf(record.types)
  const known = types.flatMap((type) => entryOf(organizationTypes, type) ?? [])[0]
  const others = objectsOf(record.external_ids).flatMap(({ type, all }) => {
    const scheme = textOf(type)
    return scheme === undefined ? [] : textsOf(all).map((value) => ({ scheme, value }))
  })
  const own = { scheme: 'ror', value: id, url: `https://ror.org/${id}` }
  const organizationType = known ?? 'OTHER'
  return { kind: 'ORGANIZATION', slug, name, organizationType, identifiers: unique([own, ...others]) }
}

function unique<T extends { readonly scheme: string; readonly value: string }>(identifiers: readonly T[]): T[] {
  return [...new Map(identifiers.map((one) => [`${one.scheme} ${one.value}`, one])).values()]
}

/** Of the types of a name the first that says most. */
const aliasKinds: readonly (readonly [string, AliasKind])[] = [
  ['acronym', 'ACRONYM'],
  ['label', 'ALSO_KNOWN_AS'],
  ['alias', 'ALSO_KNOWN_AS'],
]

/** Every name but the one that the entity has. */
function namesOf(record: Json, subject: Subject): StatedFact[] {
  const facts = objectsOf(record.names).flatMap(({ value, types, lang }): StatedFact[] => {
    const [name, kinds] = [textOf(value), textsOf(types)]
    const aliasKind = aliasKinds.find(([type]) => kinds.includes(type))?.[1]
    if (name === undefined || aliasKind === undefined) return []
    if (name === subject.name && aliasKind !== 'ACRONYM') return []
    return [aliasFact(subject, { name, aliasKind, language: textOf(lang) })]
  })
  return [...new Map(facts.map((fact) => [fact.key, fact])).values()]
}

function ownFacts(record: Json, subject: Subject): StatedFact[] {
  const year = textOf(record.established)
  const status = textOf(record.status)
  const websites = objectsOf(record.links).flatMap(({ type, value }) =>
    type === 'website' ? (textOf(value) ?? []) : [],
  )
  return [
    ...(year === undefined ? [] : [foundedFact(subject, year.padStart(4, '0'), `established: ${year}`)]),
    ...websites.map((value) => websiteFact(subject, value)),
    ...(status === undefined || status === 'active' ? [] : [statusFact(subject, status)]),
  ]
}

function statusFact(subject: Subject, value: string): StatedFact {
  const statement = `The Research Organization Registry calls ${subject.name} ${value}.`
  return attributeFact(subject, { attribute: 'status', value, statement, words: `status: ${value}` })
}

interface Place {
  readonly entity: StatedEntity
  readonly words: string
}

function placesOf(record: Json, context: ImportContext): Place[] {
  return objectsOf(record.locations).flatMap(({ geonames_id, geonames_details }): Place[] => {
    const [details] = objectsOf(geonames_details)
    const [id, name, code] = [textOf(geonames_id), textOf(details?.name), textOf(details?.country_code)]
    if (id === undefined || name === undefined) return []
    const entity = {
      kind: 'PLACE',
      slug: context.slug(`place-${id}`),
      name,
      identifiers: [{ scheme: 'geonames', value: id, url: `https://www.geonames.org/${id}` }],
      // GeoNames gives Kosovo a code that is none of ISO 3166.
      ...(code === undefined || !isCountryCode(code) ? {} : { countryCode: code }),
      isShared: true,
    } as const
    return [{ entity, words: `name: ${name}` }]
  })
}

function locationFact(context: ImportContext, subject: Subject, place: StatedEntity, words: string): StatedFact {
  return relationshipFact(context.dataset, {
    subject: subject.slug,
    object: place.slug,
    relationshipType: 'LOCATED_IN',
    statement: `${subject.name} is in ${place.name}.`,
    words,
  })
}

/** A relation, which both records state: from the smaller to the larger, from the later to the earlier. */
function relationFact(context: ImportContext, subject: Subject, relation: Json): StatedFact | undefined {
  const [id, label, type] = [idOf(relation.id), textOf(relation.label), textOf(relation.type)]
  if (id === undefined || label === undefined) return undefined
  const other = { slug: context.slug(id), name: label }
  const state = (
    from: Subject,
    relationshipType: 'PART_OF' | 'SUCCESSOR_OF' | 'RELATED_TO',
    to: Subject,
    verb: string,
  ) =>
    relationshipFact(context.dataset, {
      subject: from.slug,
      object: to.slug,
      relationshipType,
      statement: `${from.name} ${verb} ${to.name}.`,
      words: label,
    })
  switch (type) {
    case 'parent':
      return state(subject, 'PART_OF', other, 'is part of')
    case 'child':
      return state(other, 'PART_OF', subject, 'is part of')
    case 'predecessor':
      return state(subject, 'SUCCESSOR_OF', other, 'is the successor of')
    case 'successor':
      return state(other, 'SUCCESSOR_OF', subject, 'is the successor of')
    default: {
      const [first, second] = subject.slug < other.slug ? [subject, other] : [other, subject]
      return state(first, 'RELATED_TO', second, 'is listed as related to')
    }
  }
}
