import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isAbstractType, isObjectType } from 'graphql'
import type { Expression } from 'kysely'
import type { FieldPlan } from '../execution/plan.ts'
import { columnsOf, columnType, type Relation, relationOf } from './relation.ts'
import type { Row } from './row.ts'

/** A selection as Prisma writes it, and as fields declare it; what is nested may be a RowSelection. */
type Select = Readonly<Record<string, unknown>>

/** Which rows of a relation are read, and in which order. */
export interface RelationQuery {
  readonly where?: Readonly<Record<string, unknown>>
  readonly orderBy?: unknown
}

interface RelationRead {
  readonly relation: Relation
  readonly query: RelationQuery
  readonly selection: RowSelection
}

/** Something that is read only of rows of the types that it is asked of. */
interface ReadOfTypes {
  readonly types: Set<string>
}

/** A list that belongs to a row. */
interface ListRead extends ReadOfTypes {
  readonly plan: FieldPlan
}

/** Something that a field needs of a row and that SQL computes. */
export type RowValue = (row: Row<never>) => Expression<unknown>

interface ValueRead extends ReadOfTypes {
  readonly value: RowValue
}

/** What an operation reads of a row: columns, related rows, and lists that belong to it. */
export class RowSelection {
  readonly model: string
  readonly columns = new Set<string>()
  readonly relations = new Map<string, RelationRead>()
  /** By the place of the field that shows the list. */
  readonly lists = new Map<string, ListRead>()
  /** What fields read of a relation that another field reads with another order or other rows, by the field's place. */
  readonly apart = new Map<string, RowSelection>()
  /** What fields compute from the row in SQL, by the name of the property that it becomes. */
  readonly values = new Map<string, ValueRead>()
  /** The types of which it is asked. */
  readonly types = new Set<string>()
  #isVariable: boolean | undefined

  constructor(model: string) {
    this.model = model
  }

  /** Whether some lists depend on variables of the operation. Asked when everything has been added. */
  get isVariable(): boolean {
    this.#isVariable ??=
      [...this.lists.values()].some(({ plan }) => plan.isVariable || (rowsOfList(plan)?.isVariable ?? false)) ||
      [...this.relations.values()].some(({ selection }) => selection.isVariable) ||
      [...this.apart.values()].some((selection) => selection.isVariable)
    return this.#isVariable
  }

  /** Adds a selection as Prisma writes it. */
  add(select: Select): void {
    for (const [name, value] of Object.entries(select)) {
      if (value === undefined || value === false) continue
      if (columnType(this.model, name) === undefined) this.#relate(name, value === true ? {} : (value as Select))
      else this.columns.add(name)
    }
  }

  #relate(name: string, { select, ...query }: Select): void {
    const relation = relationOf(this.model, name)
    const selection = new RowSelection(relation.model)
    if (select instanceof RowSelection) selection.merge(select)
    else if (select) selection.add(select as Select)
    else selection.add(Object.fromEntries(columnsOf(relation.model).map((column) => [column, true])))
    this.relations.set(name, { relation, query, selection })
  }

  /** Whether both can be read at once: no relation is read in two ways. */
  fits(other: RowSelection): boolean {
    return [...other.relations].every(([name, { query, selection }]) => {
      const own = this.relations.get(name)
      return !own || (JSON.stringify(own.query) === JSON.stringify(query) && own.selection.fits(selection))
    })
  }

  /** Adds what another selection reads, if both fit. */
  merge(other: RowSelection): void {
    for (const column of other.columns) this.columns.add(column)
    for (const type of other.types) this.types.add(type)
    for (const [name, { relation, query, selection }] of other.relations) {
      const own = this.relations.get(name) ?? { relation, query, selection: new RowSelection(relation.model) }
      own.selection.merge(selection)
      this.relations.set(name, own)
    }
    for (const [place, { plan, types }] of other.lists) for (const type of types) this.addList(place, plan, type)
    for (const [place, selection] of other.apart) this.apart.set(place, selection)
    for (const [name, { value, types }] of other.values) for (const type of types) this.addValue(name, value, type)
  }

  addValue(name: string, value: RowValue, type: string): void {
    const { types } = this.values.get(name) ?? { types: new Set() }
    this.values.set(name, { value, types: types.add(type) })
  }

  addList(place: string, plan: FieldPlan, type: string): void {
    const { types } = this.lists.get(place) ?? { types: new Set() }
    this.lists.set(place, { plan, types: types.add(type) })
  }
}

/** The extensions of a field under which stand its selection (see src/selection-plugin.ts) and the values that it needs. */
const selectExtension = 'select'

function valuesOf(extensions: Readonly<Record<string, unknown>>): Readonly<Record<string, RowValue>> {
  return (extensions.values ?? {}) as Readonly<Record<string, RowValue>>
}

/** A selection that depends on what is selected below the field, as Pothos calls it. */
type SelectFunction = (args: object, ctx: unknown, nested: (query?: Select) => Select) => { select: Select } | null

/** The model whose rows an object or interface type shows. */
function modelOf(type: GraphQLNamedType): string | undefined {
  return type.extensions.pothosPrismaModel as string | undefined
}

function selectOfType(type: GraphQLNamedType): Select {
  const selection = type.extensions.pothosPrismaTypeSelection as { select?: Select } | undefined
  return selection?.select ?? {}
}

const selections = new WeakMap<FieldPlan, RowSelection>()

/** What an operation selects on the rows that a field leads to; undefined where it leads to none. */
export function rowsOf(plan: FieldPlan): RowSelection | undefined {
  const known = selections.get(plan)
  if (known) return known
  const type = getNamedType(plan.field.type)
  const model = modelOf(type)
  if (model === undefined) return undefined
  const made = rowsOfType([plan], type, model)
  selections.set(plan, made)
  return made
}

/** What some fields together select on rows of a type of a model. */
export function rowsOfType(plans: readonly FieldPlan[], type: GraphQLNamedType, model: string): RowSelection {
  const selection = new RowSelection(model)
  selection.add(selectOfType(type))
  for (const plan of plans) {
    const types = isAbstractType(type) ? plan.operation.schema.getPossibleTypes(type) : [type as GraphQLObjectType]
    for (const possible of types) {
      if (modelOf(possible) === model) addFields(selection, plan.selections(possible), possible, type)
    }
  }
  return selection
}

function addFields(
  selection: RowSelection,
  fields: readonly FieldPlan[],
  type: GraphQLObjectType,
  declared: GraphQLNamedType,
): void {
  const inherited = type !== declared && 'getFields' in declared ? declared.getFields() : {}
  selection.types.add(type.name)
  for (const plan of fields) {
    const { extensions, name } = plan.field
    const select = extensions[selectExtension]
    for (const [property, value] of Object.entries(valuesOf(extensions))) selection.addValue(property, value, type.name)
    if (extensions.list) selection.addList(plan.place, plan, type.name)
    else if (select) addField(selection, plan, select as Select | SelectFunction)
    // A field without a selection of its own reads what its type always selects.
    else if (!name.startsWith('__') && !(name in inherited)) selection.add(selectOfType(type))
  }
}

/** Selections are made once for all executions of a document. */
const noArguments = new Proxy(
  {},
  {
    get(_target, name) {
      throw new Error(`A selection cannot depend on the argument ${String(name)}: declare a list.`)
    },
  },
)

function addField(selection: RowSelection, plan: FieldPlan, select: Select | SelectFunction): void {
  const nested = (query: Select = {}) => {
    const below = rowsOf(plan)
    if (!below) throw new Error(`${plan.parentType.name}.${plan.field.name} leads to no rows.`)
    const { select: extra, ...rest } = query
    const merged = new RowSelection(below.model)
    if (extra) merged.add(extra as Select)
    merged.merge(below)
    return { ...rest, select: merged }
  }
  const selected = typeof select === 'function' ? select(noArguments, undefined, nested)?.select : select
  if (!selected) return
  const own = new RowSelection(selection.model)
  own.add(selected)
  if (selection.fits(own)) selection.merge(own)
  else {
    own.columns.add('id')
    selection.apart.set(plan.place, own)
  }
}

const listed = new WeakMap<FieldPlan, { readonly rows: RowSelection | undefined }>()

/** What an operation selects on the rows of a list, whether the list is shown page by page or as a whole. */
export function rowsOfList(plan: FieldPlan): RowSelection | undefined {
  const known = listed.get(plan)
  if (known) return known.rows
  const type = getNamedType(plan.field.type)
  const rows = modelOf(type) === undefined && isObjectType(type) ? rowsOfConnection(plan, type) : rowsOf(plan)
  listed.set(plan, { rows })
  return rows
}

function rowsOfConnection(plan: FieldPlan, type: GraphQLObjectType): RowSelection | undefined {
  const shown = plan.selections(type).flatMap((field) => {
    if (field.field.name === 'nodes') return [field]
    if (field.field.name !== 'edges') return []
    return field
      .selections(getNamedType(field.field.type) as GraphQLObjectType)
      .filter(({ field: { name } }) => name === 'node')
  })
  const [first] = shown
  if (!first) return undefined
  const node = getNamedType(first.field.type)
  const model = modelOf(node)
  return model === undefined ? undefined : rowsOfType(shown, node, model)
}
