import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'

/** Rows of a page that does not say its size, and the largest size that a page can have. */
const defaultPage = 20
const largestPage = 100

/** Items that a short list without a size is taken to have. */
const shortList = 10

/** The schema is one size, whatever is asked of it: these let a few questions about it through at once. */
const introspectionCost: Readonly<Record<string, number>> = { __schema: 10_000, __type: 1_000, __typename: 0 }

/** What an answer costs, and what costs most in it. */
export interface Cost {
  /** Fields of the answer, if each of its lists is as long as it may be. */
  readonly total: number
  /** The dearest of the fields that the operation begins with. */
  readonly dearest: FieldNode | undefined
  readonly dearestCost: number
}

interface Estimate {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
  readonly defaults: ReadonlyMap<string, ValueNode>
  /** Costs of selections by their type and page: fragments are used again and again. */
  readonly known: Map<SelectionSetNode, Map<string, number>>
}

interface Operation {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Estimates the cost of a valid operation: each field costs 1 (or the weight that the schema gives it by
 * `complexity`), and a list multiplies what is asked of its items by its size. A page has the size of `first` or
 * `last`, 20 by default; a list of ids its number of ids; any other list is taken to have 10 items.
 */
export function costOf({ schema, operation, fragments, variables }: Operation): Cost {
  const type = schema.getRootType(operation.operation)
  const defaults = new Map(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, defaultValue]] : [],
    ),
  )
  const estimate: Estimate = { schema, fragments, variables, defaults, known: new Map() }
  let total = 0
  let dearest: FieldNode | undefined
  let dearestCost = 0
  for (const field of fieldsOf(operation.selectionSet, fragments)) {
    const cost = costOfField(estimate, field, type?.name ?? '')
    total += cost
    if (cost > dearestCost) [dearest, dearestCost] = [field, cost]
  }
  return { total, dearest, dearestCost }
}

/** The fields of a selection, with those of its fragments. */
function fieldsOf(
  set: SelectionSetNode,
  fragments: Estimate['fragments'],
  entered = new Set<SelectionSetNode>(),
): FieldNode[] {
  if (entered.has(set)) return []
  entered.add(set)
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return node
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value]
    return inner ? fieldsOf(inner.selectionSet, fragments, entered) : []
  })
}

/** The cost of a selection on one object; `page` is how many rows it asks for when the object is a connection. */
function costOfSet(estimate: Estimate, set: SelectionSetNode, typeName: string, page?: number): number {
  const key = `${typeName} ${page}`
  const costs = estimate.known.get(set) ?? new Map<string, number>()
  estimate.known.set(set, costs)
  const known = costs.get(key)
  if (known !== undefined) return known
  let cost = 0
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      cost += costOfField(estimate, node, typeName, page)
      continue
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : estimate.fragments[node.name.value]
    if (inner) cost += costOfSet(estimate, inner.selectionSet, inner.typeCondition?.name.value ?? typeName, page)
  }
  costs.set(key, cost)
  return cost
}

function costOfField(estimate: Estimate, node: FieldNode, typeName: string, page?: number): number {
  const fixed = introspectionCost[node.name.value]
  if (fixed !== undefined) return fixed
  const type = estimate.schema.getType(typeName)
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
  if (!field) return 1
  const named = getNamedType(field.type)
  const weight = weightOf(field)
  if (!node.selectionSet || !isCompositeType(named)) return weight
  const size = sizeOf(estimate, node, field)
  if (!isListType(getNullableType(field.type))) {
    return weight + costOfSet(estimate, node.selectionSet, named.name, size)
  }
  // `edges` and `nodes` of a connection are as long as the page that its field was asked for.
  const rows = node.name.value === 'edges' || node.name.value === 'nodes' ? page : undefined
  return weight + (size ?? rows ?? shortList) * costOfSet(estimate, node.selectionSet, named.name)
}

/** A field may carry a weight of its own, as the complexity plugin of Pothos keeps it. */
function weightOf(field: GraphQLField<unknown, unknown>): number {
  const { complexity } = field.extensions as { complexity?: number | { field?: number } }
  if (typeof complexity === 'number') return complexity
  return typeof complexity === 'object' ? (complexity.field ?? 1) : 1
}

/** How many items the arguments ask for; undefined when the field has no such argument. */
function sizeOf(estimate: Estimate, node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
  const has = (name: string) => field.args.some((argument) => argument.name === name)
  const given = (name: string) => {
    const argument = node.arguments?.find((candidate) => candidate.name.value === name)
    return argument ? valueOf(estimate, argument.value) : undefined
  }
  const ids = has('ids') ? given('ids') : undefined
  if (Array.isArray(ids)) return ids.length
  if (!has('first') && !has('last')) return undefined
  const size = [given('first'), given('last')].find((value) => typeof value === 'number')
  const own = field.args.find((argument) => argument.name === 'first')?.defaultValue
  const asked = typeof size === 'number' ? size : typeof own === 'number' ? own : defaultPage
  // A page that is too large or below zero is refused by the field itself, in better words.
  return Math.min(Math.max(asked, 0), largestPage)
}

/** A number, or a list of unknown things: more is not needed of a value here. */
function valueOf(estimate: Estimate, value: ValueNode): number | readonly unknown[] | undefined {
  if (value.kind === Kind.INT) return Number(value.value)
  if (value.kind === Kind.LIST) return value.values
  if (value.kind !== Kind.VARIABLE) return undefined
  const given = estimate.variables[value.name.value]
  if (typeof given === 'number' || Array.isArray(given)) return given
  const fallback = estimate.defaults.get(value.name.value)
  return given === undefined && fallback ? valueOf(estimate, fallback) : undefined
}
