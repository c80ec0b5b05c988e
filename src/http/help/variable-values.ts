import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import { explainFirst, withHelp } from './explain.ts'
import { exactlyOne, missingInputField, unknownInputField, wrongValue } from './input.ts'
import { sentences, similarNames } from './names.ts'
import { sampleOf } from './sample.ts'
import { inVariables, nodeOf } from './value-node.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Adds help to the first errors of variables. They come in the order in which the values are read, so that they are found
 * again by reading them once more.
 */
export function explainVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  values: Values,
  errors: readonly GraphQLError[],
): GraphQLError[] {
  return explainFirst(errors, 'variables', (first) => {
    const helps = helpsOf(schema, definitions, values, first.length)
    return first.map((error, index) => {
      const cause = error.originalError as { details?: Record<string, unknown> } | undefined
      return withHelp(error, helps[index], { ...cause?.details, code: 'BAD_USER_INPUT' })
    })
  })
}

/** Help for the first `most` errors. */
function helpsOf(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  values: Values,
  most: number,
): string[] {
  const helps: string[] = []
  for (const { variable, type: typeNode, defaultValue } of definitions) {
    if (helps.length >= most) break
    const name = variable.name.value
    const type = typeFromAST(schema, typeNode as never)
    if (!isInputType(type)) continue
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === null) {
      const isMissing = isNonNullType(type) && (value === null || defaultValue === undefined)
      if (isMissing) helps.push(missingValue(name, type, values))
      continue
    }
    coerceInputValue(
      value,
      type,
      (path, wrong, { message }) => {
        if (helps.length < most) helps.push(helpWith({ name, type, path, wrong, message }))
      },
      true,
    )
  }
  return helps
}

function missingValue(name: string, type: GraphQLInputType, values: Values): string {
  const [similar] = similarNames(
    name,
    Object.keys(values)
      .filter((other) => other !== name)
      .slice(0, 100),
  )
  const sent = similar === undefined ? undefined : `The variables hold "${similar.slice(0, 50)}".`
  return sentences(sent, `Send it in the variables: ${inVariables(name, sampleOf(type))}.`)
}

interface Fault {
  readonly name: string
  readonly type: GraphQLInputType
  readonly path: readonly (string | number)[]
  readonly wrong: unknown
  readonly message: string
}

function helpWith({ name, type, path, wrong, message }: Fault): string {
  const expected = path.reduce<GraphQLInputType | undefined>(stepInto, type)
  if (!expected) return ''
  const object = getNamedType(expected)
  const [field = ''] = /^Field "([^"]*)"/.exec(message)?.slice(1) ?? []
  const node = nodeOf(isInputObjectType(object) ? fromJson(wrong) : wrong)
  if (isInputObjectType(object) && node.kind === Kind.OBJECT) {
    if (message.includes('is not defined by type')) {
      return unknownInputField(object, field, nodeOf((wrong as Values)[field]), inVariables)
    }
    if (message.includes('of required type')) return missingInputField(object, field, node, inVariables)
    if (message.includes('Exactly one key')) return exactlyOne(object, node, inVariables)
  }
  const position = path.findLast((step) => typeof step === 'string')
  return wrongValue({ type: expected, name: String(position ?? name), write: inVariables }, node)
}

/** An object that was sent as a string of JSON, as people do who write variables by hand. */
function fromJson(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 10_000 || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** The type of a part of a value: of an item of a list, or of a field of an object. */
function stepInto(type: GraphQLInputType | undefined, step: string | number): GraphQLInputType | undefined {
  const nullable = getNullableType(type) as GraphQLInputType | undefined
  if (isListType(nullable))
    return typeof step === 'number'
      ? (nullable.ofType as GraphQLInputType)
      : stepInto(nullable.ofType as GraphQLInputType, step)
  return isInputObjectType(nullable) ? nullable.getFields()[step]?.type : undefined
}
