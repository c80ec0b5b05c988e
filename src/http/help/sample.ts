import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type ValueNode,
} from 'graphql'
import { enumNode, listNode, objectNode, readings, stringNode, written } from './value-node.ts'

/** Values of the scalars that GraphQL itself defines. Others are taken from the examples in descriptions. */
const ordinary: Readonly<Record<string, string>> = { Int: '10', Float: '0.5', Boolean: 'true' }

/** Fields that show best what a thing is, and conditions that are asked for most. */
const telling = ['name', 'label', 'title', 'claim', 'statement', 'text', 'value', 'totalCount']
const asked = ['named', 'within', 'some', 'search', 'eq']

/** A value of a type, for an example. Descriptions say what values look like: "Its key: `iom`." */
export function sampleOf(type: GraphQLInputType, description?: string | null, levels = 3): ValueNode {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return listNode([sampleOf(nullable.ofType, description, levels)])
  if (isEnumType(nullable)) return enumNode(nullable.getValues()[0]?.name ?? '')
  if (isInputObjectType(nullable)) return sampleObject(nullable, levels)
  return sampleScalar(nullable, description)
}

function sampleScalar(type: GraphQLScalarType, description?: string | null): ValueNode {
  const texts = [exampleIn(description), ordinary[type.name], exampleIn(type.description), '...']
  const fitting = texts.flatMap((text) => (text === undefined ? [] : readings(text))).find((node) => isOf(type, node))
  return fitting ?? stringNode('...')
}

function exampleIn(description: string | null | undefined): string | undefined {
  return /: `"?([^`"]{1,40})"?`/.exec(description ?? '')?.[1]
}

function isOf(type: GraphQLScalarType, node: ValueNode): boolean {
  try {
    return type.parseLiteral(node) !== undefined
  } catch {
    return false
  }
}

function sampleObject(type: GraphQLInputObjectType, levels: number): ValueNode {
  const fields = Object.values(type.getFields())
  const required = fields.filter(isRequiredInputField)
  const usual = asked.map((name) => type.getFields()[name]).find((field) => field !== undefined)
  const shown = required.length > 0 ? required : [usual ?? fields[0]]
  if (levels === 0) return objectNode({})
  return objectNode(
    Object.fromEntries(
      shown.flatMap((field) => (field ? [[field.name, sampleOf(field.type, field.description, levels - 1)]] : [])),
    ),
  )
}

type Field = GraphQLField<unknown, unknown>

/** A field with the arguments that it requires: `organization(ref: { named: "..." })`. */
export function callOf({ name, args }: Field, given: Readonly<Record<string, ValueNode>> = {}): string {
  const values = args.flatMap((argument: GraphQLArgument) => {
    const value = given[argument.name]
    if (value === undefined && !isRequiredArgument(argument)) return []
    return [`${argument.name}: ${written(value ?? sampleOf(argument.type, argument.description))}`]
  })
  return values.length === 0 ? name : `${name}(${values.join(', ')})`
}

/**
 * A selection of one field for a type: ` { nodes { claim } }`, or nothing for a type without fields. With `general`, a
 * field that this more general type does not have.
 */
export function selectionOf(type: GraphQLOutputType, general?: GraphQLObjectType | GraphQLInterfaceType): string {
  const named = getNamedType(type)
  if (!isCompositeType(named)) return ''
  if (!isObjectType(named) && !isInterfaceType(named)) return ' { __typename }'
  const fields = named.getFields()
  if (fields.nodes && fields.pageInfo) return ` { nodes${selectionOf(fields.nodes.type)} }`
  const known = general?.getFields() ?? {}
  const simple = Object.values(fields).filter((field) => isSimple(field) && !(field.name in known))
  const usual = telling.map((name) => simple.find((field) => field.name === name)).find(Boolean)
  const shown = usual ?? simple.find((field) => getNamedType(field.type).name !== 'ID')
  return ` { ${shown?.name ?? '__typename'} }`
}

function isSimple({ type, args }: Field): boolean {
  return isLeafType(getNamedType(type)) && !args.some(isRequiredArgument)
}
