import { isEqual } from 'es-toolkit/predicate/isEqual'
import type { ItemChange } from '../../change/item.ts'
import { DossierError } from '../../errors.ts'
import { sections } from '../read/format.ts'
import { fileForm } from '../write/form.ts'
import { type FileItem, itemsIn, type ParsedFile, parseFile, readItem } from './file-item.ts'
import { editItem, type ItemEdit } from './item-edit.ts'
import { removeItems, replaceItems } from './list-edit.ts'
import { refuseAnchors } from './node.ts'
import { editParts, partsOf, type Texts } from './part.ts'
import { applySplices, type Splice } from './splice.ts'

/** An item that changes, where it stands. */
interface Found {
  readonly item: FileItem
  readonly change: ItemChange
}

/** Takes items out of the files. Lists may be empty afterwards. */
export function deleteItems(texts: Texts, changes: readonly ItemChange[]): void {
  editFound(texts, changes, (file, found) => {
    for (const { item } of found) refuseAnchors(file.source, item.node, file.path)
    const lists = Map.groupBy(found, ({ item }) => item.list)
    return [...lists].flatMap(([list, members]) => {
      const gone = new Set(members.map(({ item }) => item.index))
      return removeItems(file.source, list, (index) => gone.has(index))
    })
  })
}

/**
 * Edits items where they stand. `only` is the document that evidence need not name.
 *
 * @throws DossierError CONFLICT when an item stands in a layout in which it cannot be edited.
 */
export function updateItems(texts: Texts, changes: readonly ItemChange[], only: string): void {
  editFound(texts, changes, (file, found) => {
    const edits = found.map((one) => ({ ...one, edit: editItem(file, one.item, one.change, only) }))
    const wrongAfter = (splices: readonly Splice[]) => {
      const said = contentsOf(file, splices, only)
      return edits.filter(({ item, edit }) => !isEqual(said.get(placeOf(item)), edit.content))
    }
    const all = edits.flatMap(({ edit }) => edit.splices)
    const whole = wrongAfter(all).filter((one) => wrongAfter(one.edit.splices).includes(one))
    if (whole.length === 0) return all
    const splices = edits.flatMap((one) =>
      whole.includes(one) ? [writeWhole(file, one, one.edit, only)] : one.edit.splices,
    )
    const [wrong] = wrongAfter(splices)
    if (wrong) throw layoutError(file, wrong.item)
    return splices
  })
}

const placeOf = ({ section, index }: FileItem) => `${section} ${index}`

function layoutError({ path }: ParsedFile, { section, key }: FileItem): DossierError {
  return new DossierError(
    'CONFLICT',
    `${path}: the item "${key}" of ${section} is written in a way in which it cannot be edited. Write it with a line for each of its fields, and load it again.`,
    { file: path, key },
  )
}

/** What the items of a file say after an edit, by section and index; of none if it is no YAML any more. */
function contentsOf(file: ParsedFile, splices: readonly Splice[], only: string): Map<string, unknown> {
  try {
    const edited = parseFile(file.path, applySplices(file.source, splices))
    if (edited.document.errors.length > 0) return new Map()
    return new Map(itemsIn(edited).map((item) => [placeOf(item), readItem(edited, item, only).content]))
  } catch {
    return new Map()
  }
}

/** The whole item in our own layout, because its layout is one in which its fields cannot be edited one by one. */
function writeWhole(file: ParsedFile, { item, change }: Found, { content }: ItemEdit, only: string): Splice {
  refuseAnchors(file.source, item.node, file.path)
  return replaceItems(file.source, item.list, [item.index, item.index], [fileForm(change.type, content, only)], true)
}

/** What a change or an item is, by which one finds the other: slugs and keys may be the same. */
function nameOf(kind: string, key: string): string {
  return `${kind} ${key}`
}

function nameOfChange({ type, key }: ItemChange): string {
  return nameOf(type === 'sameAs' ? 'entity' : type, key)
}

function nameOfItem({ section, key }: FileItem): string {
  const kind = sections().get(section)?.kind
  if (kind === undefined) return nameOf('document', key)
  return nameOf('subject' in kind ? 'fact' : 'entity', key)
}

/** @throws DossierError CONFLICT when no file has one of the items. */
function editFound(
  texts: Texts,
  changes: readonly ItemChange[],
  edit: (file: ParsedFile, found: readonly Found[]) => readonly Splice[],
): void {
  const left = new Map(changes.map((change) => [nameOfChange(change), change]))
  for (const [path, text] of texts) {
    const has = (part: { readonly text: string }) => [...left.values()].some(({ key }) => part.text.includes(key))
    if (!has({ text })) continue
    const edited = editParts(path, partsOf(path, text), has, (file) => {
      const found = itemsIn(file).flatMap((item): Found[] => {
        const change = left.get(nameOfItem(item))
        left.delete(nameOfItem(item))
        return change ? [{ item, change }] : []
      })
      return found.length === 0 ? [] : edit(file, found)
    })
    texts.set(path, edited)
  }
  const [missing] = left.values()
  if (missing === undefined) return
  const { type, key, dataset } = missing
  throw new DossierError(
    'CONFLICT',
    `The files of the dataset "${dataset}" have no ${type === 'sameAs' ? 'item' : type} "${key}" that could be changed. They are not those that the graph was loaded from: load them once more. What stands in files that end with .ndjson is not stored: edit it there.`,
    { dataset, type, key },
  )
}
