import { columnOf, type Field, type RecordListField, type ReferenceListField } from '../model/field.ts'
import type { FactKindDeclaration, KindDeclaration, KnownAttribute } from '../model/kind.ts'
import { dateRow, periodRow } from './period-row.ts'

/** A table that changes write: its columns, and its key. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

/** A row to be written, by column; PostgreSQL reads each value as the type of its column. */
export type Row = Readonly<Record<string, unknown>>

export const periodColumns = Object.keys(periodRow(undefined))

function dateColumns(name: string): string[] {
  return Object.keys(dateRow(name, undefined))
}

function table(name: string, columns: readonly string[], key: readonly string[]): TableShape {
  return { name, columns, key }
}

/** The tables that all kinds share. */
export const tables = {
  entity: table(
    'entity',
    ['kind', 'slug', 'name', 'name_key', 'summary', 'summary_is_own', 'dataset_id', 'digest'],
    ['slug'],
  ),
  sameAs: table('same_as', ['slug', 'dataset_id', 'entity_id', 'name', 'summary', 'digest'], ['slug']),
  formerSlug: table('former_slug', ['slug', 'entity_id', 'same_as_id'], ['slug']),
  identifier: table(
    'identifier',
    ['entity_id', 'scheme', 'value', 'url', 'same_as_id'],
    ['entity_id', 'scheme', 'value', 'same_as_id'],
  ),
  aliasName: table('name', ['entity_id', 'alias_id', 'text', 'key', 'kind'], ['alias_id']),
  sameAsName: table('name', ['entity_id', 'same_as_id', 'text', 'key', 'kind'], ['same_as_id', 'text', 'key', 'kind']),
  label: table('name', ['entity_id', 'text', 'key', 'kind'], ['entity_id', 'text', 'key', 'kind']),
  fact: table(
    'fact',
    [
      'kind',
      'key',
      'dataset_id',
      'digest',
      'subject_id',
      'has_subject',
      'object_id',
      'statement',
      'computed',
      ...periodColumns,
    ],
    ['dataset_id', 'key'],
  ),
  evidence: table(
    'evidence',
    ['fact_id', 'ordinal', 'paragraph_id', 'moved_from_id', 'anchor', 'digest', 'found_digest'],
    ['fact_id', 'ordinal'],
  ),
  evidenceReference: table(
    'evidence_reference',
    ['evidence_id', 'reference_id', 'ordinal'],
    ['evidence_id', 'reference_id'],
  ),
  factCheck: table(
    'fact_check',
    ['fact_id', 'ordinal', 'subject', 'value', 'field', 'status', 'answer'],
    ['fact_id', 'ordinal'],
  ),
  paragraph: table('paragraph', ['document_id', 'number'], ['document_id', 'number']),
  document: table(
    'document',
    [
      ...['slug', 'title', 'external_id', 'url', 'licence', 'language', 'dataset_id', 'sha256', 'format'],
      ...dateColumns('as_of'),
      ...dateColumns('retrieved_on'),
    ],
    ['slug'],
  ),
  formerDocumentSlug: table('former_document_slug', ['slug', 'document_id'], ['slug']),
  reference: table('reference', ['document_id', 'label', 'title', 'url', 'listed'], ['document_id', 'label']),
} as const

/** The table that holds what only a kind has. */
export function tableOfKind(kind: KindDeclaration): TableShape {
  const attributes = 'attributes' in kind ? Object.values(kind.attributes).flatMap(attributeColumns) : []
  return table(kind.table, [...fieldsShape(kind).columns, ...attributes], ['id'])
}

/** The columns of this table that drafts fill. Those of dated attributes follow from facts: see own-dates.ts. */
export function fieldsShape(kind: KindDeclaration): TableShape {
  const fields = Object.entries(kind.fields as Readonly<Record<string, Field>>).flatMap(([name, field]) =>
    field.holds === 'value' || field.holds === 'reference' || field.holds === 'fact' ? [columnOf(name, field)] : [],
  )
  return table(kind.table, ['id', ...fields], ['id'])
}

/** The columns of a kind's table that hold one dated attribute. */
export function attributeShape(name: string, columns: KnownAttribute['columns']): TableShape {
  return table(name, ['id', ...attributeColumns({ columns })], ['id'])
}

function attributeColumns({ columns }: Pick<KnownAttribute, 'columns'>): string[] {
  if (columns === undefined) return []
  if (columns.as === 'period') return periodColumns
  return dateColumns(columns.name)
}

/** The tables of the lists that belong to facts of a kind, each with its field. */
export function listTables({ fields }: FactKindDeclaration): ListTable[] {
  return Object.entries(fields).flatMap(([name, field]): ListTable[] => {
    if (field.holds === 'references') return [{ name, field, shape: linkTable(field) }]
    return field.holds === 'records' ? [{ name, field, shape: recordTable(field) }] : []
  })
}

export interface ListTable {
  readonly name: string
  readonly field: ReferenceListField | RecordListField
  readonly shape: TableShape
}

function linkTable({ table: name, owner, column }: ReferenceListField): TableShape {
  return table(name, [owner, column, 'ordinal'], [owner, column])
}

function recordTable({ table: name, owner, fields }: RecordListField): TableShape {
  const columns = Object.entries(fields).map(([field, declared]) => columnOf(field, declared))
  return table(name, [owner, 'ordinal', ...columns], [owner, 'ordinal'])
}
