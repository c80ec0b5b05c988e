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
import { cursorHelp } from './cursor.ts'
import { fitting } from './fitting.ts'
import { didYouMean, either, listOf, sameName, sentences, similarNames } from './names.ts'
import { enumOf, inUsualOrder, reshaped, wordsFitted } from './reshape.ts'
import { sampleOf } from './sample.ts'
import { innermost, inVariables, objectNode, stringNode, textOf, type Write } from './value-node.ts'
import { saysBetween } from './words.ts'

/** Where a wrong value stands: what is expected there, the name of its argument or field, and how examples are written. */
export interface Position {
  readonly type: GraphQLInputType
  readonly name?: string
  readonly description?: string | null
  readonly write: Write
}

/** Help with a value of a wrong kind: the same value in a form that is expected there, or an example. */
export function wrongValue({ type, name, description, write }: Position, node: ValueNode): string {
  const named = getNamedType(type)
  const cursor = cursorHelp(name, type, node)
  if (cursor) return cursor
  const right = reshaped(type, node)
  if (right) return sentences(`Write ${write(name, right)}${withoutMarks(node, right, write)}.`, fieldsOf(named))
  if (isEnumType(named)) {
    const text = textOf(innermost(node))
    const values = named.getValues().map((value) => value.name)
    return sentences(text === undefined ? '' : didYouMean(similarNames(text, values)), valuesOf(named))
  }
  return sentences(`Write, for example, ${write(name, sampleOf(type, description))}.`, fieldsOf(named, Infinity))
}

/** Strings that are written in place of numbers, enums and booleans. In variables, enums are strings. */
function withoutMarks(wrong: ValueNode, right: ValueNode, write: Write): string {
  if (right.kind === Kind.ENUM && write === inVariables) return ''
  return wrong.kind === Kind.STRING && right.kind !== Kind.STRING && 'value' in right ? ', without quotation marks' : ''
}

/** Fields that are listed at most beside a proposal. */
const fewFields = 8

function fieldsOf(type: unknown, most = fewFields): string {
  if (!isInputObjectType(type)) return ''
  const names = Object.keys(type.getFields())
  return names.length > most ? '' : `${type.name} has ${listOf(names)}.`
}

function valuesOf(type: unknown): string {
  return isEnumType(type) ? `${type.name} has ${listOf(type.getValues().map(({ name }) => name))}.` : ''
}

/** Help with a field that an input object does not have. */
export function unknownInputField(type: GraphQLInputObjectType, name: string, value: ValueNode, write: Write): string {
  const own = Object.keys(type.getFields())
  const same = sameName(name, own)
  const other = same.length > 0 ? undefined : anotherForm(type, name, value, write)
  if (other) return sentences(other, fieldsOf(type))
  const similar = same.length > 0 ? same : similarNames(name, own)
  const examples = examplesOf(type, similar, value, write)
  return sentences(didYouMean(examples), fieldsOf(type, examples.length > 0 ? fewFields : Infinity))
}

/** The field as values of enums, or within another field. */
function anotherForm(type: GraphQLInputObjectType, name: string, value: ValueNode, write: Write): string | undefined {
  const words = wordsFitted(type, name, value)
  if (words) return `Write ${write(undefined, words)}.`
  const bounds = between(type, name, value)
  if (bounds) return `Write ${withoutBraces(write(undefined, bounds))}.`
  const [field, right] = (innermost(value).kind === Kind.ENUM && enumOf(Object.values(type.getFields()), value)) || []
  if (field && right) return `Write ${write(field.name, right)}.`
  const inner = withinFields(type, name, value, write)
  return inner.length > 0 ? `Write ${either(inner)}.` : undefined
}

/** Two values that say where something lies: `within: "2003/2004"`, or `gte: 1, lte: 5` for numbers. */
function between(type: GraphQLInputObjectType, name: string, value: ValueNode): ValueNode | undefined {
  if (!saysBetween(name) || value.kind !== Kind.LIST) return undefined
  const [from, to] = value.values
  if (!from || !to || value.values.length > 2) return undefined
  const { within, gte, lte } = type.getFields()
  const interval = stringNode(`${textOf(from)}/${textOf(to)}`)
  if (within && valueFromAST(interval, within.type) !== undefined) return objectNode({ within: interval })
  const least = gte && reshaped(gte.type, from)
  const most = lte && reshaped(lte.type, to)
  return least && most && objectNode({ gte: least, lte: most })
}

/** The fields of an object as they stand in it. */
const withoutBraces = (code: string) => code.replace(/^`\{ (.*) \}`$/, '`$1`')

/** Fields with the value; those that cannot take it are named only where none can. */
function examplesOf(type: GraphQLInputObjectType, names: readonly string[], value: ValueNode, write: Write): string[] {
  const taking = names.flatMap((name) => {
    const right = reshaped((type.getFields()[name] as GraphQLInputField).type, value)
    return right ? [write(name, short(right))] : []
  })
  return taking.length > 0 ? taking : names.map((name) => `"${name}"`)
}

/** Fields whose objects have the field: `some: { named: "detention" }` for `named: "detention"`. */
function withinFields(type: GraphQLInputObjectType, name: string, value: ValueNode, write: Write): string[] {
  const found = inUsualOrder(Object.values(type.getFields())).flatMap((field) => {
    const inner = getNamedType(field.type)
    if (!isInputObjectType(inner) || inner === type || isListType(getNullableType(field.type))) return []
    const target = inner.getFields()[name]
    if (!target) return []
    const right = reshaped(target.type, value)
    if (!right && isEnumType(getNamedType(target.type))) return []
    return [write(field.name, objectNode({ [name]: short(right ?? value) }))]
  })
  return found.slice(0, 2)
}

/** A large value, cut to an empty object. */
function short(value: ValueNode): ValueNode {
  const size = value.loc ? value.loc.end - value.loc.start : 0
  return size > 80 ? objectNode({}) : value
}

/** Help with a required field that is missing in an input object. */
export function missingInputField(
  type: GraphQLInputObjectType,
  name: string,
  node: ObjectValueNode,
  write: Write,
): string {
  const field = type.getFields()[name]
  if (!field) return ''
  const unknown = node.fields.find((part) => !type.getFields()[part.name.value])
  const read = unknown && wordsFitted(type, unknown.name.value, unknown.value)
  const known = node.fields.filter((part) => type.getFields()[part.name.value])
  const others = Object.fromEntries(known.map((part) => [part.name.value, part.value]))
  const whole = read ?? objectNode({ [name]: sampleOf(field.type, field.description), ...others })
  return sentences(`Write ${write(undefined, whole)}.`, valuesOf(getNamedType(field.type)))
}

/** Help with an object that must have exactly one field: with the first one that was given, or the usual one. */
export function exactlyOne(type: GraphQLInputObjectType, node: ObjectValueNode, write: Write): string {
  const fields = type.getFields()
  const given = node.fields.find(({ name, value }) => fields[name.value] && value.kind !== Kind.NULL)
  const other = node.fields.find(({ value }) => 'value' in value)
  const right = given
    ? objectNode({ [given.name.value]: given.value })
    : ((other && fitting(type, { node: other.value })) ?? sampleOf(type))
  return `Give one of ${listOf(Object.keys(fields))}, such as ${write(undefined, right)}.`
}
