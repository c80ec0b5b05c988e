import { isAlias, isMap, isSeq, type Node, type YAMLMap } from 'yaml'
import type { ItemChange } from '../../change/item.ts'
import { factKinds } from '../../model/kind.ts'
import { headerName } from '../read/folder.ts'
import type { DatasetFile } from '../read/format.ts'
import { flowField } from '../write/yaml.ts'
import { itemsIn, type ParsedFile, parseFile } from './file-item.ts'
import { insertIntoFlow } from './flow.ts'
import { indentOf } from './map-edit.ts'
import { endOfPair, itemsOf, listIn, pairOf, pairsOf, startOf } from './node.ts'
import { editParts, partsOf, type Texts } from './part.ts'
import type { Splice } from './splice.ts'

// While a dataset has one document, evidence need not name it.

/** The one document that files will have; empty if there will be several, or none. */
export function onlyDocumentAfter(files: readonly DatasetFile[], changes: readonly ItemChange[]): string {
  const header = files.find(({ path }) => path === headerName)
  const slugs = new Set(header ? itemsIn(parseFile(header.path, header.text)).map(({ key }) => key) : [])
  for (const { type, key, after } of changes) {
    if (type !== 'document') continue
    slugs.delete(key)
    if (after) slugs.add(after.slug as string)
  }
  const [first = '', ...others] = slugs
  return others.length === 0 ? first : ''
}

/** Names the document in all evidence that does not name one, and in all sentences that hold no fact. */
export function nameDocument(texts: Texts, document: string): void {
  for (const [path, text] of texts) {
    if (path === headerName) continue
    texts.set(
      path,
      editParts(
        path,
        partsOf(path, text),
        () => true,
        (file) => nameIn(file, document),
      ),
    )
  }
}

function nameIn(file: ParsedFile, document: string): Splice[] {
  const places = [...evidenceIn(file), ...uncoveredIn(file)].filter((map) => !pairOf(map, 'document'))
  const splices = places.map((map) => nameFirst(file.source, map, document))
  // Facts that share their evidence by an alias share the edit, too.
  return [...new Map(splices.map((splice) => [splice.start, splice])).values()]
}

function evidenceIn(file: ParsedFile): YAMLMap[] {
  const factSections = new Set(factKinds().map(({ section }) => section))
  return itemsIn(file).flatMap(({ section, node }) => {
    const list = factSections.has(section) && isMap(node) ? resolved(file, pairOf(node, 'evidence')?.value) : undefined
    return isSeq(list) ? mapsOf(file, itemsOf(list)) : []
  })
}

function uncoveredIn(file: ParsedFile): YAMLMap[] {
  const list = file.top && listIn(file.top, 'uncovered')
  return list ? mapsOf(file, itemsOf(list)) : []
}

function mapsOf(file: ParsedFile, nodes: readonly Node[]): YAMLMap[] {
  return nodes.map((node) => resolved(file, node)).filter((node) => isMap(node))
}

function resolved(file: ParsedFile, node: Node | null | undefined): Node | null | undefined {
  return isAlias(node) ? node.resolve(file.document) : node
}

function nameFirst(source: string, map: YAMLMap, document: string): Splice {
  const text = flowField('document', document)
  if (map.flow) {
    const members = pairsOf(map).map((pair) => ({ start: startOf(pair.key), end: endOfPair(source, pair) }))
    return insertIntoFlow(members, -1, [text], startOf(map))
  }
  const start = startOf(map)
  return { start, end: start, text: `${text}\n${' '.repeat(indentOf(source, map))}` }
}
