import type { RelationshipType } from '../generated/prisma/enums.ts'
import { type Addresses, iriOf } from './address.ts'
import { date, decimal, link, links, type Node, node, period, present, textIn } from './node.ts'
import type { FactRecord } from './record.ts'

/** What a fact says, as the content of its graph. `id` names the fact; what only exists in it is named after it. */
export function assertions(fact: FactRecord, id: string, addresses: Addresses): Node[] {
  const { entity } = addresses
  const [subject, object] = [fact.subject, fact.object].map((slug) => (slug === null ? undefined : entity(slug)))
  switch (fact.kind) {
    case 'ALIAS':
      return about(subject, {
        'schema:alternateName': textIn(fact.name, fact.language),
        'dossier:nameKind': fact.alias_kind,
      })
    case 'ATTRIBUTE':
      return about(subject, attributeOf(fact, id))
    case 'FIGURE':
      return [figure(fact, `${id}#figure`, subject)]
    case 'RELATIONSHIP':
      return relationship(fact.relationship_type, subject, object)
    case 'ROLE':
      return about(object, { 'schema:member': role(fact, `${id}#role`, subject) })
    case 'CRITICISM':
      return [criticism(fact, `${id}#criticism`, { subject, object }, addresses)]
    case 'RESPONSE':
      return [response(fact, `${id}#response`, subject, addresses)]
  }
}

function about(iri: string | undefined, properties: Readonly<Record<string, unknown>>): Node[] {
  return iri === undefined ? [] : [{ '@id': iri, ...present(properties) }]
}

function attributeOf({ attribute, value }: FactRecord, id: string): Readonly<Record<string, unknown>> {
  switch (attribute) {
    case 'founded':
      return { 'schema:foundingDate': date(value) }
    case 'dissolved':
      return { 'schema:dissolutionDate': date(value) }
    case 'adopted':
      return { 'schema:legislationDate': date(value) }
    case 'in-force':
      return { 'dossier:inForceOn': date(value) }
    case 'date':
      return { 'schema:temporalCoverage': date(value) }
    case 'website':
      return { 'schema:url': link(iriOf(value ?? '')) ?? value }
    default:
      return {
        'schema:additionalProperty': node(`${id}#attribute`, 'schema:PropertyValue', {
          'schema:propertyID': attribute,
          'schema:value': value,
        }),
      }
  }
}

function figure(fact: FactRecord, id: string, subject: string | undefined): Node {
  const isRange = fact.qualifier === 'RANGE'
  return node(id, 'schema:Observation', {
    'schema:observationAbout': link(subject),
    'schema:variableMeasured': fact.metric,
    'schema:value': isRange ? undefined : decimal(fact.amount),
    'schema:minValue': isRange ? decimal(fact.amount) : undefined,
    'schema:maxValue': decimal(fact.up_to),
    'schema:unitText': fact.unit ?? fact.currency,
    'schema:observationDate': date(fact.start_date),
    'dossier:currency': fact.currency,
    'dossier:qualifier': fact.qualifier,
  })
}

/** Relationships for which schema.org has a word. `inverse`: there it leads from the object to the subject. */
const properties: Readonly<Partial<Record<RelationshipType, { readonly name: string; readonly inverse?: true }>>> = {
  PART_OF: { name: 'schema:isPartOf' },
  MEMBER_OF: { name: 'schema:memberOf' },
  ORGANIZES: { name: 'schema:organizer', inverse: true },
  FUNDS: { name: 'schema:funder', inverse: true },
  ESTABLISHES: { name: 'schema:founder', inverse: true },
  WORKS_ON: { name: 'schema:knowsAbout' },
  LOCATED_IN: { name: 'schema:location' },
  HEADQUARTERED_IN: { name: 'schema:location' },
}

/** By its own name, which says exactly what it is, and by the word of schema.org that comes near, if there is one. */
function relationship(type: RelationshipType | null, subject: string | undefined, object: string | undefined): Node[] {
  if (type === null || subject === undefined || object === undefined) return []
  const own = type.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const common = properties[type]
  const direct = { [`dossier:${own}`]: link(object), ...(common && !common.inverse && { [common.name]: link(object) }) }
  return [...about(subject, direct), ...(common?.inverse ? about(object, { [common.name]: link(subject) }) : [])]
}

/** As schema.org says when somebody was something: a role stands between the organisation and the person. */
function role(fact: FactRecord, id: string, person: string | undefined): Node {
  return node(id, 'schema:OrganizationRole', {
    'schema:roleName': fact.title,
    'schema:member': link(person),
    'schema:startDate': date(fact.start_date),
    'schema:endDate': date(fact.end_date),
    'schema:temporalCoverage': period(fact.start_date, fact.end_date, fact.ongoing),
  })
}

interface Ends {
  readonly subject: string | undefined
  readonly object: string | undefined
}

function criticism(fact: FactRecord, id: string, { subject, object }: Ends, addresses: Addresses): Node {
  const named = (slugs: readonly string[] | null) => (slugs ?? []).map(addresses.entity)
  return node(id, ['schema:Review', 'dossier:Criticism'], {
    'schema:itemReviewed': link(object),
    'schema:author': link(subject),
    'dossier:attribution': fact.attribution,
    'schema:reviewBody': fact.claim,
    'schema:about': links([...named(fact.topics), ...named(fact.about)]),
    'schema:publisher': link(fact.published_by === null ? undefined : addresses.entity(fact.published_by)),
    'schema:datePublished': date(fact.start_date),
    ...speech(fact, id, addresses),
  })
}

function response(fact: FactRecord, id: string, subject: string | undefined, addresses: Addresses): Node {
  return node(id, ['schema:Comment', 'dossier:Response'], {
    'schema:parentItem': link(fact.criticism === null ? undefined : `${addresses.fact(fact.criticism)}#criticism`),
    'schema:author': link(subject),
    'schema:text': fact.reply,
    'schema:datePublished': date(fact.start_date),
    'dossier:stance': fact.stance,
    ...speech(fact, id, addresses),
  })
}

function speech(
  { quotations, spokespeople }: FactRecord,
  id: string,
  { entity }: Addresses,
): Readonly<Record<string, unknown>> {
  return {
    'dossier:spokesperson': links((spokespeople ?? []).map(entity)),
    'schema:hasPart': (quotations ?? []).map(({ text, speaker }, place) =>
      node(`${id}-quotation-${place + 1}`, 'schema:Quotation', {
        'schema:text': text,
        'schema:spokenByCharacter': link(speaker === undefined ? undefined : entity(speaker)),
      }),
    ),
  }
}
