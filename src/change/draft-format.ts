import { omit } from 'es-toolkit/object/omit'
import { z } from 'zod'
import { AliasKind, type EntityKind } from '../generated/prisma/enums.ts'
import type { Field } from '../model/field.ts'
import { type EntityKindDeclaration, entityKind, type FactKindDeclaration } from '../model/kind.ts'
import * as t from './value-format.ts'

// The shape of drafts in files: plain values in which every scalar is text. docs/datasets.md lists all fields, with the
// meaning that the field of the same name has in the API; what the API lacks is described here.

/** The most items of one list in a draft, because the API shows these lists whole. */
export const mostItems = 1000

/** An object with these fields only. The error for an unknown field lists them. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  })
}

function list<S extends z.ZodType>(item: S) {
  return z.array(item).max(mostItems)
}

/** A text may replace an object with one field: "HRW" for {text: HRW}. */
function shorthand<S extends z.ZodType>(field: string, schema: S) {
  return z.preprocess((value) => (typeof value === 'string' ? { [field]: value } : value), schema)
}

const name = t.text(500)
const prose = t.text(5000)
const formerSlugs = list(t.slug).default([]).describe('Slugs that it had before. They keep finding it.')

const reference = shorthand(
  'label',
  fields({ label: t.text(20), title: t.text(1000).optional(), url: t.url.optional() }),
)

/** What the text of a document is written in. Records are rows of a table or a catalogue. */
const documentFormats = ['article', 'text', 'markdown', 'html', 'pdf', 'records']

export const documentFormat = fields({
  slug: t.slug,
  formerSlugs,
  title: t.text(500),
  externalId: t.text(100).optional(),
  sha256: t.sha256.optional(),
  language: t.language.default('en'),
  licence: prose.optional(),
  url: t.url.optional(),
  asOf: t.edtf.optional(),
  retrievedOn: t.edtf.optional(),
  format: z.enum(documentFormats).optional(),
  references: z.array(reference).default([]),
})

/** The head of a dataset, with its documents. */
export const headerFormat = fields({
  slug: t.slug,
  title: t.text(500),
  language: t.language.default('en'),
  licence: prose.optional(),
  documents: z.array(documentFormat).describe('The sources that its facts cite.').default([]),
})

const label = shorthand(
  'text',
  fields({
    text: name.describe('The name. A label that is plain text is read as this.'),
    aliasKind: z.enum(AliasKind).default('ALSO_KNOWN_AS').describe('Which kind of name it is.'),
  }),
)

const entityFields = {
  slug: t.slug,
  formerSlugs,
  name,
  summary: prose.optional(),
  labels: list(label).default([]),
  identifiers: list(fields({ scheme: t.slug, value: t.text(500), url: t.url.optional() })).default([]),
}

/** Optional if the dataset has one document: the reader then adds it. */
export const citedDocument = t.slug
  .meta({ format: 'slug of a document' })
  .default('')
  .describe('The document with the sentence; it may be left out if the dataset has only one.')

const evidence = fields({
  document: citedDocument,
  paragraph: t.positiveInteger.describe(
    'The number of the paragraph, counted from 1. The entries of an information box come after the body, one paragraph each.',
  ),
  anchor: t.anchor,
  digest: t.digest
    .describe('The digest of the sentence, so that another wording is noticed. `dataset stamp` writes it.')
    .optional(),
  references: list(t.text(20)).default([]),
})

const factFields = {
  key: t.slug,
  statement: prose,
  computed: t.text(1000).optional(),
  evidence: list(evidence).min(1),
}

/** An entity of a kind, without the kind itself. */
export function entityFormat(kind: EntityKindDeclaration) {
  return fields({ ...entityFields, sameAs: sameAs.optional(), ...fieldFormats(kind.fields) })
}

const sameAs = t.slug
  .meta({ format: 'slug of an entity' })
  .describe('The entity of another dataset that this is. Then only the slug is needed besides.')

/**
 * An item that is an entity of another dataset. It may have the fields of the kind, but only those that stand in
 * `SameAsDraft` are kept: the rest is for the dataset that declares the entity to say.
 */
export function sameAsFormat(kind: EntityKindDeclaration) {
  const own = Object.keys(kind.fields)
  const optional = Object.entries(fieldFormats(kind.fields)).map(([field, format]) => [field, format.optional()])
  return fields({ ...entityFields, name: name.optional(), sameAs, ...Object.fromEntries(optional) }).transform((item) =>
    omit(item as Record<string, unknown>, own),
  )
}

/** A fact of a kind, without the kind itself. */
export function factFormat({ subject, object, period, fields: own }: FactKindDeclaration) {
  return fields({
    ...factFields,
    [subject.field]: subject.attribution ? slugOf(subject).optional() : slugOf(subject),
    ...(object ? { [object.field]: slugOf(object) } : {}),
    [period]: t.edtf.optional(),
    ...fieldFormats(own),
  })
}

function slugOf({ kinds }: { readonly kinds?: readonly EntityKind[] }) {
  const nouns = kinds?.map((kind) => entityKind(kind).noun) ?? ['an entity']
  return t.slug.meta({ format: `slug of ${nouns.join(' or ')}` })
}

function fieldFormats(declared: Readonly<Record<string, Field>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(declared).map(([field, declaration]) => [field, fieldFormat(declaration)]))
}

function fieldFormat(field: Field): z.ZodType {
  switch (field.holds) {
    case 'value': {
      const format = t.valueFormat(field.format)
      if (field.fallback !== undefined) return format.default(field.fallback)
      return field.optional ? format.optional() : format
    }
    case 'reference':
      return field.optional ? slugOf(field).optional() : slugOf(field)
    case 'references':
      return list(slugOf(field)).default([])
    case 'fact':
      return field.optional ? t.factKey.optional() : t.factKey
    case 'records':
      return list(fields(fieldFormats(field.fields))).default([])
  }
}
