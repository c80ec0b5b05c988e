import type { EntityDraft, FactDraft, SameAsDraft } from '../draft.ts'
import type { DatasetStream, ItemDraft } from '../stream.ts'
import type { ItemBatch } from './declared.ts'

/** The draft of an item of each type. */
export interface DraftOfType {
  readonly entity: EntityDraft
  readonly sameAs: SameAsDraft
  readonly fact: FactDraft
}

/** The items of a stream that are of a type, and wanted. */
export async function* wantedItems<T extends ItemDraft['type']>(
  stream: DatasetStream,
  type: T,
  isWanted: (draft: DraftOfType[T]) => boolean,
): AsyncGenerator<ItemDraft> {
  for await (const item of stream.items(type)) {
    if (item.type === type && isWanted(item.draft as DraftOfType[T])) yield item
  }
}

/** Items, so many at a time. */
export async function* batchesOf(items: AsyncIterable<ItemDraft>, size: number): AsyncGenerator<ItemBatch> {
  let batch: ItemBatch = { entities: [], sameAs: [], facts: [] }
  let count = 0
  for await (const item of items) {
    if (item.type === 'entity') batch.entities.push(item.draft)
    else if (item.type === 'sameAs') batch.sameAs.push(item.draft)
    else batch.facts.push(item.draft)
    count += 1
    if (count < size) continue
    yield batch
    batch = { entities: [], sameAs: [], facts: [] }
    count = 0
  }
  if (count > 0) yield batch
}

/** The drafts of the facts with these keys. */
export async function draftsOf(stream: DatasetStream, keys: ReadonlySet<string>): Promise<Map<string, FactDraft>> {
  const drafts = new Map<string, FactDraft>()
  for await (const item of stream.items('fact')) {
    if (item.type === 'fact' && keys.has(item.draft.key)) drafts.set(item.draft.key, item.draft)
    if (drafts.size === keys.size) break
  }
  return drafts
}
