import type { OrganizationType } from '../generated/prisma/enums.ts'
import { aliasFact, attributeFact, foundedFact, inWords, relationshipFact, type Subject } from './fact.ts'
import { readDates } from './factbook-date.ts'
import { type ListedMember, readLists } from './factbook-list.ts'
import { readNames } from './factbook-name.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import { slugPart } from './slug.ts'
import { textOf } from './value.ts'

/** The international bodies in the appendix of the World Factbook. */
export const factbook: Importer = {
  name: 'factbook',
  version: '1',
  title: 'International bodies',
  licence: 'Public domain: The World Factbook, appendix on international organizations and groups',
  url: 'https://www.cia.gov/the-world-factbook/',
  read(record, context) {
    const [name, raw] = [textOf(record.name), typeof record.raw === 'string' ? record.raw : undefined]
    if (name === undefined || raw === undefined) {
      return { entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message: 'the record lacks `name` or `raw`' }] }
    }
    const why = noBody(name, raw)
    if (why !== undefined) {
      const message = `"${name}" ${why}`
      return { id: name, entities: [], facts: [], problems: [{ code: 'NOT_IMPORTED', message }] }
    }
    return readBody({ name, raw, acronym: textOf(record.acronym) }, context)
  },
}

interface Body {
  readonly name: string
  readonly raw: string
  readonly acronym: string | undefined
}

/** Entries that explain a word, name a group of countries that nobody runs, or only lead to another entry. */
const explanations =
  /^(?:(?:another|a|an|former|Russian|popular) (?:\w+ )?term\b|a term\b|former term\b|a popular term\b|traditionally the|the (?:top|middle|bottom) group|that subgroup|refers to|in general, countries|the four small|local name of|includes )|^(?:note - )?see (?!European Union entry)/u

function noBody(name: string, raw: string): string | undefined {
  if (!explanations.test(raw)) return undefined
  if (/^(?:note - )?see /u.test(raw)) return 'only leads to another entry'
  return /^(?:local name|includes )/u.test(raw)
    ? 'names what other entries describe'
    : 'is a word for a group of countries and no body'
}

function readBody({ name, raw, acronym }: Body, context: ImportContext): RecordContent {
  const subject = { slug: context.slug(name), name }
  const { members, left } = readLists(raw)
  const places = members.filter(({ code }) => code !== undefined)
  const dates = readDates(raw)
  return {
    id: name,
    entities: [organizationOf(subject, raw), ...placesOf(places, context)],
    facts: [
      ...nameFacts(subject, raw, acronym, dates.named),
      ...(dates.founded === undefined ? [] : [foundedFact(subject, dates.founded.value, dates.founded.words)]),
      ...(dates.effective === undefined ? [] : [effectiveFact(subject, dates.effective)]),
      ...(dates.dissolved === undefined ? [] : [dissolvedFact(subject, dates.dissolved)]),
      ...membershipFacts(context, subject, members),
    ],
    problems: left.map((message) => ({ code: 'NOT_IMPORTED' as const, message: `${name}: ${message}` })),
  }
}

const notStates =
  /Trade Union|Confederation of Labor|Chamber of Commerce|Olympic|Red C(?:ross|rescent)|for Standardization|Paris Club$/u

function organizationOf({ slug, name }: Subject, raw: string): StatedEntity {
  const isOfUnitedNations = /^United Nations ./u.test(name) || /UN specialized agency/u.test(raw)
  const organizationType: OrganizationType = notStates.test(name)
    ? 'NGO'
    : isOfUnitedNations
      ? 'UN_AGENCY'
      : 'INTERGOVERNMENTAL'
  return { kind: 'ORGANIZATION', slug, name, organizationType }
}

function placesOf(members: readonly ListedMember[], context: ImportContext): StatedEntity[] {
  const bySlug = new Map(members.map((member) => [slugOfMember(member, context), member]))
  return [...bySlug].map(([slug, { name, code }]) => {
    return { kind: 'PLACE', slug, name, countryCode: code, isShared: true }
  })
}

function nameFacts(
  subject: Subject,
  raw: string,
  acronym: string | undefined,
  named: ReturnType<typeof readDates>['named'],
) {
  const own =
    named === undefined
      ? []
      : [{ name: subject.name, aliasKind: 'OFFICIAL' as const, period: `${named.value}/..`, words: named.words }]
  const facts = [...own, ...readNames(subject.name, raw, acronym, named?.value)].map((alias) =>
    aliasFact(subject, alias),
  )
  return [...new Map(facts.map((fact) => [fact.key, fact])).values()]
}

interface Dated {
  readonly value: string
  readonly words: string
}

function effectiveFact(subject: Subject, { value, words }: Dated): StatedFact {
  const statement = `The treaty or statute of ${subject.name} became effective ${inWords(value)}.`
  return attributeFact(subject, { attribute: 'effective', value, period: value, statement, words })
}

function dissolvedFact(subject: Subject, { value, words }: Dated): StatedFact {
  const statement = `${subject.name} ended ${inWords(value)}.`
  return attributeFact(subject, { attribute: 'dissolved', value, statement, words })
}

const memberWords = {
  MEMBER: ['MEMBER_OF', 'is a member of'],
  ASSOCIATE: ['MEMBER_OF', 'is an associate member of'],
  SUSPENDED: ['MEMBER_OF', 'is a suspended member of'],
  OBSERVER: ['PARTICIPATES_IN', 'is an observer in'],
  PARTNER: ['RELATED_TO', 'is a partner of'],
  CANDIDATE: ['RELATED_TO', 'is a candidate for membership in'],
} as const

/** A country has one slug, whichever of its names a list has. */
function slugOfMember({ name, code }: ListedMember, context: ImportContext): string {
  return context.slug(code === undefined ? name : `country-${code}`)
}

/** Members that are bodies are found by their slug: the entry of the same name, if the file has one. */
function membershipFacts(context: ImportContext, body: Subject, members: readonly ListedMember[]): StatedFact[] {
  const facts = members.map((member) => {
    const { name, standing, words } = member
    const [relationshipType, verb] = memberWords[standing]
    const fact = relationshipFact(context.dataset, {
      subject: slugOfMember(member, context),
      object: body.slug,
      relationshipType,
      statement: `${name} ${verb} ${body.name}.`,
      words,
    })
    return standing === 'MEMBER' ? fact : { ...fact, key: `${fact.key}-${slugPart(standing)}` }
  })
  return [...new Map(facts.map((fact) => [fact.key, fact])).values()]
}
