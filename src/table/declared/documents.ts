import { dateColumns, listSql, nodeIdSql, type Table } from '../column.ts'

export const documents = (): Table => ({
  name: 'documents',
  description: 'The sources: what they are and where they can be read. Their texts are not in it.',
  ids: 'select id from document order by slug collate "C"',
  from: 'document as c left join dataset as d on d.id = c.dataset_id where c.id = wanted.id',
  primaryKey: ['slug'],
  columns: [
    {
      name: 'id',
      type: 'string',
      required: true,
      description: 'Its id in the API',
      sql: nodeIdSql(`'Document:' || c.slug`),
    },
    {
      name: 'slug',
      type: 'string',
      required: true,
      description: 'Its readable key, which stays the same',
      sql: 'c.slug',
    },
    { name: 'title', type: 'string', required: true, description: 'Its title', sql: 'c.title' },
    {
      name: 'external_id',
      type: 'string',
      description: 'The number by which its collection knows it',
      sql: 'c.external_id',
    },
    { name: 'url', type: 'string', description: 'Where it can be read', sql: 'c.url' },
    { name: 'licence', type: 'string', description: 'The licence of its text', sql: 'c.licence' },
    { name: 'language', type: 'string', required: true, description: 'Its language, as BCP 47 tag', sql: 'c.language' },
    { name: 'format', type: 'string', description: 'What its file is', sql: 'c.format' },
    { name: 'sha256', type: 'string', description: 'The SHA-256 of its file', sql: 'c.sha256' },
    ...dateColumns('as_of', 'The time of which its text speaks', 'c.as_of'),
    ...dateColumns('retrieved_on', 'When somebody fetched it', 'c.retrieved_on'),
    {
      name: 'is_loaded',
      type: 'boolean',
      required: true,
      description: 'Whether its text is in the graph',
      sql: 'c.loaded_at is not null',
    },
    { name: 'dataset', type: 'string', description: 'The dataset that declares it', sql: 'd.slug' },
    {
      name: 'former_slugs',
      type: 'list',
      description: 'Other slugs that find it',
      sql: listSql('s.slug', 's.slug collate "C"', 'former_document_slug as s where s.document_id = c.id'),
    },
  ],
})
