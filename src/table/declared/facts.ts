import { EntityKind, FactKind } from '../../generated/prisma/enums.ts'
import { columnOf, type Field, type Format } from '../../model/field.ts'
import { factKinds } from '../../model/kind.ts'
import { type Column, type ColumnType, dateColumns, listSql, nodeIdSql, type Table } from '../column.ts'

/** What the fields of all kinds mean. A field that several kinds have means the same in each. */
const descriptions: Readonly<Record<string, string>> = {
  name: 'ALIAS: the name',
  aliasKind: 'ALIAS: what kind of name it is',
  language: 'ALIAS: the language of the name, as BCP 47 tag',
  attribute: 'ATTRIBUTE: which property',
  value: 'ATTRIBUTE: its value',
  metric: 'FIGURE: what was measured',
  amount: 'FIGURE: the number; of a range its lower end',
  upTo: 'FIGURE: the upper end of a range',
  unit: 'FIGURE: the unit',
  currency: 'FIGURE: the ISO 4217 code of the currency',
  qualifier: 'FIGURE: how exactly the source states it',
  relationshipType: 'RELATIONSHIP: how the subject is related to the object',
  title: 'ROLE: the title of the post',
  claim: 'CRITICISM: what the critic claims, in our own words',
  attribution: 'CRITICISM: who criticised, in the words of a source that names nobody',
  topics: 'CRITICISM: the slugs of the topics that it is filed under',
  about: 'CRITICISM: the slugs of the places, facilities and people that it concerns',
  publishedBy: 'CRITICISM: the slug of the organisation that published it',
  spokespeople: 'CRITICISM, RESPONSE: the slugs of the people who spoke',
  quotations: 'CRITICISM, RESPONSE: what the source quotes, each with `text` and the slug of its `speaker`',
  criticism: 'RESPONSE: the criticism that it answers, as DATASET/KEY',
  stance: 'RESPONSE: how the responder takes it',
  reply: 'RESPONSE: what was replied, in our own words',
}

const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const slugOf = (column: string) => `(select slug from entity where id = ${column})`

/** A column for each field of any kind. */
function fieldColumns(): Column[] {
  const all = factKinds().flatMap(({ table, fields }) =>
    Object.entries(fields).map(([name, field]) => ({ name, field, sql: sqlOf(table, name, field) })),
  )
  return Object.entries(Object.groupBy(all, ({ name }) => name)).map(([name, same = []]) => {
    const [first] = same as [(typeof same)[number]]
    const description = descriptions[name]
    if (description === undefined)
      throw new Error(`The field ${name} of a fact has no description in src/table/declared/facts.ts`)
    const sqls = [...new Set(same.map(({ sql }) => sql))]
    const { type, values } = typeOf(first.field)
    return {
      name: snakeCase(name),
      type,
      description,
      sql: sqls.length === 1 ? (sqls[0] as string) : `coalesce(${sqls.join(', ')})`,
      ...(values && { values }),
    }
  })
}

function typeOf(field: Field): { type: ColumnType; values?: readonly string[] } {
  if (field.holds === 'references') return { type: 'list' }
  if (field.holds === 'records') return { type: 'records' }
  const format: Format | undefined = field.holds === 'value' ? field.format : undefined
  if (format?.name === 'decimal') return { type: 'number' }
  return { type: 'string', ...(format?.name === 'choice' && { values: format.values }) }
}

function sqlOf(table: string, name: string, field: Field): string {
  switch (field.holds) {
    case 'value': {
      const column = `"${table}"."${columnOf(name, field)}"`
      return field.format.name === 'decimal' ? `trim_scale(${column})::text` : `${column}::text`
    }
    case 'reference':
      return slugOf(`"${table}"."${field.column}"`)
    case 'fact':
      return `(select od.slug || '/' || o.key from fact as o join dataset as od on od.id = o.dataset_id
        where o.id = "${table}"."${field.column}")`
    case 'references':
      return listSql(
        'le.slug',
        'l.ordinal',
        `"${field.table}" as l join entity as le on le.id = l."${field.column}" where l."${field.owner}" = f.id`,
      )
    case 'records': {
      const members = Object.entries(field.fields).map(([inner, declared]) => {
        const column = `l."${columnOf(inner, declared)}"`
        return `'${inner}', ${declared.holds === 'reference' ? slugOf(column) : column}`
      })
      return listSql(
        `json_strip_nulls(json_build_object(${members.join(', ')}))`,
        'l.ordinal',
        `"${field.table}" as l where l."${field.owner}" = f.id`,
      )
    }
  }
}

const typeOfKind = () =>
  `case f.kind ${factKinds()
    .map(({ kind, type }) => `when '${kind}' then '${type}'`)
    .join(' ')} end`

export const facts = (): Table => ({
  name: 'facts',
  description:
    'The edges of the graph: everything that a source states. The columns of a kind are null for the others.',
  ids: `select f.id from fact as f join dataset as d on d.id = f.dataset_id order by d.slug collate "C", f.key collate "C"`,
  from: `fact as f join dataset as d on d.id = f.dataset_id join entity as s on s.id = f.subject_id
    left join entity as o on o.id = f.object_id
    ${factKinds()
      .map(({ table }) => `left join "${table}" on "${table}".id = f.id`)
      .join(' ')}
    where f.id = wanted.id`,
  primaryKey: ['dataset', 'key'],
  foreignKeys: [
    { columns: ['subject'], table: 'entities', to: ['slug'] },
    { columns: ['object'], table: 'entities', to: ['slug'] },
    { columns: ['published_by'], table: 'entities', to: ['slug'] },
  ],
  columns: [
    {
      name: 'id',
      type: 'string',
      required: true,
      description: 'Its id in the API',
      sql: nodeIdSql(`${typeOfKind()} || ':' || d.slug || '/' || f.key`),
    },
    { name: 'dataset', type: 'string', required: true, description: 'The dataset that states it', sql: 'd.slug' },
    { name: 'key', type: 'string', required: true, description: 'Its key within the dataset', sql: 'f.key' },
    {
      name: 'kind',
      type: 'string',
      required: true,
      values: Object.values(FactKind),
      description: 'What kind of fact it is',
      sql: 'f.kind::text',
    },
    {
      name: 'subject',
      type: 'string',
      description: 'The slug of what it starts from, such as the critic; null if the source names nobody',
      sql: 'case when f.has_subject then s.slug end',
    },
    {
      name: 'subject_name',
      type: 'string',
      description: 'Its current name',
      sql: 'case when f.has_subject then s.name end',
    },
    {
      name: 'subject_kind',
      type: 'string',
      values: Object.values(EntityKind),
      description: 'What kind of entity it is',
      sql: 'case when f.has_subject then s.kind::text end',
    },
    { name: 'object', type: 'string', description: 'The slug of what it leads to, such as the target', sql: 'o.slug' },
    { name: 'object_name', type: 'string', description: 'Its current name', sql: 'o.name' },
    {
      name: 'object_kind',
      type: 'string',
      values: Object.values(EntityKind),
      description: 'What kind of entity it is',
      sql: 'o.kind::text',
    },
    {
      name: 'statement',
      type: 'string',
      required: true,
      description: 'The fact as one plain sentence',
      sql: 'f.statement',
    },
    ...dateColumns('start_date', 'When it began to be true, or happened', 'f.from', 'start'),
    ...dateColumns(
      'end_date',
      'When it ceased to be true; the same as the start of what happened once',
      'f.until',
      'end',
    ),
    {
      name: 'ongoing',
      type: 'boolean',
      required: true,
      description: 'Whether the source says that it goes on',
      sql: 'f.ongoing',
    },
    ...fieldColumns(),
    {
      name: 'computed',
      type: 'string',
      description: 'Why a number, a name or a date of the fact is not in its sentences',
      sql: 'f.computed',
    },
    {
      name: 'evidence',
      type: 'integer',
      required: true,
      description: 'How many sentences state it',
      sql: '(select count(*)::int from evidence where fact_id = f.id)',
    },
  ],
})
