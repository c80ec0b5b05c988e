import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'
import { callOf, selectionOf } from './sample.ts'
import { spelling } from './words.ts'

type Field = GraphQLField<unknown, unknown>
export type WithFields = GraphQLObjectType | GraphQLInterfaceType

/** The fields of a type; none for a union. */
export function fieldsOf(type: GraphQLCompositeType): Readonly<Record<string, Field>> {
  return isUnionType(type) ? {} : type.getFields()
}

/** The items of a connection. Undefined for a type that is none. */
export function itemsOf(type: GraphQLCompositeType): WithFields | undefined {
  const { nodes, pageInfo } = fieldsOf(type)
  const items = nodes && pageInfo ? getNamedType(nodes.type) : undefined
  return isObjectType(items) || isInterfaceType(items) ? items : undefined
}

/** A field with what it requires and something of what it holds: `organization(ref: { named: "..." }) { name }`. */
export function askFor(field: Field): string {
  return callOf(field) + selectionOf(field.type)
}

/** Ways to a field from a type over one other field at most, such as `nodes { critic { summary } }`. */
export function waysTo(schema: GraphQLSchema, type: GraphQLCompositeType, name: string): string[] {
  const items = itemsOf(type)
  if (items) {
    const own = items.getFields()[name]
    const inner = own ? [askFor(own)] : waysTo(schema, items, name)
    return inner.map((way) => `nodes { ${way} }`)
  }
  const inSubtypes = waysInto(schema, type, name)
  if (inSubtypes.length > 0) return inSubtypes
  const steps = stepsFrom(type)
  const direct = steps.flatMap((field) => over(field, (next) => askOf(next, name)))
  if (direct.length > 0) return direct
  return steps.filter(isFree).flatMap((field) => over(field, (next) => waysInto(schema, next, name)))
}

function askOf(type: WithFields, name: string): string[] {
  const field = type.getFields()[name]
  return field ? [askFor(field)] : []
}

/** The ways through a field: what `into` finds in the type that it leads to, or in the items of its list. */
function over(field: Field, into: (next: WithFields) => string[]): string[] {
  const next = getNamedType(field.type)
  if (!isObjectType(next) && !isInterfaceType(next)) return []
  const items = itemsOf(next)
  return into(items ?? next).map((way) =>
    items ? `${callOf(field)} { nodes { ${way} } }` : `${callOf(field)} { ${way} }`,
  )
}

/** The fields of a type in the order in which ways over them are shown: what is always there, single things, lists. */
function stepsFrom(type: GraphQLCompositeType): Field[] {
  const rank = ({ type: next }: Field) => {
    const target = getNamedType(next)
    const isList = isListType(getNullableType(next)) || (isCompositeType(target) && itemsOf(target) !== undefined)
    return isList ? 2 : isNonNullType(next) ? 0 : 1
  }
  const steps = Object.values(fieldsOf(type)).filter(({ type: next }) => !isNodeItself(next))
  return steps.toSorted((one, other) => rank(one) - rank(other))
}

/** Whether a field can be asked for without saying which thing is meant. */
function isFree({ args }: Field): boolean {
  return !args.some(isRequiredArgument)
}

/** Fields such as `node(id:)` lead everywhere, so they are no way to anything. */
function isNodeItself(type: GraphQLOutputType): boolean {
  return ['Node', 'PageInfo'].includes(getNamedType(type).name)
}

/** The ways into the subtypes of an abstract type that have a field: `... on Organization { website }`. */
export function waysInto(schema: GraphQLSchema, type: GraphQLCompositeType, name: string): string[] {
  if (!isAbstractType(type)) return []
  const owners = widest(schema, schema.getPossibleTypes(type), name).filter((owner) => owner !== type)
  return owners.map((owner) => `... on ${owner.name} { ${askOf(owner, name).join('')} }`)
}

/** The types that have a field, each by the widest interface that has it, too. */
export function ownersOf(schema: GraphQLSchema, name: string): WithFields[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  return widest(schema, types, name).filter(
    (type) => !type.name.startsWith('__') && !schema.getQueryType()?.name.includes(type.name),
  )
}

function widest(schema: GraphQLSchema, types: readonly GraphQLObjectType[], name: string): WithFields[] {
  const width = (type: WithFields) => schema.getPossibleTypes(type as GraphQLInterfaceType).length
  const found = types.flatMap((type): WithFields[] => {
    const interfaces = type.getInterfaces().filter((candidate) => name in candidate.getFields())
    if (!(name in type.getFields())) return []
    return [interfaces.toSorted((one, other) => width(other) - width(one))[0] ?? type]
  })
  return [...new Set(found)]
}

/** Ways from a type to things of the type that `name` names: `facts { nodes { ... on Figure { amount } } }`. */
export function waysToType(schema: GraphQLSchema, from: GraphQLCompositeType, name: string): string[] {
  const wanted = Object.values(schema.getTypeMap()).find(
    (type) => isCompositeType(type) && spelling(type.name) === spelling(name),
  )
  if (!isObjectType(wanted) && !isInterfaceType(wanted)) return []
  const interfaces = wanted.getInterfaces().filter((type) => type.name !== 'Node')
  const fields = stepsFrom(from).filter(isFree)
  const exact = fields.flatMap((field) =>
    over(field, (next) => (next === wanted ? [selectionOf(wanted).slice(3, -2)] : [])),
  )
  if (exact.length > 0) return exact
  return fields.flatMap((field) =>
    over(field, (next) =>
      interfaces.some((type) => type === next) ? [`... on ${wanted.name}${selectionOf(wanted, next)}`] : [],
    ),
  )
}
