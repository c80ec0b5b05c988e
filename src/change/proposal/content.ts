import { omit } from 'es-toolkit/object/omit'
import { isEqual } from 'es-toolkit/predicate/isEqual'
import { contentOf } from '../content.ts'
import { digestOf } from '../digest.ts'
import type { ImageType } from '../image.ts'
import type { ItemContent } from '../item.ts'
import { readItem } from '../item-draft.ts'

/** What an item says, in the one form in which it can be compared. What has not the shape of an item stays as it is. */
export function canonicalContent(type: ImageType, content: ItemContent): ItemContent {
  const { draft } = readItem(type, content)
  return draft === undefined ? content : contentOf(type, draft as Parameters<typeof contentOf>[1])
}

/** Whether two items say the same. */
export function isSameContent(type: ImageType, one: ItemContent, other: ItemContent): boolean {
  return isEqual(canonicalContent(type, one), canonicalContent(type, other))
}

/**
 * What an update makes of an item: fields that `values` has replace those of the item, and null takes one out. Fields that
 * it lacks stay.
 */
export function mergeContent(type: ImageType, before: ItemContent, values: ItemContent): ItemContent {
  return canonicalContent(type, withoutNulls({ ...before, ...values }))
}

/** Null says that there is nothing, as in GraphQL; drafts leave such a field out. */
export function withoutNulls(content: ItemContent): ItemContent {
  return plain(content) as ItemContent
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(plain)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(fields.map(([name, inner]) => [name, plain(inner)]))
}

/** The digest of what a change wants. Facts have it whatever their keys, because whoever drafts one invents a key. */
export function digestOfChange(change: {
  readonly operation: string
  readonly type: string
  readonly dataset: string
  readonly key: string
  readonly after?: ItemContent
}): string {
  const { operation, type, dataset, key, after } = change
  const wanted = after && (type === 'fact' && operation === 'CREATE' ? omit(after, ['key']) : after)
  return digestOf({ operation, type, dataset, ...(wanted ? { wanted } : { key }) })
}
