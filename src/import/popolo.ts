import type { EventType, OrganizationType } from '../generated/prisma/enums.ts'
import { aliasFact, attributeFact, foundedFact, inWords, relationshipFact, type Subject, websiteFact } from './fact.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import { shortDigest } from './slug.ts'
import { entryOf, objectsOf, textOf } from './value.ts'

type Json = Readonly<Record<string, unknown>>

/** Popolo: a JSON object with the lists `persons`, `organizations`, `memberships`, `posts` and `events`. */
export const popolo: Importer = {
  name: 'popolo',
  version: '1',
  title: 'Popolo',
  url: 'https://www.popoloproject.com',
  read(record, context) {
    const list = context.list ?? listOf(record)
    const reader = entryOf(readers, list)
    if (reader === undefined) return left(`${list} are not read; Dossier holds ${Object.keys(readers).join(', ')}`)
    return reader(record, context)
  },
}

const left = (message: string): RecordContent => ({
  entities: [],
  facts: [],
  problems: [{ code: 'NOT_IMPORTED', message }],
})
const wrong = (message: string): RecordContent => ({
  entities: [],
  facts: [],
  problems: [{ code: 'BAD_VALUE', message }],
})

/** Where the file does not say what its records are, their fields do. */
function listOf(record: Json): string {
  if ('person_id' in record || 'member_id' in record) return 'memberships'
  if ('label' in record && 'organization_id' in record) return 'posts'
  if (['family_name', 'given_name', 'birth_date', 'gender'].some((field) => field in record)) return 'persons'
  return 'organizations'
}

const readers: Readonly<Record<string, (record: Json, context: ImportContext) => RecordContent>> = {
  persons: (record, context) => readThing(record, context, { kind: 'PERSON' }),
  organizations: readOrganization,
  events: readEvent,
  memberships: (record, context) => {
    const fact = membershipFact(record, context)
    return typeof fact === 'string' ? wrong(fact) : { id: `membership ${fact.key}`, entities: [], facts: [fact] }
  },
}

function readThing(record: Json, context: ImportContext, fields: Pick<StatedEntity, 'kind'>): RecordContent {
  const [id, name] = [textOf(record.id), textOf(record.name)]
  if (id === undefined || name === undefined) return wrong(`${id === undefined ? 'id' : 'name'} is missing`)
  const subject = { slug: context.slug(id), name }
  const summary = textOf(record.summary) ?? textOf(record.description)
  const entity: StatedEntity = {
    ...fields,
    slug: subject.slug,
    name,
    identifiers: identifiersOf(record),
    ...(summary === undefined ? {} : { summary }),
  }
  const nested = objectsOf(record.memberships).map((membership) =>
    membershipFact(
      { ...(fields.kind === 'PERSON' ? { person_id: id } : { organization_id: id }), ...membership },
      context,
    ),
  )
  const problems = nested.flatMap((fact) =>
    typeof fact === 'string' ? [{ code: 'BAD_VALUE', message: fact } as const] : [],
  )
  const facts = [...namesOf(record, subject), ...nested.filter((fact) => typeof fact !== 'string')]
  return { id, entities: [entity], facts, problems }
}

function identifiersOf(record: Json) {
  const all = objectsOf(record.identifiers).flatMap(({ scheme, identifier }) => {
    const [name, value] = [textOf(scheme), textOf(identifier)]
    if (name === undefined || value === undefined) return []
    return [
      {
        scheme: name
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/gu, '-')
          .replaceAll(/^-|-$/gu, ''),
        value,
      },
    ]
  })
  return [...new Map(all.map((one) => [`${one.scheme} ${one.value}`, one])).values()]
}

function namesOf(record: Json, subject: Subject): StatedFact[] {
  const own = aliasFact(subject, { name: subject.name, aliasKind: 'OFFICIAL', words: `name: ${subject.name}` })
  const others = objectsOf(record.other_names).flatMap(({ name, note, start_date, end_date }): StatedFact[] => {
    const text = textOf(name)
    if (text === undefined) return []
    const isAcronym = /acronym|abbreviation/iu.test(textOf(note) ?? '')
    const aliasKind = isAcronym ? 'ACRONYM' : textOf(end_date) === undefined ? 'ALSO_KNOWN_AS' : 'FORMER'
    return [aliasFact(subject, { name: text, aliasKind, period: periodOf(start_date, end_date) })]
  })
  return [...new Map([own, ...others].map((fact) => [fact.key, fact])).values()]
}

/** The time between two dates of which one may be missing; undefined if both are. */
export function periodOf(start: unknown, end: unknown): string | undefined {
  const [from, until] = [textOf(start), textOf(end)]
  if (from === undefined && until === undefined) return undefined
  return from === until ? from : `${from ?? ''}/${until ?? ''}`
}

const organizationTypes: readonly (readonly [RegExp, OrganizationType])[] = [
  [/compan|business|corporation/iu, 'COMPANY'],
  [/government|ministry|department|parliament|legislat|committee|council|court|agency/iu, 'GOVERNMENT'],
  [/ngo|non-?profit|charity/iu, 'NGO'],
  [/media|newspaper|broadcast/iu, 'MEDIA'],
]

function readOrganization(record: Json, context: ImportContext): RecordContent {
  const classification = textOf(record.classification) ?? ''
  const organizationType = organizationTypes.find(([pattern]) => pattern.test(classification))?.[1] ?? 'OTHER'
  const { entities, facts, ...rest } = readThing(record, context, { kind: 'ORGANIZATION', organizationType } as never)
  const [entity] = entities
  if (entity === undefined) return { entities, facts, ...rest }
  const [founded, dissolved, parent] = [record.founding_date, record.dissolution_date, record.parent_id].map(textOf)
  const websites = objectsOf(record.links).flatMap(({ url, note }) =>
    /website/iu.test(textOf(note) ?? '') ? (textOf(url) ?? []) : [],
  )
  const own = [
    ...(founded === undefined ? [] : [foundedFact(entity, founded, `founding date: ${founded}`)]),
    ...(dissolved === undefined ? [] : [dissolvedFact(entity, dissolved)]),
    ...(parent === undefined ? [] : [parentFact(entity, parent, context)]),
    ...websites.map((url) => websiteFact(entity, url)),
  ]
  return { entities, facts: [...facts, ...own], ...rest }
}

function dissolvedFact(subject: Subject, value: string): StatedFact {
  const statement = `${subject.name} ended ${inWords(value)}.`
  return attributeFact(subject, { attribute: 'dissolved', value, statement, words: `dissolution date: ${value}` })
}

function parentFact({ slug, name }: Subject, parent: string, context: ImportContext): StatedFact {
  const object = context.slug(parent)
  return relationshipFact(context.dataset, {
    subject: slug,
    object,
    relationshipType: 'PART_OF',
    statement: `${name} is part of {${object}}.`,
    words: `parent id: ${parent}`,
  })
}

function readEvent(record: Json, context: ImportContext): RecordContent {
  const eventType: EventType = /election/iu.test(textOf(record.classification) ?? '') ? 'ELECTION' : 'OTHER'
  const content = readThing(record, context, { kind: 'EVENT', eventType } as never)
  const [entity] = content.entities
  const period = periodOf(record.start_date, record.end_date)
  if (entity === undefined || period === undefined) return content
  const statement = `The time of ${entity.name} is ${period}.`
  const words = `start date: ${textOf(record.start_date) ?? ''}`
  const date = attributeFact(entity, { attribute: 'date', value: period, statement, words })
  return { ...content, facts: [...content.facts, date] }
}

/** A post that a person has, or a membership without one; a text that says why it is neither. */
function membershipFact(record: Json, context: ImportContext): StatedFact | string {
  const [person, member, organization] = [
    record.person_id,
    record.member_id ?? record.organization_member_id ?? objectsOf(record.member)[0]?.id,
    record.organization_id,
  ].map(textOf)
  const who = person ?? member
  if (who === undefined) return 'a membership names nobody; person_id is missing'
  if (organization === undefined) return 'a membership names no organisation; organization_id is missing'
  const [post] = objectsOf(record.post)
  const title = textOf(record.role) ?? textOf(record.label) ?? textOf(post?.label)
  const period = periodOf(record.start_date, record.end_date)
  const [subject, object] = [context.slug(who), context.slug(organization)]
  const id = textOf(record.id) ?? shortDigest([who, organization, title ?? '', period ?? ''].join('\n'))
  const timed = period === undefined ? {} : { period }
  if (title === undefined || person === undefined) {
    const statement = `{${subject}} is a member of {${object}}.`
    const words = `organization id: ${organization}`
    const fact = relationshipFact(context.dataset, {
      subject,
      object,
      relationshipType: 'MEMBER_OF',
      statement,
      words,
      period,
    })
    return { ...fact, key: `${fact.key}-${shortDigest(id)}` }
  }
  const statement = `{${subject}} is ${title} of {${object}}.`
  const key = `${subject}-post-${shortDigest(id)}`
  return { kind: 'ROLE', key, person: subject, organization: object, title, ...timed, statement, words: title }
}
