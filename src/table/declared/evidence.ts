import { EvidenceStatus } from '../../generated/prisma/enums.ts'
import { listSql, type Table } from '../column.ts'

const joins = `evidence as v join fact as f on f.id = v.fact_id join dataset as d on d.id = f.dataset_id`

export const evidence = (): Table => ({
  name: 'evidence',
  description: 'The sentences of documents on which facts rest, and whether they were found in the loaded texts.',
  ids: `select v.id from ${joins} order by d.slug collate "C", f.key collate "C", v.ordinal`,
  from: `${joins} join paragraph as p on p.id = v.paragraph_id join document as c on c.id = p.document_id
    left join paragraph as m on m.id = v.moved_from_id left join sentence as s on s.id = v.sentence_id
    where v.id = wanted.id`,
  primaryKey: ['dataset', 'fact', 'number'],
  foreignKeys: [
    { columns: ['dataset', 'fact'], table: 'facts', to: ['dataset', 'key'] },
    { columns: ['document'], table: 'documents', to: ['slug'] },
  ],
  columns: [
    { name: 'dataset', type: 'string', required: true, description: 'The dataset of the fact', sql: 'd.slug' },
    { name: 'fact', type: 'string', required: true, description: 'The key of the fact', sql: 'f.key' },
    {
      name: 'number',
      type: 'integer',
      required: true,
      description: 'Its place among the evidence of the fact',
      sql: '(select count(*)::int from evidence as w where w.fact_id = f.id and w.ordinal <= v.ordinal)',
    },
    { name: 'document', type: 'string', required: true, description: 'The slug of the document', sql: 'c.slug' },
    {
      name: 'document_title',
      type: 'string',
      required: true,
      description: 'The title of the document',
      sql: 'c.title',
    },
    { name: 'document_url', type: 'string', description: 'Where the document can be read', sql: 'c.url' },
    {
      name: 'paragraph',
      type: 'integer',
      required: true,
      description: 'The number of the paragraph in which the sentence stands',
      sql: 'p.number',
    },
    {
      name: 'cited_paragraph',
      type: 'integer',
      required: true,
      description: 'The number of the paragraph that was cited: another one if the sentence has moved',
      sql: 'coalesce(m.number, p.number)',
    },
    { name: 'page', type: 'integer', description: 'The page on which the paragraph begins', sql: 'p.page' },
    { name: 'anchor', type: 'string', required: true, description: 'A few words of the sentence', sql: 'v.anchor' },
    {
      name: 'digest',
      type: 'string',
      description: 'The digest of the sentence, if the dataset gives it',
      sql: 'v.digest',
    },
    {
      name: 'status',
      type: 'string',
      required: true,
      values: Object.values(EvidenceStatus),
      description: 'The result of the check against the text',
      sql: 'v.status::text',
    },
    { name: 'sentence', type: 'string', description: 'The sentence, if it was found', sql: 's.text' },
    {
      name: 'citations',
      type: 'list',
      description: 'The labels of the citations in the sentence',
      sql: listSql(
        'r.label',
        'l.ordinal',
        'evidence_reference as l join reference as r on r.id = l.reference_id where l.evidence_id = v.id',
      ),
    },
  ],
})
