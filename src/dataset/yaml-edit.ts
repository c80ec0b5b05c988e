import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'

/** What fields of a mapping in a file are to say: their values as YAML writes them on one line. */
export interface FieldEdit {
  readonly path: readonly (string | number)[]
  /** In the order in which new ones are written. */
  readonly values: Readonly<Record<string, string>>
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Puts fields into mappings of a YAML text; comments, order and layout stay. A field that is there gets the new value in
 * its place; others are written after the field `after`, which every mapping has. With `isJson` their names are in quotes.
 */
export function editYaml(source: string, edits: readonly FieldEdit[], after: string, isJson = false): string {
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, keepSourceTokens: true })
  const changes = new Map<number, Edit>()
  for (const { path, values } of edits) {
    const found = path.reduce<Node | undefined>((node, part) => {
      const inside = isAlias(node) ? node.resolve(document) : node
      return (inside as YAMLMap | undefined)?.get?.(part as string, true) as Node | undefined
    }, document.contents ?? undefined)
    const map = isAlias(found) ? found.resolve(document) : found
    if (!isMap(map)) continue
    // Facts that share their evidence by an alias share the edit, too.
    for (const change of editMap(source, map, namedValues(values, isJson), after, lines))
      changes.set(change.start, change)
  }
  return [...changes.values()]
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), source)
}

interface NamedValue {
  readonly name: string
  /** The name as it is written. */
  readonly written: string
  readonly text: string
}

function namedValues(values: FieldEdit['values'], isJson: boolean): NamedValue[] {
  return Object.entries(values).map(([name, text]) => ({ name, written: isJson ? JSON.stringify(name) : name, text }))
}

function editMap(
  source: string,
  map: YAMLMap,
  values: readonly NamedValue[],
  after: string,
  lines: LineCounter,
): Edit[] {
  const edits: Edit[] = []
  const added: string[] = []
  for (const { name, written, text } of values) {
    const old = pairOf(map, name)?.value as Node | null | undefined
    if (old?.range) edits.push({ start: old.range[0], end: endOf(source, old), text })
    else added.push(`${written}: ${text}`)
  }
  if (added.length > 0) edits.push(insertion(source, map, added, after, lines))
  return edits
}

/** Where a value ends. A list on lines of its own ends with its last line, without the line break. */
function endOf(source: string, { range }: Node): number {
  const [start = 0, end = 0] = range ?? []
  return start + source.slice(start, end).trimEnd().length
}

function insertion(source: string, map: YAMLMap, fields: readonly string[], after: string, lines: LineCounter): Edit {
  const pair = pairOf(map, after)
  const key = pair?.key as Scalar
  const value = pair?.value as Scalar
  const [keyStart = 0] = key.range ?? []
  const [, valueEnd = 0] = value.range ?? []
  if (map.flow) return { start: valueEnd, end: valueEnd, text: fields.map((field) => `, ${field}`).join('') }
  const indent = ' '.repeat(lines.linePos(keyStart).col - 1)
  const isBlock = value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL'
  // Before a block scalar, because it ends with its lines; else on the next line, after a comment on this one.
  if (isBlock) return { start: keyStart, end: keyStart, text: fields.map((field) => `${field}\n${indent}`).join('') }
  const end = valueEnd + source.slice(valueEnd).search(/\r?\n|$/)
  const lineBreak = source.slice(end).startsWith('\r\n') ? '\r\n' : '\n'
  return { start: end, end, text: fields.map((field) => `${lineBreak}${indent}${field}`).join('') }
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name)
}
