import { isCollection, isPair, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap, type YAMLSeq } from 'yaml'
import { DossierError } from '../../errors.ts'

// Where the nodes of a parsed file stand in its text.

/** Where a node begins; an anchor in front of it is not part of it. */
export function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** Where the text of a node ends: without the blank lines and comments after it. */
export function endOf(source: string, node: Node): number {
  const last: unknown = isCollection(node) && !node.flow ? node.items.at(-1) : undefined
  if (isPair(last)) return endOfPair(source, last as Pair<Node, Node | null>)
  if (isNodeLike(last)) return endOf(source, last)
  const [start, end] = node.range ?? [0, 0]
  return start + source.slice(start, end).trimEnd().length
}

export function endOfPair(source: string, { key, value }: Pair<Node, Node | null>): number {
  const [, keyEnd] = key.range ?? [0, 0]
  return Math.max(keyEnd, value ? endOf(source, value) : 0)
}

function isNodeLike(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value
}

/** The fields of a mapping. */
export function pairsOf(map: YAMLMap): Pair<Node, Node | null>[] {
  return map.items as Pair<Node, Node | null>[]
}

export function pairOf(map: YAMLMap, name: string): Pair<Node, Node | null> | undefined {
  return pairsOf(map).find(({ key }) => isScalar(key) && key.value === name)
}

export function nameOfPair({ key }: Pair<Node, Node | null>): string {
  return isScalar(key) ? String(key.value) : ''
}

/** The items of a list. */
export function itemsOf(list: YAMLSeq): Node[] {
  return list.items as Node[]
}

/** Where the dash of an item of a list in block style stands. */
export function dashOf(list: YAMLSeq, index: number): number {
  const token = list.srcToken
  const start = token?.type === 'block-seq' ? (token.items[index]?.start ?? []) : []
  return start.find(({ type }) => type === 'seq-item-ind')?.offset ?? 0
}

export function listIn(map: YAMLMap, name: string): YAMLSeq | undefined {
  const value = pairOf(map, name)?.value
  return isSeq(value) ? value : undefined
}

/**
 * Refuses to change what other places refer to by an anchor.
 *
 * @throws DossierError CONFLICT that names the file, the line and the anchor.
 */
export function refuseAnchors(source: string, node: Node | null | undefined, file: string): void {
  if (!node) return
  visit(node, {
    Node(_key, { anchor, range }) {
      if (anchor === undefined || !source.includes(`*${anchor}`)) return
      const line = source.slice(0, range?.[0] ?? 0).split('\n').length
      throw new DossierError(
        'CONFLICT',
        `${file}:${line}: what would change has the YAML anchor &${anchor}, to which *${anchor} refers from somewhere else. Write the values out in the file, and load it again.`,
        { file, line },
      )
    },
  })
}
