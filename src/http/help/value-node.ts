import { Kind, print, type ValueNode, valueFromASTUntyped } from 'graphql'

/** Characters of a value at most that a message shows in an example. Longer ones become "...". */
const longestText = 60

export const stringNode = (value: string): ValueNode => ({
  kind: Kind.STRING,
  value: value.length > longestText ? '...' : value,
})

export const listNode = (values: readonly ValueNode[]): ValueNode => ({ kind: Kind.LIST, values })

export const enumNode = (value: string): ValueNode => ({ kind: Kind.ENUM, value })

export const objectNode = (fields: Readonly<Record<string, ValueNode>>): ValueNode => ({
  kind: Kind.OBJECT,
  fields: Object.entries(fields).map(([name, value]) => ({
    kind: Kind.OBJECT_FIELD,
    name: { kind: Kind.NAME, value: name },
    value,
  })),
})

/** The ways to read a text as a value: as a string, a number, true or false. */
export function readings(text: string): ValueNode[] {
  const found = [stringNode(text)]
  if (/^-?(0|[1-9]\d{0,9})$/.test(text)) found.push({ kind: Kind.INT, value: text })
  if (/^-?(0|[1-9]\d{0,9})\.\d{1,9}$/.test(text)) found.push({ kind: Kind.FLOAT, value: text })
  if (/^(true|false)$/i.test(text)) found.push({ kind: Kind.BOOLEAN, value: text.toLowerCase() === 'true' })
  return found
}

/** The text of a value without parts; undefined for lists, objects, variables and null. */
export function textOf(node: ValueNode): string | undefined {
  return 'value' in node ? String(node.value) : undefined
}

/** The first value without parts that stands in a value. */
export function innermost(node: ValueNode): ValueNode {
  const inner = node.kind === Kind.LIST ? node.values[0] : node.kind === Kind.OBJECT ? node.fields[0]?.value : undefined
  return inner === undefined ? node : innermost(inner)
}

/** Levels and items at most of a value from variables that help looks at. */
const deepest = 5
const mostItems = 5

/** A value from variables as if it stood in the document. Only its first parts are looked at. */
export function nodeOf(value: unknown, level = 0): ValueNode {
  if (value === null || value === undefined || level > deepest) return { kind: Kind.NULL }
  if (Array.isArray(value)) return listNode(value.slice(0, mostItems).map((item) => nodeOf(item, level + 1)))
  if (typeof value === 'object') {
    const parts = Object.entries(value).slice(0, mostItems)
    return objectNode(Object.fromEntries(parts.map(([name, part]) => [name, nodeOf(part, level + 1)])))
  }
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value }
  if (typeof value === 'number') return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) }
  return stringNode(typeof value === 'string' ? value : '')
}

/** How a value, with its name, is written in a document or in variables. */
export type Write = (name: string | undefined, node: ValueNode) => string

/** A value as documents write it, with spaces in braces: { named: "HRW" }. */
export function written(node: ValueNode): string {
  if (node.kind === Kind.LIST) return `[${node.values.map(written).join(', ')}]`
  if (node.kind !== Kind.OBJECT) return print(node)
  const parts = node.fields.map(({ name, value }) => `${name.value}: ${written(value)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

/** `first: 10` */
export const inDocument: Write = (name, node) => {
  const text = written(node)
  return name === undefined ? `\`${text}\`` : `\`${name}: ${text}\``
}

/** `"first": 10` */
export const inVariables: Write = (name, node) => {
  const text = json(valueFromASTUntyped(node))
  return name === undefined ? `\`${text}\`` : `\`${JSON.stringify(name)}: ${text}\``
}

/** JSON on one line, with a space after commas and colons. */
function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${json(part)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}
