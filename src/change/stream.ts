import type { Change } from './change.ts'
import { changeDataset, replaceDataset } from './dataset.ts'
import type { DatasetDraft, EntityDraft, FactDraft, SameAsDraft } from './draft.ts'

/** An item of a dataset, with what it is. */
export type ItemDraft =
  | { readonly type: 'entity'; readonly draft: EntityDraft }
  | { readonly type: 'sameAs'; readonly draft: SameAsDraft }
  | { readonly type: 'fact'; readonly draft: FactDraft }

/** A dataset that is too large to hold: its items are read while it is written, as often as that needs, in any order. */
export interface DatasetStream extends Omit<DatasetDraft, 'entities' | 'sameAs' | 'facts'> {
  items(): AsyncIterable<ItemDraft>
}

/**
 * As `replaceDataset`, of a dataset of any size.
 *
 * @throws As `replaceDataset` does.
 */
export async function replaceDatasetFrom(change: Change, stream: DatasetStream): Promise<number> {
  return await replaceDataset(change, await wholeDraft(stream))
}

/**
 * As `changeDataset`, of a dataset of any size: what the stream does not contain stays.
 *
 * @throws As `changeDataset` does.
 */
export async function changeDatasetFrom(change: Change, stream: DatasetStream): Promise<number> {
  return await changeDataset(change, await wholeDraft(stream))
}

async function wholeDraft({ items, ...header }: DatasetStream): Promise<DatasetDraft> {
  const entities: EntityDraft[] = []
  const sameAs: SameAsDraft[] = []
  const facts: FactDraft[] = []
  for await (const item of items()) {
    if (item.type === 'entity') entities.push(item.draft)
    else if (item.type === 'sameAs') sameAs.push(item.draft)
    else facts.push(item.draft)
  }
  return { ...header, entities, sameAs, facts }
}
