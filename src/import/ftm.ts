import type { OrganizationType, RelationshipType } from '../generated/prisma/enums.ts'
import { aliasFact, attributeFact, foundedFact, inWords, relationshipFact, type Subject, websiteFact } from './fact.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import { periodOf } from './popolo.ts'
import { shortDigest } from './slug.ts'
import { entryOf, objectsOf, textOf, textsOf } from './value.ts'

type Json = Readonly<Record<string, unknown>>

/** FollowTheMoney: one entity of its model on each line, also those that link others. */
export const ftm: Importer = {
  name: 'ftm',
  version: '1',
  title: 'FollowTheMoney',
  url: 'https://followthemoney.tech',
  read(record, context) {
    const [id, schema] = [textOf(record.id), textOf(record.schema)]
    const [properties] = objectsOf(record.properties)
    if (id === undefined || schema === undefined || properties === undefined) {
      const missing = id === undefined ? 'id' : schema === undefined ? 'schema' : 'properties'
      return { entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message: `${missing} is missing` }] }
    }
    const thing = entryOf(things, schema)
    if (thing !== undefined) return readThing(id, properties, thing, context)
    const link = entryOf(links, schema)
    if (link !== undefined) return readLink({ id, schema, properties }, link, context)
    const message = `${schema} is not read; Dossier holds ${[...Object.keys(things), ...Object.keys(links)].join(', ')}`
    return { id, entities: [], facts: [], problems: [{ code: 'NOT_IMPORTED', message }] }
  },
}

type Thing =
  | { readonly kind: 'PERSON' }
  | { readonly kind: 'ORGANIZATION'; readonly organizationType: OrganizationType }

const things: Readonly<Record<string, Thing>> = {
  Organization: { kind: 'ORGANIZATION', organizationType: 'OTHER' },
  Company: { kind: 'ORGANIZATION', organizationType: 'COMPANY' },
  PublicBody: { kind: 'ORGANIZATION', organizationType: 'GOVERNMENT' },
  Person: { kind: 'PERSON' },
}

interface Link {
  /** The properties that name its ends. */
  readonly ends: readonly [subject: string, object: string]
  readonly relationshipType?: RelationshipType
  /** What the subject is to the object. */
  readonly verb: string
  /** A post: its title, if the record gives none. */
  readonly post?: string
}

const links: Readonly<Record<string, Link>> = {
  Membership: { ends: ['member', 'organization'], relationshipType: 'MEMBER_OF', verb: 'is a member of' },
  Directorship: { ends: ['director', 'organization'], verb: 'of', post: 'Director' },
  Employment: { ends: ['employee', 'employer'], verb: 'of', post: 'Employee' },
  Ownership: { ends: ['owner', 'asset'], relationshipType: 'RELATED_TO', verb: 'owns' },
  Succession: { ends: ['successor', 'predecessor'], relationshipType: 'SUCCESSOR_OF', verb: 'is the successor of' },
  UnknownLink: { ends: ['subject', 'object'], relationshipType: 'RELATED_TO', verb: 'is linked to' },
  Family: { ends: ['person', 'relative'], relationshipType: 'RELATED_TO', verb: 'is a relative of' },
  Associate: { ends: ['person', 'associate'], relationshipType: 'RELATED_TO', verb: 'is an associate of' },
}

const schemes: Readonly<Record<string, string>> = {
  wikidataId: 'wikidata',
  leiCode: 'lei',
  rorCode: 'ror',
  isni: 'isni',
  registrationNumber: 'registration',
  taxNumber: 'tax',
  innCode: 'inn',
  ogrnCode: 'ogrn',
}

function readThing(id: string, properties: Json, thing: Thing, context: ImportContext): RecordContent {
  const [name, ...others] = textsOf(properties.name)
  if (name === undefined) {
    return { id, entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message: 'properties.name is missing' }] }
  }
  const subject = { slug: context.slug(id), name }
  const identifiers = Object.entries(schemes).flatMap(([property, scheme]) =>
    textsOf(properties[property]).map((value) => ({ scheme, value })),
  )
  const [summary] = textsOf(properties.summary)
  const entity: StatedEntity = { ...thing, ...subject, identifiers, ...(summary === undefined ? {} : { summary }) }
  return { id, entities: [entity], facts: factsOf(properties, subject, others, thing) }
}

function factsOf(properties: Json, subject: Subject, others: readonly string[], { kind }: Thing): StatedFact[] {
  const also = [...others, ...textsOf(properties.alias)].filter((name) => name !== subject.name)
  const names = [
    aliasFact(subject, { name: subject.name, aliasKind: 'OFFICIAL', words: subject.name }),
    ...also.map((name) => aliasFact(subject, { name, aliasKind: 'ALSO_KNOWN_AS' })),
    ...textsOf(properties.abbreviation).map((name) => aliasFact(subject, { name, aliasKind: 'ACRONYM' })),
    ...textsOf(properties.previousName).map((name) => aliasFact(subject, { name, aliasKind: 'FORMER' })),
  ]
  const own =
    kind === 'PERSON'
      ? []
      : [
          ...textsOf(properties.incorporationDate).map((date) => foundedFact(subject, date, date)),
          ...textsOf(properties.dissolutionDate).map((date) => dissolvedFact(subject, date)),
          ...textsOf(properties.website).map((url) => websiteFact(subject, url)),
        ]
  return [...new Map([...names, ...own].map((fact) => [fact.key, fact])).values()]
}

function dissolvedFact(subject: Subject, value: string): StatedFact {
  const statement = `${subject.name} ended ${inWords(value)}.`
  return attributeFact(subject, { attribute: 'dissolved', value, statement, words: value })
}

interface LinkRecord {
  readonly id: string
  readonly schema: string
  readonly properties: Json
}

/** Every pair of its ends: a property may have several values. */
function readLink({ id, schema, properties }: LinkRecord, link: Link, context: ImportContext): RecordContent {
  const [subjects, objects] = link.ends.map((end) => textsOf(properties[end]))
  if (!subjects?.length || !objects?.length) {
    const missing = link.ends.filter((end) => textsOf(properties[end]).length === 0).join(' and ')
    const message = `${schema} lacks ${missing}`
    return { id, entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message }] }
  }
  const facts = subjects.flatMap((subject) =>
    objects.map((object) => linkFact({ id, properties }, link, context, [subject, object])),
  )
  return { id, entities: [], facts }
}

function linkFact(
  { id, properties }: Pick<LinkRecord, 'id' | 'properties'>,
  { relationshipType, verb, post }: Link,
  context: ImportContext,
  ends: readonly [string, string],
): StatedFact {
  const [subject, object] = ends.map((end) => context.slug(end)) as [string, string]
  const [role] = textsOf(properties.role)
  const [share] = textsOf(properties.percentage)
  const period = periodOf(textsOf(properties.startDate)[0], textsOf(properties.endDate)[0])
  const timed = period === undefined ? {} : { period }
  const key = `${subject}-link-${shortDigest([id, ...ends].join('\n'))}`
  if (relationshipType === undefined) {
    const title = role ?? post ?? 'Member'
    const statement = `{${subject}} is ${title} ${verb} {${object}}.`
    return {
      kind: 'ROLE',
      key,
      person: subject,
      organization: object,
      title,
      ...timed,
      statement,
      words: role ?? ends[0],
    }
  }
  const detail = share === undefined ? role : `${share} %`
  const statement = `{${subject}} ${verb} {${object}}${detail === undefined ? '' : ` (${detail})`}.`
  const words = ends[1]
  return { ...relationshipFact(context.dataset, { subject, object, relationshipType, statement, words, period }), key }
}
