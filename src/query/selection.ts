import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isAbstractType } from 'graphql'
import type { FieldPlan } from '../execution/plan.ts'
import { fieldsBelow, modelOf } from './below.ts'
import { RowSelection, type RowValue, type Select } from './row-selection.ts'
import { isFinishedPart } from './sayable.ts'

/** The extensions of a field under which stand its selection (see src/selection-plugin.ts) and the values that it needs. */
const selectExtension = 'select'

function valuesOf(extensions: Readonly<Record<string, unknown>>): Readonly<Record<string, RowValue>> {
  return (extensions.values ?? {}) as Readonly<Record<string, RowValue>>
}

/** A selection that depends on what is selected below the field, as Pothos calls it. */
type SelectFunction = (args: object, ctx: unknown, nested: (query?: Select) => Select) => { select: Select } | null

function selectOfType(type: GraphQLNamedType): Select {
  const selection = type.extensions.pothosPrismaTypeSelection as { select?: Select } | undefined
  return selection?.select ?? {}
}

/** What an operation selects on the rows that a field leads to; undefined where it leads to none. */
export function rowsOf(plan: FieldPlan): RowSelection | undefined {
  return plan.once('rows', () => {
    const type = getNamedType(plan.field.type)
    const model = modelOf(type)
    return model === undefined ? undefined : rowsOfType([plan], type, model)
  })
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
    if (isFinishedPart(plan)) selection.addFinished(plan, type.name)
    else if (extensions.list) selection.addList(plan, rowsOfList(plan), type.name)
    // One that needs values alone says no selection.
    else if (select || extensions.values) addField(selection, plan, (select ?? {}) as Select | SelectFunction, type)
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

function addField(
  selection: RowSelection,
  plan: FieldPlan,
  select: Select | SelectFunction,
  type: GraphQLObjectType,
): void {
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
  own.types.add(type.name)
  for (const [name, value] of Object.entries(valuesOf(plan.field.extensions))) own.addValue(name, value, type.name)
  if (selection.fits(own)) selection.merge(own)
  else {
    own.columns.add('id')
    selection.apart.set(plan.place, own)
  }
}

/** What an operation selects on the rows of a list, whether the list is shown page by page or as a whole. */
export function rowsOfList(plan: FieldPlan): RowSelection | undefined {
  const isOfRows = modelOf(getNamedType(plan.field.type)) !== undefined
  return isOfRows ? rowsOf(plan) : plan.once('rows of connection', () => rowsOfConnection(plan))
}

function rowsOfConnection(plan: FieldPlan): RowSelection | undefined {
  const shown = fieldsBelow(plan).flatMap((field) => {
    if (field.field.name === 'nodes') return [field]
    if (field.field.name !== 'edges') return []
    return fieldsBelow(field).filter(({ field: { name } }) => name === 'node')
  })
  const [first] = shown
  if (!first) return undefined
  const node = getNamedType(first.field.type)
  const model = modelOf(node)
  return model === undefined ? undefined : rowsOfType(shown, node, model)
}
