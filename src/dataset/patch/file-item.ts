import { type Document, isMap, isScalar, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { compact, contentOf, type ItemSource, unorderedLists } from '../../change/content.ts'
import type { EvidenceDraft } from '../../change/draft.ts'
import { documentFormat } from '../../change/draft-format.ts'
import type { ImageType } from '../../change/image.ts'
import type { ItemContent } from '../../change/item.ts'
import { sections } from '../read/format.ts'
import { formatOf } from '../read/shape.ts'
import { parseYaml } from '../read/yaml-document.ts'
import { itemsOf, listIn, nameOfPair, pairOf, pairsOf } from './node.ts'

/** An item where it stands in a parsed file. */
export interface FileItem {
  readonly section: string
  readonly list: YAMLSeq
  readonly index: number
  /** The slug or key. */
  readonly key: string
  readonly node: Node
}

/** A file of a dataset, parsed to be edited. */
export interface ParsedFile {
  readonly path: string
  readonly source: string
  readonly document: Document
  /** The mapping at the top; undefined for an empty file. */
  readonly top: YAMLMap | undefined
}

export function parseFile(path: string, source: string): ParsedFile {
  const document = parseYaml(source, undefined, true)
  return { path, source, document, top: isMap(document.contents) ? document.contents : undefined }
}

/** The items of the lists of a file that have a slug or a key. */
export function itemsIn({ top }: ParsedFile): FileItem[] {
  return (top ? pairsOf(top) : []).flatMap((pair) => {
    const section = nameOfPair(pair)
    const list = top && listIn(top, section)
    if (list === undefined) return []
    return itemsOf(list).flatMap((node, index) => {
      const key = isMap(node) ? keyOf(node) : undefined
      return key === undefined ? [] : [{ section, list, index, key, node }]
    })
  })
}

function keyOf(map: YAMLMap): string | undefined {
  const value = (pairOf(map, 'slug') ?? pairOf(map, 'key'))?.value
  return isScalar(value) && typeof value.value === 'string' ? value.value.trim() : undefined
}

/** What an item of a file says. */
interface ReadItem {
  readonly type: ImageType
  readonly content: ItemContent
  /** The items of its lists, in the order of the file. */
  elements(field: string): readonly unknown[]
}

/** Reads an item; `only` is the document that its evidence cites where it names none. */
export function readItem({ document }: ParsedFile, { section, node }: FileItem, only: string): ReadItem {
  const raw: unknown = node.toJS(document)
  const { type, draft } = section === 'documents' ? documentDraft(raw) : sectionDraft(section, raw, only)
  const content = contentOf(type, draft)
  const elements = (field: string) => {
    const isOrdered = type !== 'document' && !unorderedLists.has(field)
    const list = isOrdered ? content[field] : draft[field]
    if (!Array.isArray(list)) return []
    return list.map((one: unknown) => (typeof one === 'object' && one !== null ? compact(one as ItemSource) : one))
  }
  return { type, content, elements }
}

function documentDraft(raw: unknown): { type: ImageType; draft: ItemSource } {
  return { type: 'document', draft: documentFormat.parse(raw) }
}

function sectionDraft(name: string, raw: unknown, only: string): { type: ImageType; draft: ItemSource } {
  const section = sections().get(name)
  if (section?.kind === undefined) throw new Error(`There is no section ${name}`)
  const draft = { kind: section.kind.kind, ...formatOf(section, raw).parse(raw) } as ItemSource
  if ('sameAs' in draft) return { type: 'sameAs', draft }
  if (!('subject' in section.kind)) return { type: 'entity', draft }
  const evidence = (draft.evidence as readonly EvidenceDraft[]).map((piece) => {
    return { ...piece, document: piece.document || only }
  })
  return { type: 'fact', draft: { ...draft, evidence } }
}
