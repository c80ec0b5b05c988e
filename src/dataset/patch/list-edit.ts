import { isEqual } from 'es-toolkit/predicate/isEqual'
import type { YAMLSeq } from 'yaml'
import { blockItem, flowText, type Plain } from '../write/yaml.ts'
import { insertIntoFlow, removeFromFlow } from './flow.ts'
import { dashOf, endOf, itemsOf, startOf } from './node.ts'
import { lineEnd, lineStart, nextLine, type Splice } from './splice.ts'

/**
 * Edits a list that says `before` so that it says `after`. What both begin with and end with stays as it is; `forms` is
 * `after` as it is written.
 */
export function editList(
  source: string,
  list: YAMLSeq,
  before: readonly unknown[],
  after: readonly unknown[],
  forms: readonly Plain[],
): Splice[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && isEqual(before[head], after[head])) head += 1
  let tail = 0
  while (tail < shorter - head && isEqual(before.at(-1 - tail), after.at(-1 - tail))) tail += 1
  const put = forms.slice(head, after.length - tail)
  const [first, last] = [head, before.length - tail - 1]
  if (last < first) return put.length === 0 ? [] : [insertAfter(source, list, head - 1, put)]
  if (put.length === 0) return removeItems(source, list, (index) => index >= first && index <= last)
  return [replaceItems(source, list, [first, last], put)]
}

function members(source: string, list: YAMLSeq) {
  return itemsOf(list).map((item) => ({ start: startOf(item), end: endOf(source, item) }))
}

/** Puts items in the place of those from `first` to `last`. */
export function replaceItems(
  source: string,
  list: YAMLSeq,
  [first, last]: readonly [number, number],
  put: readonly Plain[],
  whole = false,
): Splice {
  const all = members(source, list)
  const end = all[last]?.end ?? 0
  if (list.flow) return { start: all[first]?.start ?? 0, end, text: put.map(flowText).join(', ') }
  const indent = indentOf(source, list)
  // What follows on the line of the last one is a comment.
  const isInline = source.slice(end, lineEnd(source, end)).trim() !== ''
  const texts = put.map((item, index) =>
    isInline && index === put.length - 1 ? `- ${flowText(item)}` : blockItem(item, indent, whole),
  )
  return { start: dashOf(list, first), end, text: texts.join(`\n${' '.repeat(indent)}`) }
}

/** The column of the dashes, from 0. */
function indentOf(source: string, list: YAMLSeq): number {
  const dash = dashOf(list, 0)
  return dash - lineStart(source, dash)
}

/** Puts items in after the one with the number `after`; before all others, if that is -1. */
export function insertAfter(
  source: string,
  list: YAMLSeq,
  after: number,
  put: readonly Plain[],
  whole = false,
): Splice {
  if (list.flow) return insertIntoFlow(members(source, list), after, put.map(flowText), startOf(list))
  const indent = indentOf(source, list)
  const space = ' '.repeat(indent)
  const texts = put.map((item) => blockItem(item, indent, whole))
  const before = itemsOf(list)[after]
  if (before === undefined) {
    const dash = dashOf(list, 0)
    return { start: dash, end: dash, text: texts.map((text) => `${text}\n${space}`).join('') }
  }
  const at = lineEnd(source, endOf(source, before))
  return { start: at, end: at, text: texts.map((text) => `\n${space}${text}`).join('') }
}

/** Takes items out, each with the comment directly above it. */
export function removeItems(source: string, list: YAMLSeq, isRemoved: (index: number) => boolean): Splice[] {
  if (list.flow) return removeFromFlow(members(source, list), isRemoved)
  return itemsOf(list).flatMap((item, index) => {
    if (!isRemoved(index)) return []
    const before = itemsOf(list)[index - 1]
    const limit = before ? nextLine(source, endOf(source, before)) : 0
    const dash = lineStart(source, dashOf(list, index))
    const start = commentStart(source, dash, limit)
    const end = nextLine(source, endOf(source, item))
    return [withoutBlankLine(source, start, end, limit)]
  })
}

/** Where the comment begins that stands directly above the line at `start`, but not before `limit`. */
function commentStart(source: string, start: number, limit: number): number {
  for (let at = start; ; ) {
    const above = lineStart(source, at - 1)
    if (at === 0 || above < limit || !/^[ \t]*#/u.test(source.slice(above, at))) return at
    at = above
  }
}

/** Of two blank lines that would meet, one goes, too; and those at the end of the file. */
function withoutBlankLine(source: string, start: number, end: number, limit: number): Splice {
  const isBlank = (from: number, to: number) => from < to && source.slice(from, to).trim() === ''
  const above = start === 0 ? 0 : lineStart(source, start - 1)
  if (start === 0 || !isBlank(above, start) || above < limit) return { start, end, text: '' }
  if (end >= source.length) return { start: above, end, text: '' }
  const below = nextLine(source, end)
  return isBlank(end, below) ? { start, end: below, text: '' } : { start, end, text: '' }
}
