import { type Expression, sql } from '../database/sql.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { modelOf } from './below.ts'
import { columnType, isRequired, type Relation, relationOf } from './relation.ts'
import { conditionsOf, orderOf, type RelationQuery } from './relation-query.ts'
import type { Row } from './row.ts'

/** What the JSON of a field is made with. */
export interface Shown {
  /** What the operation selects below the field, of a row that is reached from the field's own, or of another source. */
  below(source: unknown): Expression<unknown>
  /** The same of the row whose column equals a column of the query around it ("fact_1.subjectId"); null if there is none. */
  row(row: Row, column: string, reference: string): Expression<unknown>
  /** The row to which a single relation leads, joined once for all fields of an object; its columns are null if there is none. */
  joined(row: Row, relation: string): Row
  /** The name of the GraphQL type of the field's own row. */
  readonly typeName: Expression<string>
}

/**
 * The value of a field as SQL, as the answer shows it: the same JSON that its resolver gives. A field has it as the
 * extension `json`; its source is the row that it belongs to, or what the `json` of the field above gives to `below`.
 */
export type FieldJson<Source = never> = (source: Source, shown: Shown) => Expression<unknown>

/** How a field says its JSON; undefined where only its resolver knows. Exposed columns and relations need not say it. */
export function declaredJson(plan: FieldPlan): FieldJson | undefined {
  return plan.once('declared json', () => {
    const { extensions } = plan.field
    if (extensions.json) return extensions.json as FieldJson
    const model = modelOf(plan.parentType)
    if (model === undefined) return undefined
    const column = extensions.pothosExposedField as string | undefined
    if (column !== undefined)
      return plan.type.isNonNull && !isRequired(model, column) ? undefined : columnOf(model, column)
    const name = (extensions.pothosPrismaRelationField as { readonly name: string } | undefined)?.name
    if (name === undefined || (plan.type.isNonNull && !isRequired(model, name))) return undefined
    const relation = relationOf(model, name)
    return relation.isList ? relatedList(relation, queryOf(extensions.select, name)) : related(relation)
  })
}

type SelectRelation = (args: object, ctx: unknown, nested: (query?: object) => object) => { readonly select: object }

/** The order and the conditions that the field of a relation declares. */
function queryOf(select: unknown, name: string): RelationQuery {
  const { select: selected } = (select as SelectRelation)({}, undefined, (query = {}) => query)
  return (selected as Readonly<Record<string, RelationQuery>>)[name] ?? {}
}

/** Types that PostgreSQL writes otherwise than GraphQL. */
const otherwiseWritten: readonly string[] = ['BigInt', 'Bytes', 'Decimal', 'Float', 'Json']

/** How a type of column is written, where PostgreSQL's own JSON is not what GraphQL shows. */
function columnOf(model: string, column: string): FieldJson<Row> | undefined {
  const type = columnType(model, column)
  const reference = (row: Row) => row.ref(column as never)
  if (type === 'DateTime') return (row) => sql`to_char(${reference(row)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return otherwiseWritten.includes(type ?? '') ? undefined : reference
}

/** The row to which a single relation leads. */
export function related({ table, from, to }: Relation): FieldJson<Row> {
  return (row, shown) => shown.row(row.inside(table), to, `${row.alias}.${from}`)
}

function relatedList({ table, from, to }: Relation, query: RelationQuery): FieldJson<Row> {
  return (row, { below }) => {
    const other = row.inside(table)
    const conditions = [sql`${other.ref(to as never)} = ${row.ref(from as never)}`, ...conditionsOf(query, other)]
    return sql`(select coalesce(json_agg(${below(other)}${orderOf(query, other)}), '[]')
      from ${other.from} where ${sql.join(conditions, ' and ')})`
  }
}
