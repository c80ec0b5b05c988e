import type { ItemChange, ItemContent } from '../item.ts'
import type { Transaction } from '../writer.ts'
import { isSameContent } from './content.ts'
import { readItemStates } from './item-state.ts'

/** What somebody wants of one item. */
export interface ChangeRequest extends Omit<ItemChange, 'before' | 'after'> {
  /** The version that they saw: for updates and deletions. */
  readonly expectedVersion?: number
  /** The fields to set, by the names of files; null takes one out of an item. Nothing for a deletion. */
  readonly values: ItemContent
  /** From 0 to 1: of rules and models. */
  readonly confidence?: number
}

/**
 * Changes from one content to another as requests. Each expects the version whose content is `before`: if the item says
 * something else by now, one that it does not have any more.
 */
export async function requestsOf(tx: Transaction, changes: readonly ItemChange[]): Promise<ChangeRequest[]> {
  const states = await readItemStates(tx, changes)
  return changes.map(({ before, after, ...name }, index): ChangeRequest => {
    if (before === undefined) return { ...name, values: after ?? {} }
    const state = states[index]
    const isAsBefore = state !== undefined && isSameContent(name.type, before, state.content)
    const expectedVersion = state === undefined ? 1 : isAsBefore ? state.version : state.version - 1
    return { ...name, expectedVersion, values: after === undefined ? {} : replacing(before, after) }
  })
}

/** The fields that make one content another: what the other lacks is taken out. */
function replacing(one: ItemContent, other: ItemContent): ItemContent {
  const lost = Object.keys(one).filter((name) => !(name in other))
  return { ...Object.fromEntries(lost.map((name) => [name, null])), ...other }
}
