import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
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
import { readableNumber } from '../../errors.ts'
import { defaultPageSize, maximumPageSize } from '../../query/page.ts'
import { type Limits, refuseExcess } from './limits.ts'

/** Items that a list without a size is assumed to have. */
const assumedItems = 10

/** Fixed costs, because the size of the schema is fixed. A few such fields fit into one operation. */
const introspectionCost: Readonly<Record<string, number>> = { __schema: 10_000, __type: 1_000, __typename: 0 }

/** The cost of an operation, and the field that costs most. */
export interface Cost {
  /** Fields of the result, if each of its lists is as long as it may be. */
  readonly total: number
  /** The most expensive root field. */
  readonly mostExpensive: FieldNode | undefined
  readonly mostExpensiveCost: number
}

interface Estimate {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
  readonly defaults: ReadonlyMap<string, ValueNode>
  /** Costs of selections by type and page size, because fragments are used again and again. */
  readonly known: Map<SelectionSetNode, Map<string, number>>
}

interface Operation {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Estimates the cost of a valid operation. Each field costs 1, and a list multiplies the cost of its items by its size.
 * The size of a page is `first` or `last`, or else the default of connections; that of a list by `ids` is the number of
 * ids; any other list is assumed to have 10 items.
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
  let mostExpensive: FieldNode | undefined
  let mostExpensiveCost = 0
  for (const field of fieldsOf(operation.selectionSet, fragments)) {
    const cost = costOfField(estimate, field, type?.name ?? '')
    total += cost
    if (cost > mostExpensiveCost) [mostExpensive, mostExpensiveCost] = [field, cost]
  }
  return { total, mostExpensive, mostExpensiveCost }
}

/** The error TOO_COMPLEX for an operation that costs more than the limit. */
export function tooExpensive({ total, mostExpensive, mostExpensiveCost }: Cost, { cost }: Limits): GraphQLError {
  const field = mostExpensive?.alias?.value ?? mostExpensive?.name.value
  return refuseExcess({
    limit: 'cost',
    maximum: cost,
    actual: total,
    what: `The result may hold ${readableNumber(total)} fields, ${readableNumber(mostExpensiveCost)} of them in "${field}"`,
    advice:
      'Ask for smaller pages by first or last, above all where one list is within another, or for fewer fields of each item.',
    field,
    place: { nodes: mostExpensive },
  })
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

/** The cost of a selection on one object. `page` is the page size if that object is a connection. */
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
  if (!node.selectionSet || !isCompositeType(named)) return 1
  const size = sizeOf(estimate, node, field)
  if (!isListType(getNullableType(field.type))) {
    return 1 + costOfSet(estimate, node.selectionSet, named.name, size)
  }
  // `edges` and `nodes` of a connection are as long as its page.
  const rows = node.name.value === 'edges' || node.name.value === 'nodes' ? page : undefined
  return 1 + (size ?? rows ?? assumedItems) * costOfSet(estimate, node.selectionSet, named.name)
}

/** The number of items that the arguments ask for; undefined when the field has no argument for it. */
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
  const asked = typeof size === 'number' ? size : typeof own === 'number' ? own : defaultPageSize
  // The field itself refuses a size that is negative or too large, with a better message.
  return Math.min(Math.max(asked, 0), maximumPageSize)
}

/** The value of an argument, if it is a number or a list: no other values matter here. */
function valueOf(estimate: Estimate, value: ValueNode): number | readonly unknown[] | undefined {
  if (value.kind === Kind.INT) return Number(value.value)
  if (value.kind === Kind.LIST) return value.values
  if (value.kind !== Kind.VARIABLE) return undefined
  const given = estimate.variables[value.name.value]
  if (typeof given === 'number' || Array.isArray(given)) return given
  const fallback = estimate.defaults.get(value.name.value)
  return given === undefined && fallback ? valueOf(estimate, fallback) : undefined
}
