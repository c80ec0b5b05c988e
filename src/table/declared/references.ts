import type { Table } from '../column.ts'

const from = 'reference as r join document as c on c.id = r.document_id'

export const references = (): Table => ({
  name: 'references',
  description: 'The citations in documents, such as [15], and what they refer to.',
  ids: `select r.id from ${from} order by c.slug collate "C", r.label collate "C"`,
  from: `${from} where r.id = wanted.id`,
  primaryKey: ['document', 'label'],
  foreignKeys: [{ columns: ['document'], table: 'documents', to: ['slug'] }],
  columns: [
    { name: 'document', type: 'string', required: true, description: 'The slug of the document', sql: 'c.slug' },
    { name: 'label', type: 'string', required: true, description: 'The label of the citation', sql: 'r.label' },
    { name: 'title', type: 'string', description: 'What it refers to', sql: 'coalesce(r.title, r.text_title)' },
    { name: 'url', type: 'string', description: 'Where that can be read', sql: 'coalesce(r.url, r.text_url)' },
    {
      name: 'evidence',
      type: 'integer',
      required: true,
      description: 'How many pieces of evidence carry it',
      sql: '(select count(*)::int from evidence_reference where reference_id = r.id)',
    },
  ],
})
