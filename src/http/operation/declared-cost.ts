import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql'
import { maximumPageSize } from '../../query/page.ts'

type Variables = Readonly<Record<string, unknown>>

/** The cost of a condition, or of a key of an order, that declares none. */
const ordinaryCost = 100

interface Extended {
  readonly extensions: Readonly<Record<string, unknown>>
}

/** What a field or an input declares to cost, as src/query/cost.ts explains. */
export function declaredCost({ extensions }: Extended): number {
  return typeof extensions.cost === 'number' ? extensions.cost : 0
}

/** The length that a field declares, in fields of ordinary length. */
export function declaredLength({ extensions }: Extended): number {
  return typeof extensions.length === 'number' ? extensions.length : 1
}

/**
 * The cost of what the arguments of a field ask of the database. Each condition and each key of an order has a cost. So has
 * each argument that declares one; if it is a list, each of its items has, and if it is a number, each of what it counts.
 *
 * @param variables The variables of the operation, coerced.
 */
export function costOfArguments(node: FieldNode, field: GraphQLField<unknown, unknown>, variables: Variables): number {
  let cost = 0
  for (const { name, value } of node.arguments ?? []) {
    const declaration = field.args.find((argument) => argument.name === name.value)
    if (!declaration || isNothing(value, variables)) continue
    const own = declaredCost(declaration)
    if (own > 0) cost += own * countOf(value, variables)
    if (holdsConditions(declaration.type)) cost += costOfNode(declaration.type, value, variables)
  }
  return cost
}

/** How many items a list has, or how many a number asks for; 1 for anything else. */
function countOf(node: ValueNode, variables: Variables): number {
  const value = sizeValue(node, variables)
  if (typeof value === 'number') return boundedSize(value)
  return value?.length ?? 1
}

/** What an argument says, if it is a number or a list: no other values matter for sizes. */
export function sizeValue(node: ValueNode, variables: Variables): number | readonly unknown[] | undefined {
  if (node.kind === Kind.INT) return Number(node.value)
  if (node.kind === Kind.LIST) return node.values
  if (node.kind !== Kind.VARIABLE) return undefined
  const given = variables[node.name.value]
  return typeof given === 'number' || Array.isArray(given) ? given : undefined
}

/** The field itself refuses a size that is negative or too large, with a better message. */
export function boundedSize(asked: number): number {
  return Math.min(Math.max(asked, 0), maximumPageSize)
}

/**
 * The cost of what a document says for an input type: that of all conditions, also of those within AND, OR and lists. No
 * value is made of it, because that takes several times as long: inputs have dozens of fields, of which a few are given.
 */
function costOfNode(type: GraphQLInputType, node: ValueNode, variables: Variables): number {
  if (node.kind === Kind.VARIABLE) return costOfValue(type, variables[node.name.value])
  const plain = getNullableType(type)
  const item = isListType(plain) ? plain.ofType : plain
  if (node.kind === Kind.LIST) return node.values.reduce((sum, one) => sum + costOfNode(item, one, variables), 0)
  if (item !== plain) return costOfNode(item, node, variables)
  if (!holdsFields(plain) || node.kind !== Kind.OBJECT) return 0
  const fields = plain.getFields()
  let cost = 0
  for (const { name, value } of node.fields) {
    const field = fields[name.value]
    if (!field || isNothing(value, variables)) continue
    cost += costOfCondition(field)
    if (holdsConditions(field.type)) cost += costOfNode(field.type, value, variables)
  }
  return cost
}

function isNothing(node: ValueNode, variables: Variables): boolean {
  return node.kind === Kind.NULL || (node.kind === Kind.VARIABLE && variables[node.name.value] == null)
}

/** The same of the value of a variable. */
function costOfValue(type: GraphQLInputType, value: unknown): number {
  const plain = getNullableType(type)
  if (Array.isArray(value)) {
    const item = isListType(plain) ? plain.ofType : plain
    return value.reduce<number>((sum, one) => sum + costOfValue(item, one), 0)
  }
  if (!holdsFields(plain) || typeof value !== 'object' || value === null) return 0
  const fields = plain.getFields()
  let cost = 0
  for (const [name, inner] of Object.entries(value)) {
    const field = fields[name]
    if (!field || inner == null) continue
    cost += costOfCondition(field)
    if (holdsConditions(field.type)) cost += costOfValue(field.type, inner)
  }
  return cost
}

/** What one field of an input costs, without what is within it. */
function costOfCondition(field: GraphQLInputField): number {
  return declaredCost(field) || (holdsConditions(field.type) ? 0 : ordinaryCost)
}

/** An input object with several fields. One with `@oneOf` is a single value: a reference. */
function holdsFields(type: GraphQLInputType): type is GraphQLInputObjectType {
  return isInputObjectType(type) && !type.isOneOf
}

function holdsConditions(type: GraphQLInputType): boolean {
  return holdsFields(getNamedType(type))
}
