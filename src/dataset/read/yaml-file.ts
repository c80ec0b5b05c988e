import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import { quoted } from '../../model/value.ts'
import type { Place, Problem } from './problem.ts'
import { piecesOf } from './yaml-pieces.ts'

/** A YAML file as plain values, in which every scalar is text; an empty one, `~` and `null` are null. */
export interface YamlFile {
  readonly value: unknown
  /** Problems of the YAML itself; what can still be read is in `value`. */
  readonly problems: readonly Problem[]
  /** The place of the value at `path`, or of the nearest parent. */
  at(...path: readonly (string | number)[]): Place
  /** The place of the name of the field at `path`. */
  atKey(...path: readonly (string | number)[]): Place
}

/**
 * The most references to one anchor. Ten anchors of ten references to the one before would be ten thousand million
 * values.
 */
const mostAliases = 1000

const tooDeep = 'is nested too deeply to be read'

function aliasProblem({ message }: ReferenceError): string {
  const unknown = /^Unresolved alias.*: (.*)$/.exec(message)?.[1]
  if (unknown !== undefined) return `refers to *${unknown}, and no &${unknown} stands before it`
  return `refers to the same anchors more than ${mostAliases} times; write the values out`
}

/** Reads YAML 1.2. Never throws for what a file says. */
export function readYaml(source: string, file: string): YamlFile {
  const value = readPieces(source)
  return value === undefined ? readWhole(source, file) : { value, problems: [], ...placesOf(source, file) }
}

/**
 * Reads a file piece by piece. A parsed file takes a hundred times the memory of its text, and to keep that until the end
 * takes longer than the parsing. Undefined if the file is not to be cut, or anything in it is wrong.
 */
export function readPieces(source: string, length?: number): Record<string, unknown> | undefined {
  const value: Record<string, unknown> = {}
  for (const { key, text } of piecesOf(source, length) ?? []) {
    const entries = Object.entries(readPiece(text) ?? {})
    const [[name, found] = []] = entries
    if (entries.length !== 1 || name !== key) return undefined
    const before = Object.hasOwn(value, key) ? value[key] : undefined
    if (before === undefined) value[key] = found
    else if (Array.isArray(before) && Array.isArray(found)) before.push(...found)
    else return undefined
  }
  return Object.keys(value).length === 0 ? undefined : value
}

function readPiece(text: string): Record<string, unknown> | undefined {
  try {
    const document = parseYaml(text)
    if (document.errors.length > 0 || document.warnings.length > 0) return undefined
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    // Too deep, or a reference to an anchor of another piece.
    if (error instanceof RangeError || error instanceof ReferenceError) return undefined
    throw error
  }
}

export function readWhole(source: string, file: string): YamlFile {
  const lines = new LineCounter()
  const broken = (message: string): YamlFile => {
    const at = () => placeOf(file, lines, 0)
    return { value: undefined, problems: [{ ...at(), field: '', message }], at, atKey: at }
  }
  try {
    const document = parseYaml(source, lines)
    if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) return broken(tooDeep)
    const problems = document.errors.map(({ message, pos }) => ({
      ...placeOf(file, lines, pos[0]),
      field: '',
      message: said(message),
    }))
    return {
      value: document.toJS({ maxAliasCount: mostAliases }),
      problems: [...problems, ...foreignTags(document, (offset) => placeOf(file, lines, offset))],
      ...placesOf(source, file),
    }
  } catch (error) {
    if (error instanceof RangeError) return broken(tooDeep)
    if (error instanceof ReferenceError) return broken(aliasProblem(error))
    throw error
  }
}

function placeOf(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
}

/**
 * Finds places in a file. The parsed file takes a hundred times the memory of the file, and only problems need places. So
 * it is parsed again when needed, and can be garbage-collected.
 */
function placesOf(source: string, file: string): Pick<YamlFile, 'at' | 'atKey'> {
  let known: WeakRef<{ document: Document; lines: LineCounter }> | undefined
  const parsed = () => {
    const lines = new LineCounter()
    const found = known?.deref() ?? { document: parseYaml(source, lines), lines }
    known = new WeakRef(found)
    return found
  }
  const find = (path: readonly (string | number)[], key: boolean) => {
    const { document, lines } = parsed()
    return placeOf(file, lines, offsetOf(document, path, key))
  }
  return { at: (...path) => find(path, false), atKey: (...path) => find(path, true) }
}

function parseYaml(source: string, lineCounter?: LineCounter): Document {
  // The schema without types: NO stays a country, 0099 a year, and 1.10 a number with two decimals.
  const document = parseDocument(source, {
    schema: 'failsafe',
    ...(lineCounter && { lineCounter }),
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  })
  visit(document, {
    Scalar(_key, scalar) {
      const isEmpty = scalar.type === 'PLAIN' && /^(?:~|null|)$/i.test(scalar.source ?? '')
      if (isEmpty || scalar.value === undefined) scalar.value = null
    },
  })
  return document
}

/** The words of the parser, without the snippet of the file that follows them. */
function said(message: string): string {
  const [first = ''] = message.split('\n')
  if (/unique/i.test(first)) return 'this name stands twice in the same mapping; join the two, or take one out'
  if (/multiple documents/.test(first)) return 'a second document begins here; a file of a dataset is one document'
  if (/tab/i.test(first)) return `${first}; YAML is indented with spaces`
  return `is not YAML: ${first}`
}

function foreignTags(document: Document, place: (offset: number) => Place): Problem[] {
  return document.warnings.map(({ message, pos }) => ({
    ...place(pos[0]),
    field: '',
    message: `is not read: ${message.split('\n')[0]}; a dataset needs no tags and no directives`,
  }))
}

function offsetOf(document: Document, path: readonly (string | number)[], key: boolean): number {
  let node: Node | null | undefined = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const [index, part] of path.entries()) {
    const inside: Node | undefined = isAlias(node) ? node.resolve(document) : (node ?? undefined)
    const found = isMap(inside) ? findPair(inside.items, part) : undefined
    const next: unknown = found
      ? found.value
      : isSeq(inside) && typeof part === 'number'
        ? inside.items[part]
        : undefined
    const named: unknown = found?.key
    const wantsKey = key && index === path.length - 1
    const shown = wantsKey || !isNode(next) ? named : next
    if (!isNode(next) && !isNode(named)) return offset
    offset = (isNode(shown) ? shown.range?.[0] : undefined) ?? offset
    node = isNode(next) ? next : undefined
  }
  return offset
}

function findPair(items: readonly { key: unknown; value: unknown }[], name: string | number) {
  return items.find(({ key }) => isScalar(key) && key.value === name)
}

/** The message for a field without a value, or with a value of the wrong type. */
export function wrongType(value: unknown, expected: string): string {
  if (value === undefined) return `is missing; it should be ${expected}`
  if (value === null) return `is empty; it should be ${expected}, or the field be left out where that may be`
  const found = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a mapping' : `the text ${quoted(value)}`
  return `is ${found}; it should be ${expected}`
}
