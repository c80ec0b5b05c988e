import fc from 'fast-check'
import type { EntityKind } from '../../src/generated/prisma/enums.ts'
import { edtf, interval, point } from './edtf.ts'
import type { DocumentData, EntityData, EvidenceData, FactData, GraphData } from './graph-data.ts'

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index + 1}`)

/** What random graphs are made of: the things are always the same ones, and all that is said of them varies. */
export const slugs: Readonly<Record<EntityKind, readonly string[]>> = {
  ORGANIZATION: numbered('organization', 5),
  PERSON: numbered('person', 3),
  EVENT: numbered('event', 3),
  CAMPAIGN: numbered('campaign', 2),
  PLACE: numbered('place', 4),
  TOPIC: numbered('topic', 5),
  AGREEMENT: numbered('agreement', 1),
}
export const allSlugs = Object.values(slugs).flat()
export const documentSlugs = ['report', 'archive']

/** Some are one name in several spellings; some hold a word that is searched for. */
export const someNames = [
  'Red Cross',
  'réd-CROSS',
  'Redcross',
  'U.N.',
  'UN',
  'Copper Union',
  '100%',
  '100',
  'Ärzte',
  'アムネスティ',
]
/** Words that are their own stems. */
export const someWords = ['lemon', 'harbor', 'winter', 'copper', 'meadow']
export const someTitles = ['Director', 'director', 'Chair']
export const someMetrics = ['staff', 'budget']
export const someReferences = ['1', '2', '15']
export const organizationTypes = ['NGO', 'MEDIA', 'UN_AGENCY'] as const
export const eventTypes = ['CRISIS', 'ELECTION'] as const
export const relationshipTypes = [
  'WORKS_ON',
  'LOCATED_IN',
  'HEADQUARTERED_IN',
  'ORGANIZES',
  'MEMBER_OF',
  'RELATED_TO',
] as const

/** Dates that have to do with each other, in every form. */
const nearbyDates =
  `1990 1990~ 1995-06 1995-06-15 1999 199X 19XX 2000-21 2001? 2003/2005 1990/1999 1995/.. 1995/ ../1995
  /2003 2003-XX 1999-12-31 2000-01-01 1988/2010 2003-07/2003-08`.split(/\s+/)
export const someDate = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...nearbyDates) }, edtf)
const boundedDate = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('1990', '1995-06', '199X', '2003/2005') },
  point,
  interval,
)

/** Sometimes nothing. */
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const words = fc.array(fc.constantFrom(...someWords), { minLength: 1, maxLength: 3 }).map((list) => list.join(' '))
const among = (kind: EntityKind) => fc.constantFrom(...slugs[kind])
const anything = fc.constantFrom(...allSlugs)
const several = <T>(arbitrary: fc.Arbitrary<T>) => fc.uniqueArray(arbitrary, { maxLength: 3 })

const typesOf: Partial<Record<EntityKind, readonly NonNullable<EntityData['type']>[]>> = {
  ORGANIZATION: organizationTypes,
  EVENT: eventTypes,
}

function entity(kind: EntityKind, slug: string): fc.Arbitrary<EntityData> {
  const earlier = slugs[kind].slice(0, slugs[kind].indexOf(slug))
  const isTree = kind === 'TOPIC' || kind === 'PLACE'
  return fc.record({
    kind: fc.constant(kind),
    slug: fc.constant(slug),
    name: fc.constantFrom(...someNames, slug),
    summary: maybe(words),
    labels: fc.array(fc.constantFrom(...someNames), { maxLength: 1 }),
    type: fc.constantFrom(...(typesOf[kind] ?? [undefined])),
    date: maybe(kind === 'EVENT' || kind === 'CAMPAIGN' ? someDate : boundedDate),
    parent: isTree && earlier.length > 0 ? maybe(fc.constantFrom(...earlier)) : fc.constant(undefined),
  })
}

const evidence: fc.Arbitrary<EvidenceData> = fc
  .record({
    document: fc.constantFrom(...documentSlugs),
    paragraph: fc.integer({ min: 1, max: 2 }),
    status: fc.constantFrom('AMBIGUOUS', 'ORPHANED', 'NOT_LOADED', undefined),
    references: several(fc.constantFrom(...someReferences)),
  })
  .map(({ status, ...place }) =>
    status === undefined ? { ...place, document: 'report', sentence: 1 } : { ...place, status },
  )

/** A fact stands once in each sentence. */
const placeOf = ({ document, paragraph, sentence }: EvidenceData) => `${document} ${paragraph} ${sentence}`

const base = {
  statement: words,
  period: maybe(someDate),
  evidence: fc.uniqueArray(evidence, { minLength: 1, maxLength: 2, selector: placeOf }),
  // Microseconds, and several facts at one instant.
  recordedAt: fc.integer({ min: 1, max: 9 }).map((digit) => `2026-01-01T00:00:00.00000${digit}Z`),
}

const criticismByCritic = fc.record({
  ...base,
  kind: fc.constant('CRITICISM' as const),
  subject: fc.oneof(among('ORGANIZATION'), among('PERSON')),
  object: anything,
  summary: words,
  topics: several(among('TOPIC')),
  about: several(anything),
  spokespeople: several(among('PERSON')),
  publishedBy: maybe(among('ORGANIZATION')),
  quotations: fc.array(fc.record({ text: words }), { maxLength: 1 }),
})

/** Now and then a source names no critic; now and then somebody criticises itself. */
export const criticism: fc.Arbitrary<FactData> = fc.oneof(
  { weight: 5, arbitrary: criticismByCritic },
  {
    weight: 1,
    arbitrary: criticismByCritic.map((fact) => ({ ...fact, subject: fact.object, attribution: 'several governments' })),
  },
)

const website = fc.constantFrom('https://lemon.example/', 'https://plum.example/')
const attribute = (key: string, value: fc.Arbitrary<string>) => ({ attribute: fc.constant(key), value })

const objectOf: Partial<Record<string, fc.Arbitrary<string>>> = {
  HEADQUARTERED_IN: among('PLACE'),
  LOCATED_IN: among('PLACE'),
  WORKS_ON: among('TOPIC'),
}

const fact: fc.Arbitrary<FactData> = fc.oneof(
  { weight: 6, arbitrary: criticism },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...relationshipTypes).chain((type) =>
      fc.record({
        ...base,
        kind: fc.constant('RELATIONSHIP' as const),
        type: fc.constant(type),
        subject: anything,
        object: objectOf[type] ?? anything,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('ROLE' as const),
      subject: among('PERSON'),
      object: among('ORGANIZATION'),
      title: fc.constantFrom(...someTitles),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('FIGURE' as const),
      subject: anything,
      metric: fc.constantFrom(...someMetrics),
      value: fc.nat(100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('ALIAS' as const),
      subject: anything,
      name: fc.constantFrom(...someNames),
      aliasKind: fc.constantFrom('FORMER', 'ACRONYM', 'OFFICIAL'),
    }),
  },
  fc.record({ ...base, kind: fc.constant('ATTRIBUTE' as const), subject: anything, ...attribute('motto', words) }),
  fc.record({ ...base, kind: fc.constant('ATTRIBUTE' as const), subject: anything, ...attribute('website', website) }),
)

export const documents: readonly DocumentData[] = [
  { slug: 'report', title: 'The Report', paragraphs: [['One.'], ['Two.']] },
  { slug: 'archive', title: 'Archive 100%' },
]

/** A graph of 23 entities and up to 40 facts, with dates, trees and evidence of all sorts. Facts have the keys f1, f2 ... */
export const randomGraph: fc.Arbitrary<Required<GraphData>> = fc
  .record({
    entities: fc.tuple(
      ...Object.entries(slugs).flatMap(([kind, list]) => list.map((slug) => entity(kind as EntityKind, slug))),
    ),
    facts: fc.array(fact, { maxLength: 40, size: 'max' }),
  })
  .map(({ entities, facts }) => ({
    entities,
    documents,
    facts: facts.map((each, index) => ({ ...each, key: `f${index + 1}` })),
  }))
