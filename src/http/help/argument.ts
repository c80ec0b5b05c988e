import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type ValueNode,
} from 'graphql'
import { didYouMean, listOf, sameName, sentences, similarNames } from './names.ts'
import { reshaped } from './reshape.ts'
import { callOf, sampleOf, selectionOf } from './sample.ts'
import { inDocument, objectNode } from './value-node.ts'

type Field = GraphQLField<unknown, unknown>

/** Help with an argument that a field does not take. `list` is the name of the field around it. */
export function unknownArgument(
  schema: GraphQLSchema,
  field: Field,
  { name, value }: ArgumentNode,
  list: string | undefined,
): string {
  const own = field.args.map((argument) => argument.name)
  const examples = intended(field, name.value, value).map(([argument, right]) => inDocument(argument, right))
  const meant = didYouMean(examples) || ofTheList(schema, field, name.value, list)
  const taken = own.length === 0 ? `"${field.name}" takes no arguments.` : `"${field.name}" takes ${listOf(own)}.`
  return sentences(meant, taken)
}

type Given = readonly [argument: string, value: ValueNode]

/** The arguments, with values, that an argument which a field does not take probably means. */
function intended(field: Field, name: string, value: ValueNode): Given[] {
  const own = field.args.map((argument) => argument.name)
  const same = sameName(name, own)
  const inside = same.length > 0 ? [] : insideObjects(field, name, value)
  if (inside.length > 0) return inside
  const similar = similarNames(name, own)
  const required = field.args.filter(isRequiredArgument)
  const named = similar.length > 0 ? field.args.filter((argument) => similar.includes(argument.name)) : required
  return named.map((argument) => [argument.name, rightValue(argument, value)])
}

function rightValue({ type, description }: GraphQLArgument, value: ValueNode): ValueNode {
  const right = reshaped(type, value)
  // A number is no cursor: what stands for `offset: 20` is not known.
  const isOther = value.kind === Kind.INT && getNamedType(type).name === 'String'
  return right === undefined || isOther ? sampleOf(type, description) : right
}

/** Arguments whose objects have a field of this name: `where: { critic: { named: "HRW" } }` for `critic: "HRW"`. */
function insideObjects({ args }: Field, name: string, value: ValueNode): Given[] {
  const objects = args.flatMap((argument) => {
    const type = getNamedType(argument.type)
    return isInputObjectType(type) && !Object.values(type.getFields()).some(isEnumField) ? [{ argument, type }] : []
  })
  const found = (find: typeof sameName) =>
    objects.flatMap(({ argument, type }): Given[] => {
      const [inner] = find(name, Object.keys(type.getFields()))
      const field = inner === undefined ? undefined : type.getFields()[inner]
      const right = field && reshaped(field.type, value)
      return field && right ? [[argument.name, objectNode({ [field.name]: right })]] : []
    })
  const same = found(sameName)
  return same.length > 0 || !args.some(isRequiredArgument) ? same : found(similarNames)
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
export function missingArgument(field: Field, node: FieldNode): string {
  const known = new Set(field.args.map(({ name }) => name))
  const given: Record<string, ValueNode> = {}
  for (const { name, value } of (node.arguments ?? []).slice(0, 10)) {
    if (known.has(name.value)) given[name.value] = value
    else for (const [argument, right] of intended(field, name.value, value)) given[argument] ??= right
  }
  return `Write \`${callOf(field, given)}${selectionOf(field.type)}\`.`
}
