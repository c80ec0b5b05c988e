import { isScalar, type Node, type Pair, Scalar, type YAMLMap } from 'yaml'
import { blockField, flowField, flowText, type Plain, Quoted } from '../write/yaml.ts'
import { insertIntoFlow, removeFromFlow } from './flow.ts'
import { endOf, endOfPair, nameOfPair, pairOf, pairsOf, startOf } from './node.ts'
import { lineEnd, lineStart, nextLine, type Splice } from './splice.ts'

type Field = Pair<Node, Node | null>

/** What fields of a mapping are to say; undefined: nothing, so that the field goes. */
type FieldChanges = ReadonlyMap<string, Plain | undefined>

/** Edits the fields of a mapping, and nothing else of it. New ones stand where `order` has them. */
export function editFields(source: string, map: YAMLMap, changes: FieldChanges, order: readonly string[]): Splice[] {
  const splices: Splice[] = []
  const removed = new Set<Field>()
  for (const [name, value] of changes) {
    const field = pairOf(map, name)
    if (field === undefined) continue
    if (value === undefined) removed.add(field)
    else splices.push(replaceField(source, map, field, name, value))
  }
  splices.push(...removeFields(source, map, removed))
  const added = order.filter((name) => changes.get(name) !== undefined && !pairOf(map, name))
  for (const name of added) {
    const kept = pairsOf(map).filter((field) => !removed.has(field))
    splices.push(insertField(source, map, kept, name, changes.get(name) as Plain, order))
  }
  return splices
}

/** The column in which the fields of a mapping in block style begin, from 0. */
export function indentOf(source: string, map: YAMLMap): number {
  const start = startOf(map)
  return start - lineStart(source, start)
}

function replaceField(source: string, map: YAMLMap, field: Field, name: string, value: Plain): Splice {
  const old = field.value
  const start = startOf(field.key)
  const end = endOfPair(source, field)
  const isInline = map.flow || source.slice(end, lineEnd(source, end)).trim() !== ''
  const plain = likeBefore(value, old)
  const text = isInline ? `${name}: ${flowText(plain)}` : blockField(name, plain, indentOf(source, map))
  const head = `${name}: `
  // Where it can stay, the name stays as it is written.
  const isSameLine = old && isScalar(old) && startOf(old) < endOf(source, old) && text.startsWith(head)
  return isSameLine ? { start: startOf(old), end, text: text.slice(head.length) } : { start, end, text }
}

/** A text in quotes stays in quotes. */
function likeBefore(value: Plain, old: Node | null): Plain {
  if (typeof value !== 'string' || !isScalar(old)) return value
  return old.type === Scalar.QUOTE_SINGLE || old.type === Scalar.QUOTE_DOUBLE ? new Quoted(value, old.type) : value
}

function removeFields(source: string, map: YAMLMap, removed: ReadonlySet<Field>): Splice[] {
  const fields = pairsOf(map)
  if (map.flow) {
    const members = fields.map((field) => ({ start: startOf(field.key), end: endOfPair(source, field) }))
    return removeFromFlow(members, (index) => removed.has(fields[index] as Field))
  }
  return fields.flatMap((field, index) => {
    if (!removed.has(field)) return []
    const next = fields[index + 1]
    // The first one may stand behind a dash, where the next one takes its place.
    if (index === 0 && next) return [{ start: startOf(field.key), end: startOf(next.key), text: '' }]
    const end = nextLine(source, endOfPair(source, field))
    return [{ start: lineStart(source, startOf(field.key)), end, text: '' }]
  })
}

function insertField(
  source: string,
  map: YAMLMap,
  kept: readonly Field[],
  name: string,
  value: Plain,
  order: readonly string[],
): Splice {
  const before = new Set(order.slice(0, order.indexOf(name)))
  const after = kept.findLast((field) => before.has(nameOfPair(field))) ?? kept[0]
  if (map.flow) {
    const members = pairsOf(map).map((field) => ({ start: startOf(field.key), end: endOfPair(source, field) }))
    const index = after ? pairsOf(map).indexOf(after) : -1
    return insertIntoFlow(members, index, [flowField(name, value)], startOf(map))
  }
  const indent = indentOf(source, map)
  const at = lineEnd(source, after ? endOfPair(source, after) : startOf(map))
  return { start: at, end: at, text: `\n${' '.repeat(indent)}${blockField(name, value, indent)}` }
}
