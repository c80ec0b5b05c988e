import { AliasKind } from '../../generated/prisma/enums.ts'
import { dateColumns, type Table } from '../column.ts'

const from = `name as n join entity as e on e.id = n.entity_id
  left join alias as a on a.id = n.alias_id left join fact as f on f.id = n.alias_id
  left join same_as as s on s.id = n.same_as_id
  join dataset as d on d.id = coalesce(f.dataset_id, s.dataset_id, e.dataset_id)`

export const names = (): Table => ({
  name: 'names',
  description:
    'Every name that finds an entity: its current one, those that sources state, with their years, and labels.',
  ids: `select n.id from ${from} order by e.slug collate "C", n.kind nulls first, n.text collate "C", d.slug collate "C",
    f.key collate "C"`,
  from: `${from} where n.id = wanted.id`,
  foreignKeys: [
    { columns: ['entity'], table: 'entities', to: ['slug'] },
    { columns: ['dataset', 'fact'], table: 'facts', to: ['dataset', 'key'] },
  ],
  columns: [
    { name: 'entity', type: 'string', required: true, description: 'The slug of what has the name', sql: 'e.slug' },
    { name: 'name', type: 'string', required: true, description: 'The name', sql: 'n.text' },
    {
      name: 'kind',
      type: 'string',
      required: true,
      values: ['CURRENT', ...Object.values(AliasKind)],
      description: 'What kind of name it is; CURRENT is the one that the entity is shown by',
      sql: `coalesce(n.kind::text, 'CURRENT')`,
    },
    { name: 'language', type: 'string', description: 'The language of the name, as BCP 47 tag', sql: 'a.language' },
    ...dateColumns('start_date', 'Since when it was in use', 'f.from', 'start'),
    ...dateColumns('end_date', 'Until when it was in use', 'f.until', 'end'),
    {
      name: 'ongoing',
      type: 'boolean',
      description: 'Whether a source says that it is still in use',
      sql: 'f.ongoing',
    },
    { name: 'dataset', type: 'string', required: true, description: 'The dataset that gives it', sql: 'd.slug' },
    {
      name: 'fact',
      type: 'string',
      description: 'The key of the fact that states it; null if no source does, because a curator gave it',
      sql: 'f.key',
    },
  ],
})
