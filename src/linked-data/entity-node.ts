import type { EntityKind } from '../generated/prisma/enums.ts'
import { type Addresses, identifierIri, iriOf } from './address.ts'
import { date, link, links, type Node, node, textIn } from './node.ts'
import type { EntityRecord } from './record.ts'

const kindTypes: Readonly<Record<EntityKind, readonly string[]>> = {
  ORGANIZATION: ['schema:Organization'],
  PERSON: ['schema:Person'],
  EVENT: ['schema:Event'],
  CAMPAIGN: ['schema:Project', 'dossier:Campaign'],
  PLACE: ['schema:Place'],
  TOPIC: ['schema:DefinedTerm', 'skos:Concept'],
  AGREEMENT: ['schema:Legislation', 'dossier:Agreement'],
}

/** Organisations of which schema.org has a type. */
const organizationTypes: Readonly<Record<string, string>> = {
  NGO: 'schema:NGO',
  GOVERNMENT: 'schema:GovernmentOrganization',
  MEDIA: 'schema:NewsMediaOrganization',
  COMPANY: 'schema:Corporation',
}

/** An entity as schema.org describes it. */
export function entityNode(entity: EntityRecord, { entity: addressOf, dataset }: Addresses): Node {
  const {
    slug,
    kind,
    type,
    name,
    summary,
    names,
    identifiers,
    identifier_urls: urls,
    websites,
    part_of: above,
  } = entity
  const id = addressOf(slug)
  const more = kind === 'ORGANIZATION' && type !== null ? organizationTypes[type] : undefined
  const others = names.filter((other) => other.kind !== 'CURRENT' && other.name !== name)
  return node(id, more === undefined ? kindTypes[kind] : [...kindTypes[kind], more], {
    'schema:name': name,
    'schema:alternateName': others.map((other) => textIn(other.name, other.language)),
    'schema:description': summary,
    'schema:identifier': (identifiers ?? []).map((identifier) => identifierNode(id, identifier)),
    'schema:sameAs': links([...(identifiers ?? []).map(identifierIri), ...(urls ?? []).map(iriOf)]),
    'schema:url': links((websites ?? []).map(iriOf)),
    'schema:foundingDate': date(entity.founded_on),
    'schema:dissolutionDate': date(entity.dissolved_on),
    'schema:startDate': date(entity.start_date),
    'schema:endDate': date(entity.end_date),
    'schema:legislationDate': date(entity.adopted_on),
    'dossier:inForceOn': date(entity.in_force_on),
    ...(above !== null && { [kind === 'PLACE' ? 'schema:containedInPlace' : 'skos:broader']: link(addressOf(above)) }),
    'dossier:countryCode': entity.country_code,
    'dossier:type': type,
    'prov:wasAttributedTo': link(dataset(entity.dataset)),
  })
}

function identifierNode(entity: string, identifier: string): Node {
  const [scheme = '', ...rest] = identifier.split(':')
  return node(`${entity}#identifier-${encodeURIComponent(identifier)}`, 'schema:PropertyValue', {
    'schema:propertyID': scheme,
    'schema:value': rest.join(':'),
  })
}
