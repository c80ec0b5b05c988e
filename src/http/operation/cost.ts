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
} from 'graphql'
import { readableNumber } from '../../errors.ts'
import { defaultPageSize } from '../../query/page.ts'
import { boundedSize, costOfArguments, declaredCost, declaredLength, sizeValue } from './declared-cost.ts'
import { type Limits, refuseExcess } from './limits.ts'
import { namesVariables } from './names-variables.ts'

/** Items that a list without a size is assumed to have. */
const assumedItems = 10

/** What finding takes among the rows of one item of a list, as a part of what it takes in the whole graph. */
const shareOfRow = 0.1

/** Fixed costs, because the size of the schema is fixed. A few such fields fit into one operation. */
const introspectionCost: Readonly<Record<string, number>> = { __schema: 10_000, __type: 1_000, __typename: 0 }

/** The cost of an operation, and the field that costs most. */
export interface Cost {
  /** Fields of the result, if each of its lists is as long as it may be, and what finding them takes. */
  readonly total: number
  /** The part of it that conditions, orders and searches take. */
  readonly finding: number
  /** The most expensive root field. */
  readonly mostExpensive: FieldNode | undefined
  readonly mostExpensiveCost: number
}

interface Operation {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Coerced: with their defaults. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** What a field or a selection costs. */
interface Part {
  readonly fields: number
  readonly finding: number
}

/** Costs of selections by type and page size, because fragments are used again and again. */
type Known = Map<string, Part>

interface Estimate extends Omit<Operation, 'operation'> {
  readonly known: Map<SelectionSetNode, Known>
}

/** The same of selections that name no variable. They are kept as long as their document is. */
const constant = new WeakMap<SelectionSetNode, { readonly schema: GraphQLSchema; readonly known: Known }>()

const nothing: Part = { fields: 0, finding: 0 }
const one: Part = { fields: 1, finding: 0 }

function sum(a: Part, b: Part): Part {
  return { fields: a.fields + b.fields, finding: a.finding + b.finding }
}

/**
 * Estimates the cost of a valid operation. Each field costs 1, and a list multiplies the cost of its items by its size.
 * The size of a page is `first` or `last`, or else the default of connections; that of a list by `ids` is the number of
 * ids; any other list is assumed to have 10 items. Conditions, orders and searches cost what src/query/cost.ts says, and
 * a tenth of it for each item of a list within which they are asked.
 */
export function costOf({ operation, ...of }: Operation): Cost {
  const type = of.schema.getRootType(operation.operation)
  const estimate: Estimate = { ...of, known: new Map() }
  let whole = nothing
  let mostExpensive: FieldNode | undefined
  let mostExpensiveCost = 0
  for (const field of fieldsOf(operation.selectionSet, of.fragments)) {
    const part = costOfField(estimate, field, type?.name ?? '')
    whole = sum(whole, part)
    const cost = part.fields + part.finding
    if (cost > mostExpensiveCost) [mostExpensive, mostExpensiveCost] = [field, cost]
  }
  return { total: whole.fields + whole.finding, finding: whole.finding, mostExpensive, mostExpensiveCost }
}

/** The error TOO_COMPLEX for an operation that costs more than the limit. */
export function tooExpensive(
  { total, finding, mostExpensive, mostExpensiveCost }: Cost,
  { cost }: Limits,
): GraphQLError {
  const field = mostExpensive?.alias?.value ?? mostExpensive?.name.value
  const place = `${readableNumber(mostExpensiveCost)} of them in "${field}"`
  const isLarge = total - finding > finding
  return refuseExcess({
    limit: 'cost',
    maximum: cost,
    actual: total,
    what: isLarge
      ? `The result may hold ${readableNumber(total)} fields, ${place}`
      : `The conditions, orders and searches take as much as ${readableNumber(total)} fields of a result, ${place}`,
    advice: isLarge
      ? 'Ask for smaller pages by first or last, above all where one list is within another, or for fewer fields of each item.'
      : 'Give fewer conditions at once, above all in lists within lists, or ask in several requests: `id`, `slug` and `kind` take lists of values in one condition.',
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
function costOfSet(estimate: Estimate, set: SelectionSetNode, typeName: string, page?: number): Part {
  const key = `${typeName} ${page}`
  // There are as many sizes of pages as callers like, and they are not kept.
  const isConstant = page === undefined && !namesVariables(set, estimate.fragments)
  const costs = isConstant ? constantCosts(estimate, set) : knownCosts(estimate, set)
  const known = costs.get(key)
  if (known !== undefined) return known
  let cost = nothing
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      cost = sum(cost, costOfField(estimate, node, typeName, page))
      continue
    }
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : estimate.fragments[node.name.value]
    if (inner)
      cost = sum(cost, costOfSet(estimate, inner.selectionSet, inner.typeCondition?.name.value ?? typeName, page))
  }
  costs.set(key, cost)
  return cost
}

function knownCosts({ known }: Estimate, set: SelectionSetNode): Known {
  const costs: Known = known.get(set) ?? new Map()
  known.set(set, costs)
  return costs
}

function constantCosts({ schema }: Estimate, set: SelectionSetNode): Known {
  const kept = constant.get(set)
  if (kept?.schema === schema) return kept.known
  const known: Known = new Map()
  constant.set(set, { schema, known })
  return known
}

function costOfField(estimate: Estimate, node: FieldNode, typeName: string, page?: number): Part {
  const fixed = introspectionCost[node.name.value]
  if (fixed !== undefined) return { fields: fixed, finding: 0 }
  const type = estimate.schema.getType(typeName)
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
  if (!field) return one
  const finding = declaredCost(field) + costOfArguments(node, field, estimate.variables)
  const named = getNamedType(field.type)
  const own: Part = { fields: declaredLength(field), finding }
  if (!node.selectionSet || !isCompositeType(named)) return own
  const size = sizeOf(estimate, node, field)
  if (!isListType(getNullableType(field.type))) {
    return sum(own, costOfSet(estimate, node.selectionSet, named.name, size))
  }
  // `edges` and `nodes` of a connection are as long as its page.
  const rows = node.name.value === 'edges' || node.name.value === 'nodes' ? page : undefined
  const items = size ?? rows ?? assumedItems
  const item = costOfSet(estimate, node.selectionSet, named.name)
  return sum(own, { fields: items * item.fields, finding: items * Math.ceil(item.finding * shareOfRow) })
}

/** The number of items that the arguments ask for; undefined when the field has no argument for it. */
function sizeOf(estimate: Estimate, node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
  const has = (name: string) => field.args.some((argument) => argument.name === name)
  const given = (name: string) => {
    const argument = node.arguments?.find((candidate) => candidate.name.value === name)
    return argument ? sizeValue(argument.value, estimate.variables) : undefined
  }
  const ids = has('ids') ? given('ids') : undefined
  if (Array.isArray(ids)) return ids.length
  if (!has('first') && !has('last')) return undefined
  const size = [given('first'), given('last')].find((value) => typeof value === 'number')
  const own = field.args.find((argument) => argument.name === 'first')?.defaultValue
  const asked = typeof size === 'number' ? size : typeof own === 'number' ? own : defaultPageSize
  return boundedSize(asked)
}
