import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  Kind,
  type ObjectValueNode,
  type ValueNode,
  valueFromAST,
} from 'graphql'
import { fitting, fitWords } from './fitting.ts'
import { innermost, listNode, objectNode, stringNode, textOf } from './value-node.ts'

/**
 * What a caller wrote, in a form that `type` takes: put into an object, taken out of one, in a list or without it.
 * Undefined if no such form is found.
 */
export function reshaped(type: GraphQLInputType, value: ValueNode): ValueNode | undefined {
  const nullable = getNullableType(type)
  if (isListType(nullable)) {
    const item = reshaped(nullable.ofType, value.kind === Kind.LIST && value.values[0] ? value.values[0] : value)
    return item && listNode([item])
  }
  if (isInputObjectType(nullable)) {
    if (value.kind === Kind.LIST) return together(nullable, value.values)
    if (value.kind === Kind.OBJECT) return reshapedObject(nullable, value)
  }
  return fitting(type, { node: innermost(value) })
}

/** Several objects where one is expected: the only one, or all of them as alternatives. */
function together(type: GraphQLInputObjectType, values: readonly ValueNode[]): ValueNode | undefined {
  const items = values.slice(0, 3).map((value) => reshaped(type, value))
  const [first] = items
  if (items.length < 2 || !type.getFields().OR) return first
  return objectNode({ OR: listNode(items.filter((item) => item !== undefined)) })
}

function reshapedObject(type: GraphQLInputObjectType, value: ObjectValueNode): ValueNode | undefined {
  if (hasFields(type, value)) return value
  const [first] = value.fields
  const read = first && wordsFitted(type, first.name.value, first.value)
  if (read) return read
  const around = inUsualOrder(Object.values(type.getFields())).find(({ type: next }) => {
    const inner = getNamedType(next)
    return isInputObjectType(inner) && inner !== type && hasFields(inner, value)
  })
  if (around) return objectNode({ [around.name]: value })
  return fitting(type, { node: innermost(value) })
}

function hasFields(type: GraphQLInputObjectType, { fields }: ObjectValueNode): boolean {
  return fields.length > 0 && fields.every(({ name }) => name.value in type.getFields())
}

/** `some` says what is usually meant; `every` and `none` seldom. */
export function inUsualOrder(fields: readonly GraphQLInputField[]): GraphQLInputField[] {
  const rank = ({ name }: GraphQLInputField) => (name === 'some' ? 0 : name === 'every' || name === 'none' ? 2 : 1)
  return fields.toSorted((one, other) => rank(one) - rank(other))
}

/** Reads `name: ASC` as the values of the enums of an object: `{ field: NAME, direction: ASC }`. */
export function wordsFitted(type: GraphQLInputObjectType, name: string, value: ValueNode): ValueNode | undefined {
  const text = textOf(innermost(value)) ?? ''
  return name.length + text.length > 60 ? undefined : fitWords(type, { node: stringNode(`${name} ${text}`) })
}

/** The argument or field whose enum has the value: `factKind: [CRITICISM]` for `kind: CRITICISM`. */
export function enumOf<Field extends { readonly type: GraphQLInputType }>(
  fields: readonly Field[],
  value: ValueNode,
): [Field, ValueNode] | undefined {
  const whole = value.kind === Kind.OBJECT && value.fields.length === 1 ? value.fields[0]?.value : value
  if (!whole) return undefined
  for (const field of fields) {
    if (!isEnumType(getNamedType(field.type))) continue
    const isRight = whole.kind === Kind.LIST && valueFromAST(whole, field.type) !== undefined
    const right = isRight ? whole : reshaped(field.type, whole)
    if (right) return [field, right]
  }
  return undefined
}
