import { getNamedType, getNullableType, isAbstractType, isLeafType, isObjectType } from 'graphql'
import { type Expression, sql } from '../database/sql.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { takesWords } from './asked-words.ts'
import { fieldsBelow, modelOf } from './below.ts'
import { listOfField } from './declaration.ts'
import { declaredJson, type Shown } from './field-json.ts'
import { modelOfTable, relationOf } from './relation.ts'
import type { Row } from './row.ts'
import type { SqlContext } from './sql-context.ts'

/** The most fields of an object that PostgreSQL writes: a function takes 100 arguments. */
const mostFields = 50

/** What the fields of some types are, where the types share them. */
interface Group {
  readonly types: readonly string[]
  readonly fields: readonly FieldPlan[]
}

/**
 * Whether PostgreSQL can write all that an operation selects below a field as the answer shows it: each field says its
 * JSON in SQL (src/query/field-json.ts), and nothing has to be explained or counted in another statement.
 */
export function isFinished(plan: FieldPlan): boolean {
  return plan.operation.finishes && plan.once('is finished', () => canShow(plan))
}

function canShow(plan: FieldPlan): boolean {
  if (isLeafType(getNamedType(plan.field.type))) return true
  return plan
    .once('groups', () => groupsOf(plan))
    .every(({ fields }) => fields.length <= mostFields && fields.every(canSay))
}

/** Whether a field of an object that PostgreSQL writes can be written, too. */
function canSay(plan: FieldPlan): boolean {
  return plan.once('can say', () => says(plan))
}

function says(plan: FieldPlan): boolean {
  if (plan.field.name === '__typename') return true
  if (plan.field.extensions.pothosOptions && 'authScopes' in (plan.field.extensions.pothosOptions as object))
    return false
  if (listOfField(plan.field)) return canSayList(plan)
  return declaredJson(plan) !== undefined && canShow(plan)
}

/** Arguments of a page. What others ask may stand for nothing, which is explained where the list is resolved. */
const pageArguments: readonly string[] = ['first', 'last', 'after', 'before', 'orderBy']

function canSayList(plan: FieldPlan): boolean {
  const asked = plan.nodes[0]?.arguments ?? []
  if (takesWords(plan.field) && !asked.every(({ name }) => pageArguments.includes(name.value))) return false
  return listOfField(plan.field)?.size === undefined ? canSayConnection(plan) : canShow(plan)
}

const partsOfPage: readonly string[] = ['__typename', 'hasNextPage', 'hasPreviousPage']

function canSayConnection(plan: FieldPlan): boolean {
  const below = fieldsBelow(plan)
  const isPart = (field: FieldPlan) => {
    switch (field.field.name) {
      case '__typename':
      case 'totalCount':
        return true
      case 'nodes':
        return canShow(field)
      case 'edges':
        return (
          fieldsBelow(field).every(({ field: { name } }) => name === 'node' || name === '__typename') &&
          fieldsBelow(field)
            .filter(({ field: { name } }) => name === 'node')
            .every(canShow)
        )
      case 'pageInfo':
        return fieldsBelow(field).every(({ field: { name } }) => partsOfPage.includes(name))
      default:
        return false
    }
  }
  const shown = below.filter(({ field: { name } }) => name === 'nodes' || name === 'edges')
  return below.length <= mostFields && shown.length <= 1 && below.every(isPart)
}

/** Whether PostgreSQL can write a field with all that is below it, though it cannot write the object around it. */
export function isFinishedPart(plan: FieldPlan): boolean {
  if (!plan.operation.finishes || plan.field.name === '__typename') return false
  return !isLeafType(getNullableType(plan.field.type)) && canSay(plan)
}

/** The types that a field may lead to, with what is selected of them. */
function groupsOf(plan: FieldPlan): readonly Group[] {
  const type = getNamedType(plan.field.type)
  if (isObjectType(type)) return [{ types: [type.name], fields: plan.selections(type) }]
  if (!isAbstractType(type)) return []
  const { schema } = plan.operation
  const model = modelOf(type)
  const shown = schema.getPossibleTypes(type).map((possible) => ({ possible, fields: plan.selections(possible) }))
  if (shown.some(({ possible }) => modelOf(possible) !== model))
    return [{ types: [], fields: Array(mostFields + 1).fill(plan) }]
  const alike = Map.groupBy(shown, ({ fields }) => fields.map(signature).join(' '))
  return [...alike.values()].map((some) => ({
    types: some.map(({ possible }) => possible.name),
    fields: some[0]?.fields ?? [],
  }))
}

const numbers = new WeakMap<object, number>()
let last = 0

/** The same for fields that are written in the same way. */
function signature(plan: FieldPlan): string {
  const { extensions } = plan.field
  const way = (extensions.json ?? extensions.list ?? extensions.select ?? extensions) as object
  const number = numbers.get(way) ?? (last += 1)
  numbers.set(way, number)
  return `${plan.key}:${plan.place}:${plan.field.name === '__typename' ? '' : number}`
}

/** Whether the SQL of what is below a field depends on variables of the operation. */
export function isVariable(plan: FieldPlan): boolean {
  return plan.once('is variable', () => plan.isVariable || groupsOf(plan).some(({ fields }) => fields.some(isVariable)))
}

/** What a field shows of a row, or of another source of values, as JSON. */
export function shownJson(plan: FieldPlan, source: unknown, context: SqlContext): Expression<unknown> {
  const alias = (source as Partial<Row>).alias
  if (alias === undefined || isVariable(plan)) return makeJson(plan, source, context)
  return plan.once(`json ${alias}`, () => makeJson(plan, source, context).flat())
}

function makeJson(plan: FieldPlan, source: unknown, context: SqlContext): Expression<unknown> {
  const groups = plan.once('groups', () => groupsOf(plan))
  const [only, ...others] = groups
  if (!only) throw new Error(`${plan.parentType.name}.${plan.field.name} shows no object.`)
  if (others.length === 0) return objectJson(only, source, context)
  const cases = groups.map((group) => {
    const kinds = kindsOf(group.types).map((kind) => sql.lit(kind))
    return sql`when ${(source as Row<'entity' | 'fact'>).ref('kind')} in (${sql.join(kinds)}) then ${objectJson(group, source, context)}`
  })
  return sql`case ${sql.join(cases, ' ')} end`
}

function objectJson({ types, fields }: Group, source: unknown, context: SqlContext): Expression<unknown> {
  const typeName =
    types.length === 1 ? sql.lit(types[0] as string) : typeNameOf(source as Row<'entity' | 'fact'>, types)
  return withJoins((joined) => {
    const entries = fields.flatMap((field) => [
      sql.lit(field.key),
      fieldJson(field, source, { typeName, joined }, context),
    ])
    return sql`json_build_object(${sql.join(entries)})`
  })
}

/** A field that PostgreSQL writes though it cannot write the row that it belongs to. */
export function partJson(plan: FieldPlan, row: Row, context: SqlContext): Expression<unknown> {
  const typeName = sql.lit(plan.parentType.name)
  return withJoins((joined) => fieldJson(plan, row, { typeName, joined }, context))
}

function fieldJson(
  plan: FieldPlan,
  source: unknown,
  own: Omit<Shown, 'below'>,
  context: SqlContext,
): Expression<unknown> {
  if (plan.field.name === '__typename') return own.typeName
  if (listOfField(plan.field)) return context.finishedList(plan, source as Row)
  const json = declaredJson(plan)
  if (!json) throw new Error(`${plan.parentType.name}.${plan.field.name} does not say its JSON.`)
  return json(source as never, { ...own, below: (reached) => shownJson(plan, reached, context) })
}

/** What is made with the rows to which single relations lead: each is looked up once, however many fields need it. */
function withJoins(make: (joined: Shown['joined']) => Expression<unknown>): Expression<unknown> {
  const rows = new Map<string, Row>()
  const joins: Expression<unknown>[] = []
  const made = make((row, name) => {
    const key = `${row.alias} ${name}`
    const known = rows.get(key)
    if (known) return known
    const { table, from, to, isList } = relationOf(modelOfTable(row.table), name)
    if (isList) throw new Error(`${row.table}.${name} leads to several rows.`)
    const joined = row.beside(table, name)
    rows.set(key, joined)
    joins.push(sql`left join ${joined.from} on ${joined.ref(to as never)} = ${row.ref(from as never)}`)
    return joined
  })
  return joins.length === 0 ? made : sql`(select ${made} from (values (true)) as one ${sql.join(joins, ' ')})`
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
