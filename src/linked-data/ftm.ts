import type { Snapshot } from '../database/snapshot.ts'
import type { EntityKind, RelationshipType } from '../generated/prisma/enums.ts'
import type { Losses } from './losses.ts'
import { plainDate } from './plain-date.ts'
import { readEntities, readFacts } from './read.ts'
import type { EntityRecord, FactRecord } from './record.ts'

// FollowTheMoney: https://followthemoney.tech. Every entity has a schema and properties with lists of texts; what links
// two of them is an entity, too. The importer `ftm` reads what is written here.

interface FtmEntity {
  readonly id: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** The graph in the model of FollowTheMoney, an entity on each line. */
export async function* ftmOf(snapshot: Snapshot, losses: Losses): AsyncGenerator<string> {
  for await (const batch of readEntities(snapshot)) yield linesOf(batch.map((entity) => ftmEntity(entity, losses)))
  for await (const batch of readFacts(snapshot)) yield linesOf(batch.map((fact) => ftmLink(fact, losses)))
}

function linesOf(entities: readonly (FtmEntity | undefined)[]): string {
  return entities.map((entity) => (entity === undefined ? '' : `${JSON.stringify(entity)}\n`)).join('')
}

const schemaOfKind: Readonly<Partial<Record<EntityKind, string>>> = {
  ORGANIZATION: 'Organization',
  PERSON: 'Person',
  EVENT: 'Event',
  CAMPAIGN: 'Project',
  PLACE: 'Address',
}

const schemaOfType: Readonly<Record<string, string>> = { COMPANY: 'Company', GOVERNMENT: 'PublicBody' }

/** Identifiers that have a property of their own: of everything, and of organisations and people. */
const identifierOfAll: Readonly<Record<string, string>> = { wikidata: 'wikidataId' }
const identifierOfLegal: Readonly<Record<string, string>> = {
  lei: 'leiCode',
  registration: 'registrationNumber',
  tax: 'taxNumber',
  inn: 'innCode',
  ogrn: 'ogrnCode',
}

function ftmEntity(entity: EntityRecord, losses: Losses): FtmEntity | undefined {
  const { slug, kind, type, name, summary } = entity
  const ofKind = schemaOfKind[kind]
  if (ofKind === undefined) {
    losses.lose(kind, 'FollowTheMoney has no schema for it')
    return undefined
  }
  losses.carry(kind)
  const schema = (kind === 'ORGANIZATION' && type !== null && schemaOfType[type]) || ofKind
  const isLegal = kind === 'ORGANIZATION' || kind === 'PERSON'
  if (kind === 'PLACE' && entity.part_of !== null) losses.lose('PLACE', 'that it lies in another place has no property')
  const properties = {
    name: [name],
    ...namesOf(entity, losses),
    ...identifiersOf(entity, isLegal, losses),
    summary: [summary],
    ...(isLegal && { website: entity.websites ?? [] }),
    ...(kind === 'ORGANIZATION' && {
      incorporationDate: [plainDate(entity.founded_on, 'founding date', losses)],
      dissolutionDate: [plainDate(entity.dissolved_on, 'end of an organisation', losses)],
    }),
    ...((kind === 'EVENT' || kind === 'CAMPAIGN') && {
      startDate: [plainDate(entity.start_date, `start of ${kind}`, losses)],
      endDate: [plainDate(entity.end_date, `end of ${kind}`, losses)],
    }),
    ...(kind === 'PLACE' && { full: [name], country: [entity.country_code?.toLowerCase()] }),
  }
  return { id: slug, schema, properties: filled(properties) }
}

function namesOf({ name, names }: EntityRecord, losses: Losses) {
  const others = names.filter((other) => other.name !== name)
  losses.lose('name', 'its years have no property', others.filter((other) => other.start_date ?? other.end_date).length)
  const of = (...kinds: readonly string[]) => [
    ...new Set(others.filter(({ kind }) => kinds.includes(kind)).map((other) => other.name)),
  ]
  return { alias: of('OFFICIAL', 'ALSO_KNOWN_AS', 'NICKNAME'), previousName: of('FORMER'), weakAlias: of('ACRONYM') }
}

function identifiersOf({ identifiers }: EntityRecord, isLegal: boolean, losses: Losses): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const identifier of identifiers ?? []) {
    const [scheme = '', ...rest] = identifier.split(':')
    const known = { ...identifierOfAll, ...(isLegal && identifierOfLegal) }
    const property = Object.hasOwn(known, scheme) ? known[scheme] : undefined
    if (property === undefined) losses.lose(`identifier of ${scheme}`, 'FollowTheMoney has no property for it')
    else found[property] = [...(found[property] ?? []), rest.join(':')]
  }
  return found
}

interface Link {
  readonly schema: string
  readonly ends: readonly [subject: string, object: string]
  readonly kinds?: readonly [subject: readonly EntityKind[], object: readonly EntityKind[]]
}

const legal: readonly EntityKind[] = ['ORGANIZATION', 'PERSON']

const links: Readonly<Partial<Record<RelationshipType, Link>>> = {
  MEMBER_OF: { schema: 'Membership', ends: ['member', 'organization'], kinds: [legal, ['ORGANIZATION']] },
  SUCCESSOR_OF: { schema: 'Succession', ends: ['successor', 'predecessor'], kinds: [legal, legal] },
  PARTICIPATES_IN: { schema: 'ProjectParticipant', ends: ['participant', 'project'], kinds: [legal, ['CAMPAIGN']] },
}

const anyLink: Link = { schema: 'UnknownLink', ends: ['subject', 'object'] }
const employment: Link = { schema: 'Employment', ends: ['employee', 'employer'] }

/** What the facts of an entity say that its own properties say already. */
const inEntity = ['founded', 'dissolved', 'website', 'date']

function ftmLink(fact: FactRecord, losses: Losses): FtmEntity | undefined {
  const { kind, attribute, relationship_type: type } = fact
  if (kind === 'ALIAS' || (kind === 'ATTRIBUTE' && inEntity.includes(attribute ?? ''))) {
    losses.carry(kind)
    return undefined
  }
  if (kind === 'ROLE') return linkOf(fact, employment, fact.title, losses)
  if (kind === 'RELATIONSHIP' && type !== null) return relationshipOf(fact, type, losses)
  losses.lose(kind, 'FollowTheMoney has no schema for it')
  return undefined
}

function relationshipOf(fact: FactRecord, type: RelationshipType, losses: Losses): FtmEntity | undefined {
  const [from, to] = [fact.subject_kind, fact.object_kind]
  if (from === null || to === null || !schemaOfKind[from] || !schemaOfKind[to]) {
    losses.lose(`RELATIONSHIP ${type}`, 'one of its ends has no schema')
    return undefined
  }
  const own = links[type]
  const fits = own?.kinds?.[0].includes(from) && own.kinds[1].includes(to)
  return linkOf(fact, own && fits ? own : anyLink, own && fits ? null : type.toLowerCase().replaceAll('_', ' '), losses)
}

function linkOf(fact: FactRecord, { schema, ends }: Link, role: string | null, losses: Losses): FtmEntity {
  const { dataset, key, kind, subject, object, sources } = fact
  losses.carry(kind)
  losses.lose('evidence', 'the sentence has no property; the address of its document is kept', sources.length)
  const what = `time of ${kind}`
  const properties = {
    [ends[0]]: [subject],
    [ends[1]]: [object],
    role: [role],
    startDate: [plainDate(fact.start_date, what, losses)],
    endDate: [plainDate(fact.end_date, what, losses)],
    summary: [fact.statement],
    sourceUrl: [...new Set(sources.map((source) => source.document_url))],
  }
  // Slugs have no points, so this is the id of nothing else.
  return { id: `${dataset}.${key}`, schema, properties: filled(properties) }
}

/** The properties that have values, without those that are missing. */
function filled(properties: Readonly<Record<string, readonly (string | null | undefined)[]>>): FtmEntity['properties'] {
  const present = Object.entries(properties).map(
    ([name, values]) => [name, values.filter((value) => value != null)] as const,
  )
  return Object.fromEntries(present.filter(([, values]) => values.length > 0)) as FtmEntity['properties']
}
