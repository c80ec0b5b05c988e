import type { EvidenceDraft } from '../../change/draft.ts'
import type { ImageType } from '../../change/image.ts'
import type { ItemContent } from '../../change/item.ts'
import type { EntityKind, FactKind } from '../../generated/prisma/enums.ts'
import type { Field } from '../../model/field.ts'
import { entityKind, type FieldValues, factKind } from '../../model/kind.ts'
import { type Plain, Quoted, Verbatim } from './yaml.ts'

// How an item is written in a file: which fields, in which order, and what is left out because files need not say it.

type Fields = Record<string, Plain | undefined>

/** The name of the list of a file in which an item stands. */
export function sectionOf(type: Exclude<ImageType, 'dataset'>, { kind }: ItemContent): string {
  if (type === 'document') return 'documents'
  return type === 'fact' ? factKind(kind as FactKind).section : entityKind(kind as EntityKind).section
}

const documentFields = [
  ...['slug', 'formerSlugs', 'title', 'externalId', 'sha256', 'language', 'licence', 'url', 'asOf'],
  ...['retrievedOn', 'format', 'references'],
]

/** The fields of an item in the order in which files have them. */
export function fieldsInOrder(type: ImageType, { kind }: ItemContent): readonly string[] {
  if (type === 'dataset') return ['slug', 'title', 'language', 'licence']
  if (type === 'document') return documentFields
  if (type === 'fact') {
    const { subject, object, period, fields } = factKind(kind as FactKind)
    const ends = [subject, ...(object ? [object] : [])].map(({ field }) => field)
    return ['key', ...ends, period, ...Object.keys(fields), 'statement', 'computed', 'evidence']
  }
  const own = type === 'entity' ? Object.keys(entityKind(kind as EntityKind).fields) : []
  return ['slug', 'formerSlugs', 'sameAs', 'name', ...own, 'summary', 'labels', 'identifiers']
}

/** An item as it is written. `only` is the document that evidence need not name. */
export function fileForm(type: ImageType, content: ItemContent, only: string): Fields {
  const names = fieldsInOrder(type, content)
  return Object.fromEntries(names.map((name) => [name, fieldForm(type, content, name, only)]))
}

/** A field of an item as it is written; undefined if it need not be. */
export function fieldForm(type: ImageType, content: ItemContent, name: string, only: string): Plain | undefined {
  const value = content[name]
  if (value === undefined) return undefined
  const field = declaredField(type, content, name)
  if (field !== undefined) return declaredForm(value, field)
  switch (name) {
    case 'labels':
      return listOf(value, labelForm)
    case 'references':
      return listOf(value, referenceForm)
    case 'evidence':
      return listOf(value, (piece) => evidenceForm(piece as EvidenceDraft, only))
    case 'identifiers':
      return listOf(value, (item) => inOrder(item as FieldValues, ['scheme', 'value', 'url']))
    case 'externalId':
    case 'sha256':
      return new Quoted(value as string)
    default:
      return value as Plain
  }
}

function declaredField(type: ImageType, { kind }: ItemContent, name: string): Field | undefined {
  if (type === 'fact') return factKind(kind as FactKind).fields[name]
  return type === 'entity' ? entityKind(kind as EntityKind).fields[name] : undefined
}

function declaredForm(value: unknown, field: Field): Plain | undefined {
  if (field.holds === 'value') {
    if (value === field.fallback) return undefined
    return field.format.name === 'decimal' ? new Verbatim(String(value)) : String(value)
  }
  if (field.holds !== 'records') return value as Plain
  return listOf(value, (record) => inOrder(record as FieldValues, Object.keys(field.fields)))
}

function labelForm(label: unknown): Plain {
  const { text, aliasKind } = label as { text: string; aliasKind: string }
  return aliasKind === 'ALSO_KNOWN_AS' ? text : { text, aliasKind }
}

function referenceForm(reference: unknown): Plain {
  const { label, title, url } = reference as Record<string, string>
  const quoted = new Quoted(label ?? '')
  return title === undefined && url === undefined ? quoted : { label: quoted, title, url }
}

function evidenceForm(piece: EvidenceDraft, only: string): Plain {
  const { document, paragraph, anchor, digest, references } = piece
  return {
    document: document === only ? undefined : document,
    paragraph: new Verbatim(String(paragraph)),
    anchor,
    digest: digest === undefined ? undefined : new Quoted(digest),
    references: references?.map((label) => new Quoted(label)),
  }
}

function inOrder(record: FieldValues, names: readonly string[]): Plain {
  return Object.fromEntries(names.map((name) => [name, record[name] as Plain | undefined]))
}

function listOf(value: unknown, form: (item: unknown) => Plain): Plain[] {
  return (value as readonly unknown[]).map(form)
}
