import type { InputFieldMap } from '@pothos/core'
import { AliasKindRef } from '../alias/enum.ts'
import { builder } from '../builder.ts'
import { EventTypeRef } from '../event/enum.ts'
import { FigureQualifierRef } from '../figure/enum.ts'
import { ChangeOperationRef } from '../history/enum.ts'
import type { Field, Format } from '../model/field.ts'
import {
  type EndDeclaration,
  entityKinds,
  type FactKindDeclaration,
  factKinds,
  type KindDeclaration,
} from '../model/kind.ts'
import { OrganizationTypeRef } from '../organization/enum.ts'
import { RelationshipTypeRef } from '../relationship/enum.ts'
import { ResponseStanceRef } from '../response/enum.ts'
import { EvidenceInput, IdentifierInput, LabelInput, ReferenceInput } from './part-input-schema.ts'

// Inputs of proposed changes: one for each kind, with the fields that its items have in the files of datasets. They follow
// from the declarations of the kinds.

type Inputs = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>

/** What one member of ProposedChangeInput holds. */
export type ChangeValues = Readonly<Record<string, unknown>> & {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly dataset: string
  readonly expectedVersion?: number | null
  readonly confidence?: number | null
}

/** What every change says of itself. */
function changeFields(t: Inputs, keyField: 'slug' | 'key'): InputFieldMap {
  return {
    operation: t.field({ type: ChangeOperationRef, required: true, description: 'CREATE, UPDATE or DELETE.' }),
    dataset: t.string({ required: true, description: 'The slug of the dataset whose item it is.' }),
    [keyField]: t.string({
      required: true,
      description:
        keyField === 'slug'
          ? 'The slug of the item: the one that it has now, or that a new one is to have.'
          : 'The key of the fact within its dataset: the one that it has now, or that a new one is to have.',
    }),
    expectedVersion: t.int({ description: 'For updates and deletions: the `version` of the item that you saw.' }),
    confidence: t.float({ description: 'How sure a rule or a model is, from 0 to 1.' }),
  }
}

const updateAdvice = 'An update leaves fields as they are that are not given, and takes out those that are null.'

function renaming(t: Inputs): InputFieldMap {
  return {
    newSlug: t.string({ description: 'The slug that it is to have from now on. Its present one keeps finding it.' }),
    formerSlugs: t.stringList({ description: 'Slugs that it had before. They keep finding it.' }),
  }
}

function entityInput({ type, noun, fields }: ReturnType<typeof entityKinds>[number]) {
  return builder.inputType(`${type}Input`, {
    description: `A change of ${noun}, with the fields of datasets' files. ${updateAdvice}`,
    fields: (t) => ({
      ...changeFields(t, 'slug'),
      ...renaming(t),
      name: t.string({ description: 'Its current name.' }),
      summary: t.string({ description: 'What it is, in a sentence or two of your own.' }),
      labels: t.field({ type: [LabelInput], description: 'Other names that people use and no source states.' }),
      identifiers: t.field({ type: [IdentifierInput], description: 'What other catalogues call it.' }),
      sameAs: t.string({ description: 'The slug of an entity of another dataset that it is the same as.' }),
      ...kindFields(t, type, fields),
    }),
  })
}

function factInput(kind: FactKindDeclaration) {
  const { type, noun, subject, object, period, fields } = kind
  return builder.inputType(`${type}Input`, {
    description: `A change of ${noun}, with the fields of datasets' files. ${updateAdvice}`,
    fields: (t) => ({
      ...changeFields(t, 'key'),
      [subject.field]: endField(t, subject),
      ...(object ? { [object.field]: endField(t, object) } : {}),
      [period]: t.field({
        type: 'EDTF',
        description: 'The time of the fact, a date or a period in EDTF: `1951/1989`.',
      }),
      ...kindFields(t, type, fields),
      statement: t.string({ description: 'The fact as a sentence of your own.' }),
      computed: t.string({
        description: 'Why a number, a name or a date of the fact is not in its sentences: how it follows from them.',
      }),
      evidence: t.field({ type: [EvidenceInput], description: 'The sentences that state it, at least one.' }),
    }),
  })
}

const documentInput = builder.inputType('DocumentInput', {
  description: `A change of a document that a dataset declares, with the fields of datasets' files. ${updateAdvice}`,
  fields: (t) => ({
    ...changeFields(t, 'slug'),
    ...renaming(t),
    title: t.string({ description: 'The title of the document.' }),
    externalId: t.string({ description: 'The number by which its collection knows it.' }),
    sha256: t.string({ description: 'The SHA-256 of the file, in hexadecimal digits.' }),
    language: t.string({ description: 'The language of its text as BCP 47 tag: `en`, which is the default.' }),
    licence: t.string({ description: 'The licence of its text.' }),
    url: t.field({ type: 'URL', description: 'The address where it can be read.' }),
    asOf: t.field({ type: 'EDTF', description: 'The time that its text describes in the present tense.' }),
    retrievedOn: t.field({ type: 'EDTF', description: 'When the file was fetched from its address.' }),
    format: t.string({ description: '`article`, `text`, `markdown`, `html`, `pdf` or `records`.' }),
    references: t.field({ type: [ReferenceInput], description: 'Its citations, each by its number or label.' }),
  }),
})

function endField(t: Inputs, end: EndDeclaration) {
  return t.string({ description: `The slug of the ${end.field}${orAttribution(end)}.` })
}

function orAttribution({ attribution }: EndDeclaration): string {
  return attribution === undefined ? '' : `; for a source that names nobody, give \`${attribution}\` instead`
}

function kindFields(t: Inputs, type: string, fields: Readonly<Record<string, Field>>): InputFieldMap {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      kindField(t, name, field, { type, name, holds: field.holds }),
    ]),
  )
}

/** The field of the API that means the same: src/proposal/describe-schema.ts takes its description from there. */
export interface SameField {
  readonly type: string
  readonly name: string
  readonly holds: Field['holds']
}

function kindField(t: Inputs, name: string, field: Field, sameAs: SameField): InputFieldMap[string] {
  const extensions = { sameAs }
  switch (field.holds) {
    case 'value':
      return t.field({ type: typeOfFormat(field.format), extensions }) as never
    case 'reference':
    case 'fact':
      return t.string({ extensions }) as never
    case 'references':
      return t.stringList({ extensions }) as never
    case 'records':
      return t.field({ type: [recordInput(name, field.fields)], extensions }) as never
  }
}

const recordInputs = new Map<string, ReturnType<typeof builder.inputRef>>()

/** Kinds share some lists of records, such as quotations. */
function recordInput(name: string, fields: Readonly<Record<string, Field>>) {
  const typeName = `${name[0]?.toUpperCase()}${name.slice(1).replace(/s$/u, '')}Input`
  const known = recordInputs.get(typeName)
  if (known) return known
  const ref = builder.inputType(typeName, {
    description: `One of the ${name} of a fact.`,
    fields: (t) => kindFields(t, typeName.replace(/Input$/u, ''), fields),
  })
  recordInputs.set(typeName, ref as never)
  return ref as never
}

/** Enums by their values, because declarations of fields name no GraphQL types. */
const enums = [
  AliasKindRef,
  EventTypeRef,
  FigureQualifierRef,
  OrganizationTypeRef,
  RelationshipTypeRef,
  ResponseStanceRef,
] as const

const typesOfFormats = {
  text: 'String',
  slug: 'String',
  language: 'String',
  countryCode: 'String',
  currency: 'String',
  url: 'URL',
  decimal: 'Decimal',
  edtf: 'EDTF',
} as const

function typeOfFormat(format: Format) {
  if (format.name !== 'choice') return typesOfFormats[format.name]
  const found = enums.find((ref) => {
    const { values } = builder.configStore.getTypeConfig(ref, 'Enum')
    return isSameSet(Object.keys(values), format.values)
  })
  if (found === undefined) throw new Error(`No enum of the API has the values ${format.values.join(', ')}`)
  return found
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value))
}

/** The name of a kind in ProposedChangeInput: its type, with a small letter. */
export function memberOf({ type }: Pick<KindDeclaration, 'type'>): string {
  return `${type[0]?.toLowerCase()}${type.slice(1)}`
}

export const ProposedChangeInput = builder.inputType('ProposedChangeInput', {
  description: 'A change of one item of a dataset: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    ...Object.fromEntries(
      entityKinds().map((kind) => [
        memberOf(kind),
        t.field({ type: entityInput(kind), description: `A change of ${kind.noun}.` }),
      ]),
    ),
    ...Object.fromEntries(
      factKinds().map((kind) => [
        memberOf(kind),
        t.field({ type: factInput(kind), description: `A change of ${kind.noun}.` }),
      ]),
    ),
    document: t.field({ type: documentInput, description: 'A change of a document.' }),
  }),
})
