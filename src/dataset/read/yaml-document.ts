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
import type { Place } from './problem.ts'
import { textOfPiece, type YamlPiece } from './yaml-pieces.ts'

type Path = readonly (string | number)[]

export function parseYaml(source: string, lineCounter?: LineCounter, keepSourceTokens = false): Document {
  // The schema without types: NO stays a country, 0099 a year, and 1.10 a number with two decimals.
  const document = parseDocument(source, {
    schema: 'failsafe',
    ...(lineCounter && { lineCounter }),
    keepSourceTokens,
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

export function placeOf(file: string, lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
}

/** Some items of a list: `count` of them, from the item `first` on. */
export interface ListPiece extends YamlPiece {
  readonly first: number
  readonly count: number
}

/**
 * Finds places in a file. A parsed file takes much memory, and only problems need places. So it is parsed again when
 * needed, if possible the piece with the item alone, and can be garbage-collected.
 */
export function placesOf(source: string, file: string, lists: readonly ListPiece[] = []) {
  const whole = remembered(() => {
    const lines = new LineCounter()
    return { document: parseYaml(source, lines), lines, offset: 0 }
  })
  const lines = remembered(() => linesOf(source))
  const pieces = lists.map((list) => {
    const parsed = remembered(() => {
      const { text, offset } = textOfPiece(source, list)
      return { document: parseYaml(text), lines: lines(), offset }
    })
    return { ...list, parsed }
  })
  const find = (path: Path, key: boolean): Place => {
    const [top, index, ...inside] = path
    // An item has no name; the nearest is that of its list, which begins in the first piece.
    const isWithin = typeof index === 'number' && (inside.length > 0 || !key)
    const piece = isWithin ? pieces.find((one) => one.key === top && index < one.first + one.count) : undefined
    const parsed = piece ? piece.parsed() : whole()
    const way = piece && isWithin ? [piece.key, index - piece.first, ...inside] : path
    return placeOf(file, parsed.lines, parsed.offset + offsetOf(parsed.document, way, key))
  }
  return { at: (...path: Path) => find(path, false), atKey: (...path: Path) => find(path, true) }
}

/** What `make` makes, as long as nobody needs the memory. */
function remembered<T extends object>(make: () => T): () => T {
  let known: WeakRef<T> | undefined
  return () => {
    const found = known?.deref() ?? make()
    known = new WeakRef(found)
    return found
  }
}

function linesOf(source: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
  return lines
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
