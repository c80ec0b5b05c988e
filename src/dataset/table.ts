/** A table as the loader writes it: PostgreSQL's type of each column, and the columns that tell its rows apart. */
export interface TableShape {
  readonly name: string
  readonly columns: Readonly<Record<string, string>>
  readonly key: readonly string[]
}

function table<const Columns extends Record<string, string>>(
  name: string,
  columns: Columns,
  key: readonly (keyof Columns & string)[],
) {
  return { name, columns, key }
}

export type RowOf<T extends TableShape> = { readonly [Column in keyof T['columns']]: unknown }

const period = {
  from_edtf: 'text',
  from_earliest: 'int',
  from_latest: 'int',
  until_edtf: 'text',
  until_earliest: 'int',
  until_latest: 'int',
  ongoing: 'boolean',
} as const

/** The tables that a dataset's entities and facts are written to. */
export const tables = {
  entity: table(
    'entity',
    {
      kind: '"EntityKind"',
      slug: 'text',
      name: 'text',
      name_key: 'text',
      summary: 'text',
      dataset_id: 'int',
      digest: 'text',
    },
    ['slug'],
  ),
  organization: table(
    'organization',
    {
      id: 'int',
      type: '"OrganizationType"',
      founded_edtf: 'text',
      founded_earliest: 'int',
      founded_latest: 'int',
      dissolved_edtf: 'text',
      dissolved_earliest: 'int',
      dissolved_latest: 'int',
    },
    ['id'],
  ),
  person: table('person', { id: 'int' }, ['id']),
  event: table('event', { id: 'int', type: '"EventType"', ...period }, ['id']),
  campaign: table('campaign', { id: 'int', ...period }, ['id']),
  place: table('place', { id: 'int', part_of_id: 'int', country_code: 'text' }, ['id']),
  topic: table('topic', { id: 'int', broader_id: 'int' }, ['id']),
  agreement: table(
    'agreement',
    {
      id: 'int',
      adopted_edtf: 'text',
      adopted_earliest: 'int',
      adopted_latest: 'int',
      in_force_edtf: 'text',
      in_force_earliest: 'int',
      in_force_latest: 'int',
    },
    ['id'],
  ),
  identifier: table('identifier', { entity_id: 'int', scheme: 'text', value: 'text', url: 'text' }, [
    'entity_id',
    'scheme',
    'value',
  ]),
  fact: table(
    'fact',
    {
      kind: '"FactKind"',
      key: 'text',
      dataset_id: 'int',
      digest: 'text',
      subject_id: 'int',
      object_id: 'int',
      statement: 'text',
      ...period,
      recorded_at: 'timestamptz',
    },
    ['dataset_id', 'key'],
  ),
  alias: table('alias', { id: 'int', name: 'text', kind: '"AliasKind"', language: 'text' }, ['id']),
  attribute: table('attribute', { id: 'int', key: 'text', value: 'text' }, ['id']),
  figure: table(
    'figure',
    {
      id: 'int',
      metric: 'text',
      value: 'numeric',
      unit: 'text',
      currency: 'text',
      qualifier: '"FigureQualifier"',
    },
    ['id'],
  ),
  relationship: table('relationship', { id: 'int', type: '"RelationshipType"' }, ['id']),
  role: table('role', { id: 'int', title: 'text' }, ['id']),
  criticism: table('criticism', { id: 'int', summary: 'text', published_by_id: 'int' }, ['id']),
  criticismTopic: table('criticism_topic', { criticism_id: 'int', topic_id: 'int', ordinal: 'int' }, [
    'criticism_id',
    'topic_id',
  ]),
  criticismAbout: table('criticism_about', { criticism_id: 'int', entity_id: 'int', ordinal: 'int' }, [
    'criticism_id',
    'entity_id',
  ]),
  criticismSpokesperson: table('criticism_spokesperson', { criticism_id: 'int', person_id: 'int', ordinal: 'int' }, [
    'criticism_id',
    'person_id',
  ]),
  quotation: table('quotation', { criticism_id: 'int', ordinal: 'int', text: 'text', speaker_id: 'int' }, [
    'criticism_id',
    'ordinal',
  ]),
  evidence: table('evidence', { fact_id: 'int', ordinal: 'int', paragraph_id: 'int', anchor: 'text', digest: 'text' }, [
    'fact_id',
    'ordinal',
  ]),
  evidenceReference: table('evidence_reference', { evidence_id: 'int', reference_id: 'int', ordinal: 'int' }, [
    'evidence_id',
    'reference_id',
  ]),
  aliasName: table('name', { entity_id: 'int', alias_id: 'int', text: 'text', key: 'text', kind: '"AliasKind"' }, [
    'alias_id',
  ]),
  label: table('name', { entity_id: 'int', text: 'text', key: 'text', kind: '"AliasKind"' }, [
    'entity_id',
    'text',
    'key',
    'kind',
  ]),
  paragraph: table('paragraph', { document_id: 'int', number: 'int' }, ['document_id', 'number']),
  document: table(
    'document',
    {
      slug: 'text',
      title: 'text',
      external_id: 'text',
      url: 'text',
      licence: 'text',
      language: 'text',
      dataset_id: 'int',
      sha256: 'text',
    },
    ['slug'],
  ),
  reference: table('reference', { document_id: 'int', label: 'text', title: 'text', url: 'text' }, [
    'document_id',
    'label',
  ]),
} satisfies Record<string, TableShape>
