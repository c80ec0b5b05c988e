import type { EntityRecord, EvidenceRecord, FactRecord, NameRecord, QuotationRecord } from './record.ts'

// Answers of the API in the form of the tables' rows, so that one thing alone is said in the same words as in the files.

// oxlint-disable-next-line typescript/no-explicit-any -- the fields depend on the type of the thing
type Answer = any

/** What is asked of a fact. */
export const factFields = `
fragment FactFields on Fact {
  key factKind statement computed
  dataset { slug title language licence }
  subject { slug kind }
  object { slug kind }
  period { from { edtf } until { edtf } ongoing }
  evidence {
    paragraph anchor status sentence
    document { slug title externalId url licence language sha256 asOf { edtf } retrievedOn { edtf } }
  }
  ... on Alias { name aliasKind language }
  ... on Attribute { attribute value }
  ... on Figure { metric amount upTo unit currency qualifier }
  ... on Relationship { relationshipType }
  ... on Role { title }
  ... on Criticism {
    claim attribution
    topics { slug }
    about { slug }
    publishedBy { slug }
    spokespeople { slug }
    quotations { text speaker { slug } }
  }
  ... on Response {
    criticism { key dataset { slug } }
    stance reply
    spokespeople { slug }
    quotations { text speaker { slug } }
  }
}`

/** What is asked of an entity. */
export const entityFields = `
fragment EntityFields on Entity {
  slug kind name summary labels
  dataset { slug title language licence }
  identifiers { scheme value url }
  aliases { name aliasKind language period { from { edtf } until { edtf } } }
  ... on Organization { organizationType foundedOn { edtf } dissolvedOn { edtf } website }
  ... on Event { eventType period { from { edtf } until { edtf } } }
  ... on Campaign { period { from { edtf } until { edtf } } }
  ... on Place { countryCode partOf { slug } }
  ... on Topic { broader { slug } }
  ... on Agreement { adoptedOn { edtf } inForceOn { edtf } }
}`

const edtf = (date: Answer): string | null => date?.edtf ?? null
const slugs = (things: Answer): string[] | null => things?.map(({ slug }: Answer) => slug) ?? null

/** A fact of an answer to `factFields`. */
export function factRecord(fact: Answer): FactRecord {
  const { period, criticism } = fact
  // A criticism whose source names nobody has its target at both ends.
  const isNamed = fact.attribution == null
  return {
    dataset: fact.dataset.slug,
    key: fact.key,
    kind: fact.factKind,
    subject: isNamed ? fact.subject.slug : null,
    subject_kind: isNamed ? fact.subject.kind : null,
    object: fact.object?.slug ?? null,
    object_kind: fact.object?.kind ?? null,
    statement: fact.statement,
    start_date: edtf(period.from),
    end_date: edtf(period.until),
    ongoing: period.ongoing,
    name: fact.name ?? null,
    alias_kind: fact.aliasKind ?? null,
    language: fact.language ?? null,
    attribute: fact.attribute ?? null,
    value: fact.value ?? null,
    metric: fact.metric ?? null,
    amount: fact.amount ?? null,
    up_to: fact.upTo ?? null,
    unit: fact.unit ?? null,
    currency: fact.currency ?? null,
    qualifier: fact.qualifier ?? null,
    relationship_type: fact.relationshipType ?? null,
    title: fact.title ?? null,
    claim: fact.claim ?? null,
    attribution: fact.attribution ?? null,
    topics: slugs(fact.topics),
    about: slugs(fact.about),
    published_by: fact.publishedBy?.slug ?? null,
    spokespeople: slugs(fact.spokespeople),
    quotations: fact.quotations?.map(quotationRecord) ?? null,
    criticism: criticism ? `${criticism.dataset.slug}/${criticism.key}` : null,
    stance: fact.stance ?? null,
    reply: fact.reply ?? null,
    computed: fact.computed,
    sources: fact.evidence.map(evidenceRecord),
  }
}

function quotationRecord({ text, speaker }: Answer): QuotationRecord {
  return { text, ...(speaker && { speaker: speaker.slug }) }
}

function evidenceRecord({ document, paragraph, anchor, status, sentence }: Answer): EvidenceRecord {
  return { document: document.slug, document_url: document.url, paragraph, anchor, status, sentence }
}

/** An entity of an answer to `entityFields`. */
export function entityRecord(entity: Answer): EntityRecord {
  const { identifiers, website } = entity
  const name = { language: null, start_date: null, end_date: null }
  const names: NameRecord[] = [
    ...entity.aliases.map((alias: Answer) => ({
      name: alias.name,
      kind: alias.aliasKind,
      language: alias.language,
      start_date: edtf(alias.period.from),
      end_date: edtf(alias.period.until),
    })),
    ...entity.labels.map((label: string) => ({ ...name, name: label, kind: 'ALSO_KNOWN_AS' })),
  ]
  return {
    slug: entity.slug,
    kind: entity.kind,
    type: entity.organizationType ?? entity.eventType ?? null,
    name: entity.name,
    summary: entity.summary,
    dataset: entity.dataset.slug,
    founded_on: edtf(entity.foundedOn),
    dissolved_on: edtf(entity.dissolvedOn),
    start_date: edtf(entity.period?.from),
    end_date: edtf(entity.period?.until),
    adopted_on: edtf(entity.adoptedOn),
    in_force_on: edtf(entity.inForceOn),
    part_of: entity.partOf?.slug ?? entity.broader?.slug ?? null,
    country_code: entity.countryCode ?? null,
    websites: website == null ? null : [website],
    identifiers: [...new Set<string>(identifiers.map(({ scheme, value }: Answer) => `${scheme}:${value}`))].sort(),
    identifier_urls: identifiers.flatMap(({ url }: Answer) => url ?? []),
    names,
  }
}
