import type { FactDraft } from '../../change/draft.ts'
import type { ItemChange, ItemContent } from '../../change/item.ts'
import { endsOf } from '../../model/ends.ts'
import { headerName } from '../read/folder.ts'
import { compareText } from '../read/problem.ts'
import { fileForm, sectionOf } from '../write/form.ts'
import { blockItem, type Plain } from '../write/yaml.ts'
import type { ParsedFile } from './file-item.ts'
import { insertAfter } from './list-edit.ts'
import { editFields } from './map-edit.ts'
import { endOfPair, itemsOf, listIn, pairOf, pairsOf } from './node.ts'
import { editParts, partsOf, type Texts } from './part.ts'
import { lineEnd, type Splice } from './splice.ts'

/** Puts new items at the ends of the lists to which they belong. `only` is the document that evidence need not name. */
export function createItems(texts: Texts, changes: readonly ItemChange[], only: string): void {
  const places = Map.groupBy(
    changes.map((change) => newItem(texts, change, only)),
    ({ path, section }) => `${section} ${path}`,
  )
  for (const items of places.values()) {
    const [{ path, section }] = items as [NewItem]
    const forms = items.map(({ form }) => form)
    texts.set(path, withItems(path, texts.get(path) ?? '', section, forms))
  }
}

interface NewItem {
  readonly path: string
  readonly section: string
  readonly form: Plain
}

function newItem(texts: Texts, { type, after = {} }: ItemChange, only: string): NewItem {
  const section = type === 'dataset' ? '' : sectionOf(type, after)
  const path =
    type === 'document' ? headerName : pathFor(texts, section, type === 'fact' ? subjectOf(after) : undefined)
  return { path, section, form: fileForm(type, after, only) as Plain }
}

function subjectOf(content: ItemContent): string {
  return endsOf(content as FactDraft).subject
}

/** Of the files that have the section, the one that speaks most of the subject; else a file of its own. */
function pathFor(texts: Texts, section: string, subject: string | undefined): string {
  const has = new RegExp(`^\\ufeff?(?:${section}|"${section}"|'${section}'):`, 'mu')
  const known = [...texts].filter(([path, text]) => path !== headerName && has.test(text))
  const [best] = known
    .map(([path, text]) => ({ path, length: text.length, score: subject ? text.split(subject).length : 0 }))
    .sort((one, other) => other.score - one.score || other.length - one.length || compareText(one.path, other.path))
  return best?.path ?? `${section}.yaml`
}

function withItems(path: string, text: string, section: string, forms: readonly Plain[]): string {
  const parts = partsOf(path, text)
  const known = parts.findLastIndex((part) => part.section === undefined || part.section === section)
  const last = known === -1 ? parts.length - 1 : known
  return editParts(
    path,
    parts,
    (_part, index) => index === last,
    (file) => putInto(file, section, forms),
  )
}

function putInto(file: ParsedFile, section: string, forms: readonly Plain[]): Splice[] {
  const { source, top } = file
  if (top === undefined) return [appendSection(source, section, forms)]
  const list = listIn(top, section)
  if (list) return [insertAfter(source, list, itemsOf(list).length - 1, forms, true)]
  const pair = pairOf(top, section)
  if (top.flow) return editFields(source, top, new Map([[section, forms]]), [section])
  // After a list that lost all its items, or after all others.
  const others = pairsOf(top)
  const at = lineEnd(source, endOfPair(source, pair ?? (others.at(-1) as (typeof others)[number])))
  const head = pair ? '' : `\n${blankLine(source, others.length)}${section}:`
  return [{ start: at, end: at, text: `${head}${itemLines(forms)}` }]
}

/** Between sections there is a blank line, but not in front of the documents of a header. */
function blankLine(source: string, sections: number): string {
  return sections > 0 && !/^slug:/mu.test(source) ? '\n' : ''
}

function itemLines(forms: readonly Plain[]): string {
  return forms.map((form) => `\n  ${blockItem(form, 2)}`).join('')
}

/** A section at the end of a file that has none. */
function appendSection(source: string, section: string, forms: readonly Plain[]): Splice {
  const end = source.length
  const isNewLine = source === '' || source.endsWith('\n')
  return { start: end, end, text: `${isNewLine ? '' : '\n'}${section}:${itemLines(forms)}\n` }
}
