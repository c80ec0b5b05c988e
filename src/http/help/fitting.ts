import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  Kind,
  type ValueNode,
} from 'graphql'
import { sampleOf } from './sample.ts'
import { enumNode, listNode, objectNode, readings, textOf } from './value-node.ts'
import { inOurWords, spelling, wordsOf } from './words.ts'

/** A value without parts that was written where something else is expected. */
export interface Leaf {
  readonly node: ValueNode
  /** The declared type, if the value is a variable. */
  readonly type?: GraphQLInputType
}

interface Fit extends Leaf {
  /** Whether numbers must stay numbers. */
  readonly isStrict: boolean
}

/** Levels of objects at most that are put around a value. */
const deepest = 2

/** Where a bare value goes in an object, if it fits there: these fields first. */
const usual = ['named', 'within', 'some', 'eq', 'exists', 'search']

/** A value of `type` that says what `leaf` says: `{ named: "HRW" }` for "HRW". Undefined if none is found. */
export function fitting(type: GraphQLInputType, leaf: Leaf): ValueNode | undefined {
  // A number belongs where a number is expected, if there is such a place, and only else into a text.
  for (const isStrict of [true, false]) {
    for (let levels = 0; levels <= deepest; levels += 1) {
      const found = fit(type, { ...leaf, isStrict }, levels)
      if (found) return found
    }
  }
  return undefined
}

function fit(type: GraphQLInputType, leaf: Fit, levels: number): ValueNode | undefined {
  const nullable = getNullableType(type)
  if (leaf.type && !isInputObjectType(nullable)) return fitVariable(nullable, leaf.node, leaf.type)
  if (isListType(nullable)) {
    const item = fit(nullable.ofType, leaf, levels)
    return item && listNode([item])
  }
  if (isEnumType(nullable)) {
    const text = textOf(leaf.node)
    const same = text === undefined ? undefined : nullable.getValues().find(({ name }) => isSame(name, text))
    return same && enumNode(same.name)
  }
  if (isInputObjectType(nullable)) return fitInObject(nullable, leaf, levels)
  return fitScalar(nullable, leaf)
}

function fitVariable(type: GraphQLInputType, node: ValueNode, declared: GraphQLInputType): ValueNode | undefined {
  if (getNamedType(type) !== getNamedType(declared)) return undefined
  if (isListType(type) === isListType(getNullableType(declared))) return node
  return isListType(type) ? listNode([node]) : undefined
}

const isLeafOf = (type: unknown) => !isInputObjectType(type) && !isListType(type)

function isSame(name: string, text: string): boolean {
  return text.length < 100 && spelling(name) === spelling(text)
}

function fitScalar(type: GraphQLScalarType, { node, isStrict }: Fit): ValueNode | undefined {
  const text = textOf(node)
  if (text === undefined) return undefined
  const isText = node.kind === Kind.ENUM || node.kind === Kind.STRING
  if (isStrict && !isText && ['String', 'ID'].includes(type.name)) return undefined
  const asWritten = isText ? [] : [node]
  return [...asWritten, ...readings(text)].find((reading) => accepts(type, reading))
}

/** Whether a scalar takes a value. */
function accepts(type: GraphQLScalarType, node: ValueNode): boolean {
  try {
    return type.parseLiteral(node) !== undefined
  } catch {
    return false
  }
}

function fitInObject(type: GraphQLInputObjectType, leaf: Fit, levels: number): ValueNode | undefined {
  const words = fitWords(type, leaf)
  if (words || levels === 0) return words
  const fields = Object.values(type.getFields())
  const required = fields.filter(isRequiredInputField)
  for (const field of inUsualOrder(required.length > 0 ? required : fields, leaf)) {
    if (getNamedType(field.type) === type) continue
    const inner = fit(field.type, leaf, isLeafOf(getNamedType(field.type)) ? 0 : levels - 1)
    const others = required.filter((other) => other !== field)
    if (inner) return objectNode({ [field.name]: inner, ...samplesOf(others) })
  }
  return undefined
}

function samplesOf(fields: readonly GraphQLInputField[]): Record<string, ValueNode> {
  return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field.type, field.description)]))
}

/** The fields in the order in which a value is tried: an enum that has it, the usual ones, text, lists, ids. */
function inUsualOrder(fields: readonly GraphQLInputField[], { node }: Leaf): GraphQLInputField[] {
  const rank = ({ name, type }: GraphQLInputField) => {
    const named = getNamedType(type)
    if (isEnumType(named)) return node.kind === Kind.ENUM ? -1 : 50
    if (usual.includes(name)) return usual.indexOf(name)
    if (named.name === 'ID') return 60
    return isListType(getNullableType(type)) ? 40 : 30
  }
  return fields.toSorted((one, other) => rank(one) - rank(other))
}

/** Reads "NAME_DESC" and "name desc" as the values of the enums of an object: `{ field: NAME, direction: DESC }`. */
export function fitWords(type: GraphQLInputObjectType, { node }: Leaf): ValueNode | undefined {
  const text = textOf(node)
  if (text === undefined || text.length > 100) return undefined
  const words = wordsOf(text)
  const found: Record<string, ValueNode> = {}
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type)
    if (!isEnumType(named) || isListType(getNullableType(field.type))) continue
    const values = named.getValues().map(({ name }) => name)
    const same = values.find((name) => wordsOf(name.toLowerCase()).every((word) => words.includes(word)))
    const value = same ?? text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => inOurWords(word, values))[0]
    if (value !== undefined) found[field.name] = enumNode(value)
    else if (isRequiredInputField(field)) return undefined
  }
  return Object.keys(found).length > 0 ? objectNode(ordered(found, type)) : undefined
}

/** Required fields first, as they are read most naturally. */
function ordered(found: Record<string, ValueNode>, type: GraphQLInputObjectType): Record<string, ValueNode> {
  const isRequired = ([name]: [string, ValueNode]) => isRequiredInputField(type.getFields()[name] as GraphQLInputField)
  return Object.fromEntries(
    Object.entries(found).toSorted((one, other) => Number(isRequired(other)) - Number(isRequired(one))),
  )
}
