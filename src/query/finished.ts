import { type Expression, sql } from '../database/sql.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { listOfField } from './declaration.ts'
import { declaredJson, type Shown } from './field-json.ts'
import { type Entry, jsonObject } from './json-object.ts'
import { modelOfTable, relationOf } from './relation.ts'
import type { Row } from './row.ts'
import { type Group, groupsOf, isVariable } from './sayable.ts'
import type { SqlContext } from './sql-context.ts'

/** What a field shows of a row, or of another source of values, as JSON. */
export function shownJson(plan: FieldPlan, source: unknown, context: SqlContext): Expression<unknown> {
  const alias = (source as Partial<Row>).alias
  if (alias === undefined || isVariable(plan)) return makeJson(plan, source, context)
  return plan.once(`json ${alias}`, () => makeJson(plan, source, context).flat())
}

/** The same of the row whose column equals a column of the query around it; null if there is none. */
function shownOf(
  plan: FieldPlan,
  row: Row,
  column: string,
  reference: string,
  context: SqlContext,
): Expression<unknown> {
  const make = () => {
    const where = sql`where ${row.ref(column as never)} = ${sql.ref(reference)}`
    const [only, ...others] = groupsOf(plan) ?? []
    // One query for the row and its object is quicker than one within the other.
    if (only && others.length === 0) return objectJson(only, row, context, { from: row.from, where })
    return sql`(select ${shownJson(plan, row, context)} from ${row.from} ${where})`
  }
  return isVariable(plan) ? make() : plan.once(`json ${row.alias} ${reference}`, () => make().flat())
}

function makeJson(plan: FieldPlan, source: unknown, context: SqlContext): Expression<unknown> {
  const groups = groupsOf(plan) ?? []
  const [only, ...others] = groups
  if (!only) throw new Error(`${plan.parentType.name}.${plan.field.name} shows no object.`)
  if (others.length === 0) return objectJson(only, source, context)
  const cases = groups.map((group) => {
    const kinds = kindsOf(group.types).map((kind) => sql.lit(kind))
    return sql`when ${(source as Row<'entity' | 'fact'>).ref('kind')} in (${sql.join(kinds)}) then ${objectJson(group, source, context)}`
  })
  return sql`case ${sql.join(cases, ' ')} end`
}

/** The row of an object, where no query around it reads that. */
interface Read {
  readonly from: Expression<unknown>
  readonly where: Expression<unknown>
}

function objectJson({ types, fields }: Group, source: unknown, context: SqlContext, read?: Read): Expression<unknown> {
  const typeName =
    types.length === 1 ? sql.lit(types[0] as string) : typeNameOf(source as Row<'entity' | 'fact'>, types)
  const joins = new Joins()
  const own = { typeName, joined: joins.row }
  const entries = fields.map((field): Entry => [field.key, fieldJson(field, source, own, context)])
  return jsonObject(entries, read ? sql`${joins.from(read.from)} ${read.where}` : joins.from())
}

/** A field that PostgreSQL writes though it cannot write the row that it belongs to. */
export function partJson(plan: FieldPlan, row: Row, context: SqlContext): Expression<unknown> {
  const typeName = sql.lit(plan.parentType.name)
  const joins = new Joins()
  const json = fieldJson(plan, row, { typeName, joined: joins.row }, context)
  const from = joins.from()
  return from ? sql`(select ${json} ${from})` : json
}

function fieldJson(
  plan: FieldPlan,
  source: unknown,
  own: Omit<Shown, 'below' | 'row'>,
  context: SqlContext,
): Expression<unknown> {
  if (plan.field.name === '__typename') return own.typeName
  if (listOfField(plan.field)) return context.finishedList(plan, source as Row)
  const json = declaredJson(plan)
  if (!json) throw new Error(`${plan.parentType.name}.${plan.field.name} does not say its JSON.`)
  return json(source as never, {
    ...own,
    below: (reached) => shownJson(plan, reached, context),
    row: (row, column, reference) => shownOf(plan, row, column, reference, context),
  })
}

/** The rows to which single relations lead from that of an object: each is looked up once, however many fields need it. */
class Joins {
  readonly #rows = new Map<string, Row>()
  readonly #joins: Expression<unknown>[] = []

  readonly row = (row: Row, name: string): Row => {
    const key = `${row.alias} ${name}`
    const known = this.#rows.get(key)
    if (known) return known
    const { table, from, to, isList } = relationOf(modelOfTable(row.table), name)
    if (isList) throw new Error(`${row.table}.${name} leads to several rows.`)
    const joined = row.beside(table, name)
    this.#rows.set(key, joined)
    this.#joins.push(sql`left join ${joined.from} on ${joined.ref(to as never)} = ${row.ref(from as never)}`)
    return joined
  }

  /** What stands after SELECT and its values; undefined if there is neither a row nor a join. */
  from(row?: Expression<unknown>): Expression<unknown> | undefined {
    if (this.#joins.length === 0) return row && sql`from ${row}`
    return sql`from ${row ?? sql`(values (true)) as one`} ${sql.join(this.#joins, ' ')}`
  }
}

function kindsOf(types: readonly string[]): readonly string[] {
  return [...entityKinds(), ...factKinds()].filter(({ type }) => types.includes(type)).map(({ kind }) => kind)
}

/** The GraphQL type of a row that may be of several kinds. */
function typeNameOf(row: Row<'entity' | 'fact'>, types: readonly string[]): Expression<string> {
  const cases = [...entityKinds(), ...factKinds()]
    .filter(({ type }) => types.includes(type))
    .map(({ kind, type }) => sql`when ${sql.lit(kind)} then ${sql.lit(type)}`)
  return sql`case ${row.ref('kind')} ${sql.join(cases, ' ')} end`
}
