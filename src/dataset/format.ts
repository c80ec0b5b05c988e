import { z } from 'zod'
import {
  AliasKind,
  type EntityKind,
  EventType,
  type FactKind,
  FigureQualifier,
  OrganizationType,
  RelationshipType,
} from '../generated/prisma/enums.ts'
import type { Place } from './problem.ts'
import * as t from './text.ts'

// The format of datasets: docs/datasets.md shows it. Every scalar is read as text, so a year needs no quotes.

/** A mapping without other fields. The message about another one lists those that there are: see shape.ts. */
function fields<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  })
}

/** A plain text may stand for an object that has nothing else: "HRW" for {text: HRW}. */
function shorthand<S extends z.ZodType>(field: string, schema: S) {
  return z.preprocess((value) => (typeof value === 'string' ? { [field]: value } : value), schema)
}

const name = t.text(500)
const prose = t.text(5000)

const reference = shorthand(
  'label',
  fields({ label: t.text(20), title: t.text(1000).optional(), url: t.url.optional() }),
)

const document = fields({
  slug: t.slug,
  title: t.text(500),
  externalId: t.text(100).optional(),
  sha256: t.sha256.optional(),
  language: t.language.default('en'),
  licence: prose.optional(),
  url: t.url.optional(),
  references: z.array(reference).default([]),
})

/** What stands in dataset.yaml. */
export const header = fields({
  slug: t.slug,
  title: t.text(500),
  language: t.language.default('en'),
  licence: prose.optional(),
  documents: z.array(document).default([]),
})

const label = shorthand('text', fields({ text: name, aliasKind: z.enum(AliasKind).default('ALSO_KNOWN_AS') }))

const entity = {
  slug: t.slug,
  name,
  summary: prose.optional(),
  labels: z.array(label).default([]),
  identifiers: z.array(fields({ scheme: t.slug, value: t.text(500), url: t.url.optional() })).default([]),
}

/** Left out where the dataset has one document: the reader then fills it in. */
const citedDocument = t.slug.default('')

const evidence = fields({
  document: citedDocument,
  paragraph: t.positiveInteger,
  anchor: t.anchor,
  digest: t.digest.optional(),
  references: z.array(t.text(20)).default([]),
})

const fact = {
  key: t.slug,
  statement: prose,
  evidence: z.array(evidence).min(1),
}

const slugs = z.array(t.slug).default([])

/** Each section of a file, and what one item of it is. */
export const sections = {
  organizations: fields({ ...entity, organizationType: z.enum(OrganizationType) }),
  people: fields(entity),
  events: fields({ ...entity, eventType: z.enum(EventType) }),
  campaigns: fields(entity),
  places: fields({ ...entity, partOf: t.slug.optional(), countryCode: t.countryCode.optional() }),
  topics: fields({ ...entity, broader: t.slug.optional() }),
  agreements: fields(entity),
  aliases: fields({
    ...fact,
    subject: t.slug,
    name,
    aliasKind: z.enum(AliasKind),
    language: t.language.optional(),
    period: t.edtf.optional(),
  }),
  attributes: fields({
    ...fact,
    subject: t.slug,
    attribute: t.slug,
    value: t.text(2000),
    period: t.edtf.optional(),
  }),
  figures: fields({
    ...fact,
    subject: t.slug,
    metric: t.text(200),
    amount: t.decimal,
    unit: t.text(200).optional(),
    currency: t.currency.optional(),
    qualifier: z.enum(FigureQualifier).default('EXACT'),
    asOf: t.edtf.optional(),
  }),
  relationships: fields({
    ...fact,
    subject: t.slug,
    relationshipType: z.enum(RelationshipType),
    object: t.slug,
    period: t.edtf.optional(),
  }),
  roles: fields({
    ...fact,
    person: t.slug,
    organization: t.slug,
    title: t.text(500),
    period: t.edtf.optional(),
  }),
  criticisms: fields({
    ...fact,
    critic: t.slug,
    target: t.slug,
    claim: prose,
    statedOn: t.edtf.optional(),
    topics: slugs,
    about: slugs,
    spokespeople: slugs,
    publishedBy: t.slug.optional(),
    quotations: z.array(fields({ text: t.text(5000), speaker: t.slug.optional() })).default([]),
  }),
  uncovered: fields({
    document: citedDocument,
    paragraph: t.positiveInteger,
    anchor: t.anchor,
    reason: prose,
  }),
}

/** What fields are called now, by the list that an item stands in and by the names that they once had. */
export const formerNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  organizations: { type: 'organizationType' },
  events: { type: 'eventType' },
  labels: { kind: 'aliasKind' },
  aliases: { kind: 'aliasKind' },
  figures: { value: 'amount' },
  relationships: { type: 'relationshipType' },
  criticisms: { summary: 'claim' },
}

/** The sections that declare entities, and of which kind these are. */
export const entityKinds = {
  organizations: 'ORGANIZATION',
  people: 'PERSON',
  events: 'EVENT',
  campaigns: 'CAMPAIGN',
  places: 'PLACE',
  topics: 'TOPIC',
  agreements: 'AGREEMENT',
} as const satisfies Record<string, EntityKind>

/** The sections that state facts, and of which kind these are. */
export const factKinds = {
  aliases: 'ALIAS',
  attributes: 'ATTRIBUTE',
  figures: 'FIGURE',
  relationships: 'RELATIONSHIP',
  roles: 'ROLE',
  criticisms: 'CRITICISM',
} as const satisfies Record<string, FactKind>

export type SectionName = keyof typeof sections
type EntitySection = keyof typeof entityKinds
type FactSection = keyof typeof factKinds

/** Where in its file an item, or a field of it, stands: at('evidence', 0, 'anchor'). */
export type Locate = (...path: readonly (string | number)[]) => Place

/** Where an item stands. */
interface Origin<S extends SectionName> {
  readonly section: S
  /** From 0, in the section of its file. */
  readonly index: number
  readonly at: Locate
}

type Item<S extends SectionName> = z.infer<(typeof sections)[S]> & Origin<S>
type ItemOf<S extends SectionName> = { [Name in S]: Item<Name> }[S]

/** A node of the graph as a file declares it. */
export type DatasetEntity = ItemOf<EntitySection>

/** An edge of the graph as a file states it. `document` of its evidence is always set. */
export type DatasetFact = ItemOf<FactSection>

/** A sentence that holds no fact, and why. `document` is always set. */
export type Uncovered = Item<'uncovered'>

export type DatasetItem = DatasetEntity | DatasetFact | Uncovered

/** A fact of one section, for example DatasetFactIn<'criticisms'>. */
export type DatasetFactIn<S extends FactSection> = Item<S>

export type DatasetEvidence = z.infer<typeof evidence>

export type DatasetDocument = z.infer<typeof document>

/** A dataset as its files say, in the order of the files. */
export interface Dataset extends z.infer<typeof header> {
  readonly entities: readonly DatasetEntity[]
  readonly facts: readonly DatasetFact[]
  readonly uncovered: readonly Uncovered[]
  /** Where a field of dataset.yaml stands. */
  readonly at: Locate
}
