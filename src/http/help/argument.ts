import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type ValueNode,
} from 'graphql'
import { cursorHelp } from './cursor.ts'
import { didYouMean, listOf, sameName, sentences, similarNames } from './names.ts'
import { enumOf, reshaped } from './reshape.ts'
import { callOf, sampleOf, selectionOf } from './sample.ts'
import { inDocument, objectNode } from './value-node.ts'
import { inOurWords } from './words.ts'

type Field = GraphQLField<unknown, unknown>

/** A field as it stands in a document. */
export interface Call {
  readonly schema: GraphQLSchema
  readonly field: Field
  readonly node: FieldNode
}

/** Help with an argument that a field does not take. `list` is the name of the field around it. */
export function unknownArgument(call: Call, argument: ArgumentNode, list: string | undefined): string {
  const { schema, field } = call
  const own = field.args.map(({ name }) => name)
  const taken = own.length === 0 ? `"${field.name}" takes no arguments.` : `"${field.name}" takes ${listOf(own)}.`
  return sentences(meantBy(call, argument) || ofTheList(schema, field, argument.name.value, list), taken)
}

function meantBy(call: Call, { name, value }: ArgumentNode): string {
  const named = byName(call.field, name.value, value)
  const cursor = named.map(([argument]) => cursorHelp(argument.name, argument.type, value)).find(Boolean)
  if (cursor) return cursor
  const other = named.length > 0 ? undefined : onOtherField(call, name.value, value)
  if (other) return didYouMean([`\`${other}\``])
  const given = named.length > 0 ? named : byValue(call, value)
  return didYouMean(given.map(([argument, right]) => inDocument(argument.name, right)))
}

type Given = readonly [argument: GraphQLArgument, value: ValueNode]

/** The arguments, with values, that an argument which a field does not take probably means by its name. */
function byName(field: Field, name: string, value: ValueNode): Given[] {
  const named = (names: readonly string[]) =>
    field.args.flatMap((argument): Given[] =>
      names.includes(argument.name) ? [[argument, rightValue(argument, value)]] : [],
    )
  const own = field.args.map((argument) => argument.name)
  const same = sameName(name, own)
  if (same.length > 0) return named(same)
  const inside = insideObjects(field, name, value, sameName)
  if (inside.length > 0) return inside
  const [argument, right] = (value.kind !== Kind.STRING && enumOf(field.args, value)) || []
  if (argument && right) return [[argument, right]]
  const similar = named(similarNames(name, own))
  return similar.length > 0 ? similar : insideObjects(field, name, value, similarNames)
}

/**
 * The arguments that take the value, where the name says nothing: by an enum, or those that are required, if no other
 * takes the value as it is.
 */
function byValue({ field, node }: Call, value: ValueNode): Given[] {
  const [argument, right] = enumOf(field.args, value) ?? []
  if (argument && right) return [[argument, right]]
  if (!field.args.some(isRequiredArgument)) return []
  const given = node.arguments?.map(({ name }) => name.value) ?? []
  const free = field.args.filter(({ name }) => !given.includes(name))
  const isText = value.kind === Kind.STRING || value.kind === Kind.ENUM
  const native = free.filter(({ type }) => !isText && reshaped(type, value)?.kind === value.kind)
  const taking = native.length > 0 ? native : free.filter(isRequiredArgument)
  return taking.map((each): Given => [each, rightValue(each, value)])
}

function rightValue({ type, description }: GraphQLArgument, value: ValueNode): ValueNode {
  return reshaped(type, value) ?? sampleOf(type, description)
}

/** Arguments whose objects have a field of this name: `where: { critic: { named: "HRW" } }` for `critic: "HRW"`. */
function insideObjects({ args }: Field, name: string, value: ValueNode, find: typeof sameName): Given[] {
  return args.flatMap((argument): Given[] => {
    const type = getNamedType(argument.type)
    if (!isInputObjectType(type) || Object.values(type.getFields()).some(isEnumField)) return []
    const fitting = find(name, Object.keys(type.getFields())).flatMap((inner): Given[] => {
      const right = reshaped((type.getFields()[inner] as GraphQLInputField).type, value)
      return right ? [[argument, objectNode({ [inner]: right })]] : []
    })
    return fitting.slice(0, 1)
  })
}

/** Another field of the query, for things of this type, that takes such an argument: `node(id: "x")` for a fact. */
function onOtherField({ schema, field }: Call, name: string, value: ValueNode): string | undefined {
  const all = Object.values(schema.getQueryType()?.getFields() ?? {})
  const own = getNamedType(field.type)
  if (!all.includes(field) || !isCompositeType(own)) return undefined
  const others = all.filter((other) => other !== field && !isListType(getNullableType(other.type)))
  const calls = others.flatMap((other) => {
    const type = getNamedType(other.type)
    if (!isCompositeType(type) || !isRelated(schema, type, own)) return []
    const [given] = givenTo(other, name, value)
    if (!given || other.args.some((each) => isRequiredArgument(each) && each !== given[0])) return []
    const isWider = isAbstractType(type) && schema.isSubType(type, own as GraphQLObjectType)
    const inner = isWider ? ` { ... on ${own.name}${selectionOf(own)} }` : selectionOf(type)
    return [{ text: callOf(other, { [given[0].name]: given[1] }) + inner, width: widthOf(schema, type) }]
  })
  return calls.toSorted((one, other) => other.width - one.width)[0]?.text
}

function givenTo(field: Field, name: string, value: ValueNode): Given[] {
  const [same] = field.args.filter((argument) => sameName(name, [argument.name]).length > 0)
  const right = same && reshaped(same.type, value)
  if (right) return [[same, right]]
  const inside = insideObjects(field, name, value, sameName)
  return inside.length > 0 ? inside : insideObjects(field, name, value, inOurWords)
}

function isRelated(schema: GraphQLSchema, one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
  const isWithin = (wide: GraphQLCompositeType, narrow: GraphQLCompositeType) =>
    isAbstractType(wide) && schema.isSubType(wide, narrow as GraphQLObjectType)
  return one === other || isWithin(one, other) || isWithin(other, one)
}

function widthOf(schema: GraphQLSchema, type: GraphQLCompositeType): number {
  return isAbstractType(type) ? schema.getPossibleTypes(type).length : 1
}

/** Orders have fields that are required enums: they say nothing about what is asked for. */
const isEnumField = ({ name, type }: { name: string; type: unknown }) => name === 'field' && String(type).endsWith('!')

/** Says that an argument belongs to the list, when it was given to its items. */
function ofTheList(schema: GraphQLSchema, field: Field, name: string, list: string | undefined): string | undefined {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const lists = types.flatMap((type) => type.getFields()[list ?? ''] ?? [])
  const found = lists.flatMap(({ args }) => args.find((argument) => argument.name === name) ?? [])[0]
  if (!found) return undefined
  const given = inDocument(name, sampleOf(found.type, found.description)).slice(1, -1)
  return `Give it to the list: \`${list}(${given}) { ${field.name}${selectionOf(field.type)} }\`.`
}

/** Help with a required argument that is missing. What other arguments say is used, if it fits. */
export function missingArgument(call: Call): string {
  const { field, node } = call
  const known = new Set(field.args.map(({ name }) => name))
  const given: Record<string, ValueNode> = {}
  for (const { name, value } of (node.arguments ?? []).slice(0, 10)) {
    if (known.has(name.value)) given[name.value] = value
    else {
      const named = byName(field, name.value, value)
      const other = named.length > 0 ? undefined : onOtherField(call, name.value, value)
      if (other) return `Write \`${other}\`.`
      for (const [argument, right] of named.length > 0 ? named : byValue(call, value)) given[argument.name] ??= right
    }
  }
  return `Write \`${callOf(field, given)}${selectionOf(field.type)}\`.`
}
