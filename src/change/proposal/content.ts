import { omit } from 'es-toolkit/object/omit'
import { digestOf } from '../digest.ts'
import { type ItemContent, recordedFields } from '../item.ts'

/** Lists whose order says nothing. */
const sets = new Set(['formerSlugs', 'labels', 'identifiers'])

/** What an item says, in the one form in which it can be compared: without empty lists, and with sets in order. */
export function canonicalContent(content: ItemContent): ItemContent {
  return Object.fromEntries(
    Object.entries(omit(content, recordedFields)).flatMap(([name, value]) => {
      const plain = compact(value)
      if (plain === undefined) return []
      return [[name, sets.has(name) && Array.isArray(plain) ? plain.toSorted(byText) : plain]]
    }),
  )
}

function compact(value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(compact)
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const plain = compact(inner)
      return plain === undefined ? [] : [[name, plain]]
    }),
  )
}

function byText(one: unknown, other: unknown): number {
  const [left, right] = [one, other].map((value) => digestible(value))
  return left === right ? 0 : (left as string) < (right as string) ? -1 : 1
}

function digestible(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(Object.entries(value as object).toSorted())
}

/** Whether two items say the same. */
export function isSameContent(one: ItemContent, other: ItemContent): boolean {
  return digestOf(canonicalContent(one)) === digestOf(canonicalContent(other))
}

/**
 * What an update makes of an item: fields that `values` has replace those of the item, and null takes one out. Fields that
 * it lacks stay.
 */
export function mergeContent(before: ItemContent, values: ItemContent): ItemContent {
  return canonicalContent({ ...before, ...values })
}

/** The digest of what a change wants. Facts have it whatever their keys, because whoever drafts one invents a key. */
export function digestOfChange(change: {
  readonly operation: string
  readonly type: string
  readonly dataset: string
  readonly key: string
  readonly after?: ItemContent | undefined
}): string {
  const { operation, type, dataset, key, after } = change
  const wanted = after && canonicalContent(type === 'fact' && operation === 'CREATE' ? omit(after, ['key']) : after)
  return digestOf({ operation, type, dataset, ...(wanted ? { wanted } : { key }) })
}
