import { EntityKind, EventType, OrganizationType } from '../../generated/prisma/enums.ts'
import { entityKinds } from '../../model/kind.ts'
import { type Column, dateColumns, listSql, nodeIdSql, type Table } from '../column.ts'

const typeOfKind = () =>
  `case e.kind ${entityKinds()
    .map(({ kind, type }) => `when '${kind}' then '${type}'`)
    .join(' ')} end`

/** The start and end of events and campaigns are in columns of the same names. */
const periodColumn = (column: string) => `coalesce(v.${column}, c.${column})`

const periodColumns = ([name, column, what]: readonly [string, string, string]): Column[] =>
  dateColumns(`${name}_date`, what, 'x', name).map((declared) => ({
    ...declared,
    sql: periodColumn(`${column}_${declared.sql.slice('x_'.length)}`),
  }))

export const entities = (): Table => ({
  name: 'entities',
  description: 'The nodes of the graph: organisations, people, events, campaigns, places, topics and agreements.',
  ids: 'select id from entity order by slug collate "C"',
  from: `entity as e join dataset as d on d.id = e.dataset_id
    left join organization as o on o.id = e.id left join event as v on v.id = e.id left join campaign as c on c.id = e.id
    left join place as p on p.id = e.id left join topic as t on t.id = e.id left join agreement as g on g.id = e.id
    where e.id = wanted.id`,
  primaryKey: ['slug'],
  foreignKeys: [{ columns: ['part_of'], table: 'entities', to: ['slug'] }],
  columns: [
    {
      name: 'id',
      type: 'string',
      required: true,
      description: 'Its id in the API',
      sql: nodeIdSql(`${typeOfKind()} || ':' || e.slug`),
    },
    {
      name: 'slug',
      type: 'string',
      required: true,
      description: 'Its readable key, which stays the same',
      sql: 'e.slug',
    },
    {
      name: 'kind',
      type: 'string',
      required: true,
      values: Object.values(EntityKind),
      description: 'What it is',
      sql: 'e.kind::text',
    },
    {
      name: 'type',
      type: 'string',
      values: [...new Set([...Object.values(OrganizationType), ...Object.values(EventType)])],
      description: 'Which kind of organisation or event it is',
      sql: 'coalesce(o.type::text, v.type::text)',
    },
    { name: 'name', type: 'string', required: true, description: 'Its current name', sql: 'e.name' },
    { name: 'summary', type: 'string', description: 'What it is, in a sentence or two', sql: 'e.summary' },
    { name: 'dataset', type: 'string', required: true, description: 'The dataset that declares it', sql: 'd.slug' },
    ...dateColumns('founded_on', 'When an organisation was founded', 'o.founded'),
    ...dateColumns('dissolved_on', 'When an organisation ended', 'o.dissolved'),
    ...periodColumns(['start', 'from', 'When an event or campaign began']),
    ...periodColumns(['end', 'until', 'When an event or campaign ended']),
    {
      name: 'ongoing',
      type: 'boolean',
      description: 'Whether a source says that an event or campaign goes on',
      sql: periodColumn('ongoing'),
    },
    ...dateColumns('adopted_on', 'When an agreement was adopted', 'g.adopted'),
    ...dateColumns('in_force_on', 'When an agreement came into force', 'g.in_force'),
    {
      name: 'part_of',
      type: 'string',
      description: 'The place in which a place lies, or the broader topic of a topic',
      sql: '(select slug from entity where id = coalesce(p.part_of_id, t.broader_id))',
    },
    { name: 'country_code', type: 'string', description: 'The ISO 3166-1 code of a country', sql: 'p.country_code' },
    {
      name: 'websites',
      type: 'list',
      description: 'The addresses of its websites, as sources state them',
      sql: listSql(
        'a.value',
        'f.from_earliest nulls last, f.key collate "C"',
        `fact as f join attribute as a on a.id = f.id where f.subject_id = e.id and f.kind = 'ATTRIBUTE' and a.key = 'website'`,
      ),
    },
    {
      name: 'identifiers',
      type: 'list',
      description: 'What other catalogues call it, each with its scheme: `wikidata:Q12345`',
      sql: listSql(
        `i.scheme || ':' || i.value`,
        'i.scheme collate "C", i.value collate "C"',
        '(select distinct scheme, value from identifier where entity_id = e.id) as i',
      ),
    },
    {
      name: 'identifier_urls',
      type: 'list',
      description: 'The pages of other catalogues about it, where a dataset gives their addresses',
      sql: listSql(
        'i.url',
        'i.url collate "C"',
        '(select distinct url from identifier where entity_id = e.id and url is not null) as i',
      ),
    },
    {
      name: 'former_slugs',
      type: 'list',
      description: 'Other slugs that find it',
      sql: listSql('s.slug', 's.slug collate "C"', 'former_slug as s where s.entity_id = e.id'),
    },
  ],
})
