import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
  Kind,
  parseValue,
  type Token,
  TokenKind,
  type ValueNode,
} from 'graphql'
import { beginningOf } from './brackets.ts'
import { reshaped } from './reshape.ts'
import { callOf } from './sample.ts'
import { inDocument, objectNode } from './value-node.ts'

type Field = GraphQLField<unknown, unknown>
type Given = readonly [argument: GraphQLArgument, value: ValueNode]

/** Characters of a value at most that are read again. */
const longestValue = 200

/** Help with an argument without its name, whose value starts with this token: `search("IOM")`. */
export function unnamedArgument(schema: GraphQLSchema, text: string, start: Token): string | undefined {
  const { tokens, open } = beginningOf(text, start.start)
  const outer = open.at(open.at(-1)?.start === start.start ? -2 : -1)
  const at = outer ? tokens.indexOf(outer) : 0
  const name = tokens[at - 1]
  const levels = open.filter(({ kind, start: from }) => kind === TokenKind.BRACE_L && from !== start.start).length
  if (outer?.kind !== TokenKind.PAREN_L || name?.kind !== TokenKind.NAME || levels === 0) return undefined
  const field = fieldNamed(schema, name.value, levels === 1)
  const value = valueAt(text, start.start)
  if (!value || isArgument(field, start)) return undefined
  if (field?.args.length === 0) return `"${field.name}" takes no arguments: take the parentheses out.`
  const inner = tokens.slice(at + 1, -1)
  const known = inner.flatMap((token, index) => (inner[index + 1]?.kind === TokenKind.COLON ? [token.value] : []))
  const given = field && argumentFor(field, value, known)
  if (!given) return 'Arguments have names: they are written as `name: value`.'
  const [{ name: right }, taken] = given
  const example = inner.length === 0 ? `\`${callOf(field, { [right]: taken })}\`` : inDocument(right, taken)
  return `Arguments have names: write ${example}.`
}

/** Whether a word is an argument that lacks its value, and no value that lacks its argument. */
function isArgument(field: Field | undefined, { kind, value }: Token): boolean {
  return kind === TokenKind.NAME && (!field || field.args.some(({ name }) => name === value))
}

/** A field of the query, or the first that is called so elsewhere: what is around it cannot be read. */
function fieldNamed(schema: GraphQLSchema, name: string, isRoot: boolean): Field | undefined {
  const query = schema.getQueryType()
  const others = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && type !== query)
  const fields = (isRoot ? [query] : others).flatMap((type) => (isObjectType(type) ? type.getFields()[name] : []) ?? [])
  return fields.find(({ args }) => args.length > 0) ?? fields[0]
}

/** The argument that takes a value: one that is required, a number for a number, a condition, another one. */
function argumentFor(field: Field, value: ValueNode, known: readonly string[]): Given | undefined {
  const isNumber = value.kind === Kind.INT || value.kind === Kind.FLOAT
  const rank = (argument: GraphQLArgument) => {
    if (isRequiredArgument(argument)) return 0
    const type = getNamedType(argument.type)
    if (isInputObjectType(type)) return isNumber ? 2 : 1
    // Cursors are texts, but nobody writes one without a name.
    return type.name === 'String' ? 3 : isNumber ? 1 : 2
  }
  const free = field.args.filter(({ name }) => !known.includes(name))
  const taking = free.flatMap((argument): Given[] => {
    const isVariable = value.kind === Kind.VARIABLE && isRequiredArgument(argument)
    const right = isVariable ? value : reshaped(argument.type, value)
    return right ? [[argument, right]] : []
  })
  return taking.toSorted(([one], [other]) => rank(one) - rank(other))[0]
}

/** Help with an object without its braces: `ref: named: "IOM"`. The tokens are those up to the second colon. */
export function missingBraces(text: string, tokens: readonly Token[]): string | undefined {
  const [outer, colon, inner, found] = tokens.slice(-4)
  if (outer?.kind !== TokenKind.NAME || colon?.kind !== TokenKind.COLON || inner?.kind !== TokenKind.NAME || !found)
    return undefined
  const space = /^[\s,]*/.exec(text.slice(found.end, found.end + longestValue))?.[0].length ?? 0
  return inBraces(outer, objectWith(inner.value, valueAt(text, found.end + space)))
}

/** Help with an object in parentheses: `ref: (named: "IOM")`. The tokens are those up to the parenthesis. */
export function wrongParentheses(text: string, tokens: readonly Token[]): string | undefined {
  const [outer, colon, found] = tokens.slice(-3)
  if (outer?.kind !== TokenKind.NAME || colon?.kind !== TokenKind.COLON || !found) return undefined
  const braces: Readonly<Record<string, string>> = { '(': '{', ')': '}' }
  const rest = text.slice(found.start, found.start + longestValue)
  return inBraces(
    outer,
    valueAt(
      rest.replaceAll(/"(?:\\.|[^"\\])*"|[()]/g, (part) => braces[part] ?? part),
      0,
    ),
  )
}

function inBraces(name: Token, object: ValueNode | undefined): string {
  if (!object) return 'An object is written in braces: `{ name: value }`.'
  return `An object is written in braces: ${inDocument(name.value.slice(0, 40), object)}.`
}

function objectWith(name: string, value: ValueNode | undefined): ValueNode | undefined {
  return value && objectNode({ [name.slice(0, 40)]: value })
}

/** The value that starts at a position, if it is short, and if it is no name that a colon follows. */
function valueAt(text: string, start: number): ValueNode | undefined {
  const rest = text.slice(start, start + longestValue)
  const simple = /^(?:"(?:\\.|[^"\\\n])*"|\$?[\w.+-]+)/.exec(rest)?.[0]
  if (simple !== undefined) return /^\s*:/.test(rest.slice(simple.length)) ? undefined : parsed(simple)
  if (!/^[[{]/.test(rest)) return undefined
  const ends = [...rest.matchAll(/[\]}]/g)].map(({ index }) => index + 1)
  return ends.map((end) => parsed(rest.slice(0, end))).find(Boolean)
}

function parsed(text: string): ValueNode | undefined {
  try {
    return parseValue(text, { noLocation: true })
  } catch {
    return undefined
  }
}
