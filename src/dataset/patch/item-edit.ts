import { isEqual } from 'es-toolkit/predicate/isEqual'
import { isMap, isSeq, type YAMLMap } from 'yaml'
import { compact, contentOf, type ItemSource, unorderedLists } from '../../change/content.ts'
import type { ItemChange, ItemContent } from '../../change/item.ts'
import { fieldForm, fieldsInOrder } from '../write/form.ts'
import type { Plain } from '../write/yaml.ts'
import { type FileItem, type ParsedFile, readItem } from './file-item.ts'
import { editList } from './list-edit.ts'
import { editFields } from './map-edit.ts'
import { pairOf, refuseAnchors } from './node.ts'
import type { Splice } from './splice.ts'

/** How an item of a file is edited, and what it says then. */
export interface ItemEdit {
  readonly splices: readonly Splice[]
  readonly content: ItemContent
}

/**
 * Edits the fields of an item that a change touches, and leaves all others as they are written.
 *
 * @throws DossierError CONFLICT when an anchor is in the way.
 */
export function editItem(file: ParsedFile, item: FileItem, change: ItemChange, only: string): ItemEdit {
  const { type } = change
  const read = readItem(file, item, only)
  const before = change.before ? contentOf(type, change.before as ItemSource) : read.content
  const after = contentOf(type, (change.after ?? {}) as ItemSource)
  const order = fieldsInOrder(type, after)
  const content: Record<string, unknown> = { ...read.content }
  const fields = new Map<string, Plain | undefined>()
  const splices: Splice[] = []
  // A label that only repeated the name would come to life with another name.
  const isTouched = (field: string) =>
    !isEqual(before[field], after[field]) || (field === 'labels' && before.name !== after.name)
  for (const name of order.filter(isTouched)) {
    const elements = listAfter(type, name, read.elements(name), after[name])
    content[name] = elements?.length === 0 ? undefined : (elements ?? after[name])
    const form = fieldForm(type, { ...after, [name]: content[name] }, name, only)
    const pair = isMap(item.node) ? pairOf(item.node, name) : undefined
    refuseAnchors(file.source, pair?.value, file.path)
    const list = pair?.value
    const isEdited = isSeq(list) && Array.isArray(form) && elements !== undefined && elements.length > 0
    if (isEdited && list.items.length === read.elements(name).length) {
      splices.push(...editList(file.source, list, read.elements(name), elements, form as Plain[]))
    } else fields.set(name, form)
  }
  splices.push(...editFields(file.source, item.node as YAMLMap, fields, order))
  return { splices, content: contentOf(type, compact(content) as ItemSource) }
}

/**
 * A list of a file as it will be; where the order says nothing, that of the file stays. Undefined for what is no list.
 */
function listAfter(
  type: ItemChange['type'],
  name: string,
  file: readonly unknown[],
  after: unknown,
): readonly unknown[] | undefined {
  const now = (after ?? []) as readonly unknown[]
  if (!Array.isArray(now) || (after === undefined && file.length === 0)) return undefined
  if (type !== 'document' && !unorderedLists.has(name)) return now
  const has = (list: readonly unknown[], one: unknown) => list.some((other) => isEqual(one, other))
  return [...file.filter((one) => has(now, one)), ...now.filter((one) => !has(file, one))]
}
