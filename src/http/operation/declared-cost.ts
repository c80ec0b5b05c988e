import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  valueFromAST,
} from 'graphql'

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
 * each argument that declares one; if it is a list, each of its items has.
 *
 * @param variables The variables of the operation, coerced.
 */
export function costOfArguments(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Readonly<Record<string, unknown>>,
): number {
  let cost = 0
  for (const argument of node.arguments ?? []) {
    const declaration = field.args.find(({ name }) => name === argument.name.value)
    if (!declaration) continue
    const own = declaredCost(declaration)
    if (own === 0 && !holdsConditions(declaration.type)) continue
    const value: unknown = valueFromAST(argument.value, declaration.type, variables)
    cost += own * (Array.isArray(value) ? value.length : 1) + costOfValue(declaration.type, value)
  }
  return cost
}

/** The cost of a value of an input type: that of all its conditions, also of those within AND, OR and lists. */
function costOfValue(type: GraphQLInputType, value: unknown): number {
  const plain = getNullableType(type)
  if (Array.isArray(value)) {
    const item = isListType(plain) ? plain.ofType : plain
    return value.reduce<number>((sum, one) => sum + costOfValue(item, one), 0)
  }
  if (!isInputObjectType(plain) || plain.isOneOf || typeof value !== 'object' || value === null) return 0
  const fields = plain.getFields()
  let cost = 0
  for (const [name, inner] of Object.entries(value)) {
    const field = fields[name]
    if (!field || inner == null) continue
    const holdsMore = holdsConditions(field.type)
    cost += declaredCost(field) || (holdsMore ? 0 : ordinaryCost)
    if (holdsMore) cost += costOfValue(field.type, inner)
  }
  return cost
}

/** An input object with several fields. One with `@oneOf` is a single value: a reference. */
function holdsConditions(type: GraphQLInputType): boolean {
  const named = getNamedType(type)
  return isInputObjectType(named) && !named.isOneOf
}
