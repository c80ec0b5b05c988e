import { contentOf, type ItemSource } from '../../change/content.ts'
import type { ItemChange, ItemContent } from '../../change/item.ts'
import { headerName } from '../read/folder.ts'
import type { DatasetFile } from '../read/format.ts'
import { fieldForm, fieldsInOrder, fileForm, sectionOf } from '../write/form.ts'
import { onlyDocumentOf } from '../write/uncovered.ts'
import { blockField, type Plain } from '../write/yaml.ts'
import { createItems } from './create.ts'
import { deleteItems, updateItems } from './existing.ts'
import { parseFile } from './file-item.ts'
import { editFields } from './map-edit.ts'
import { nameDocument, onlyDocumentAfter } from './only-document.ts'
import type { Texts } from './part.ts'
import { dropEmptySections } from './section.ts'
import { applySplices } from './splice.ts'

/**
 * The files of a dataset with some of its items changed. Everything else stays as it is written: comments, order, quotes
 * and blank lines. A file that has nothing left goes.
 *
 * @throws DossierError CONFLICT when the files lack an item that would change, or an anchor is in the way.
 */
export function patchedFiles(files: readonly DatasetFile[], changes: readonly ItemChange[]): DatasetFile[] {
  const header = changes.find(({ type }) => type === 'dataset')
  if (header?.operation === 'DELETE') return []
  const texts: Texts = new Map(files.map(({ path, text }) => [path, text]))
  const items = changes.filter(({ type }) => type !== 'dataset').flatMap(stepsOf)
  const steps = (operation: ItemChange['operation']) => items.filter((item) => item.operation === operation)
  if (header) writeHeader(texts, header)
  deleteItems(texts, steps('DELETE'))
  const before = currentSlug(onlyDocumentOf(files), items)
  const only = onlyDocumentAfter(files, items)
  if (before !== '' && only !== before) nameDocument(texts, before)
  updateItems(texts, steps('UPDATE'), only)
  createItems(texts, steps('CREATE'), only)
  const emptied = new Set(steps('DELETE').map(sectionOfItem))
  return [...texts].flatMap(([path, text]) => {
    const left = text === textOf(files, path) ? text : dropEmptySections(text, emptied)
    return left.trim() === '' && path !== headerName ? [] : [{ path, text: left }]
  })
}

/** The slug that a document will have. */
function currentSlug(document: string, changes: readonly ItemChange[]): string {
  const renamed = changes.find(({ type, key, after }) => type === 'document' && key === document && after !== undefined)
  return (renamed?.after?.slug as string | undefined) ?? document
}

function textOf(files: readonly DatasetFile[], path: string): string | undefined {
  return files.find((file) => file.path === path)?.text
}

/** A change in the form of images. What becomes another kind of thing moves to another list. */
function stepsOf(change: ItemChange): ItemChange[] {
  const { type, operation } = change
  const [before, after] = [change.before, change.after].map(
    (content) => content && contentOf(type, content as ItemSource),
  )
  const isMoved = operation === 'UPDATE' && before !== undefined && before.kind !== after?.kind
  if (!isMoved) return [{ ...change, before, after }]
  return [
    { ...change, operation: 'DELETE', before, after: undefined },
    { ...change, operation: 'CREATE', before: undefined, after },
  ]
}

function sectionOfItem({ type, before = {} }: ItemChange): string {
  return type === 'dataset' ? '' : sectionOf(type, before)
}

function writeHeader(texts: Texts, { before = {}, after = {} }: ItemChange): void {
  const content = contentOf('dataset', after as ItemSource)
  const old = contentOf('dataset', before as ItemSource)
  const source = texts.get(headerName)
  texts.set(headerName, source === undefined ? newHeader(content) : editedHeader(source, old, content))
}

function newHeader(content: ItemContent): string {
  const fields = Object.entries(fileForm('dataset', content, ''))
  return fields.map(([name, value]) => (value === undefined ? '' : `${blockField(name, value, 0)}\n`)).join('')
}

function editedHeader(source: string, before: ItemContent, after: ItemContent): string {
  const { top } = parseFile(headerName, source)
  if (top === undefined) return newHeader(after)
  const order = fieldsInOrder('dataset', after)
  const fields = new Map<string, Plain | undefined>(
    order.filter((name) => before[name] !== after[name]).map((name) => [name, fieldForm('dataset', after, name, '')]),
  )
  return applySplices(source, editFields(source, top, fields, order))
}
