import type { Change } from './change.ts'
import { changeDataset, replaceDataset } from './dataset.ts'
import type { DatasetDraft, EntityDraft, FactDraft, SameAsDraft } from './draft.ts'
import { writeStream } from './stream/write.ts'

/** An item of a dataset, with what it is. */
export type ItemDraft =
  | { readonly type: 'entity'; readonly draft: EntityDraft }
  | { readonly type: 'sameAs'; readonly draft: SameAsDraft }
  | { readonly type: 'fact'; readonly draft: FactDraft }

/** A dataset that is too large to hold: its items are read while it is written, as often as that needs, in any order. */
export interface DatasetStream extends Omit<DatasetDraft, 'entities' | 'sameAs' | 'facts'> {
  /** All items, the same each time. If only one type of them is `wanted`, the others may be left out. */
  items(wanted?: ItemDraft['type']): AsyncIterable<ItemDraft>
}

/** The most items that are in memory at a time. */
const mostItems = 1000

/**
 * As `replaceDataset`, of a dataset of any size. Of very many problems, the first thousand are told.
 *
 * @throws As `replaceDataset` does.
 */
export async function replaceDatasetFrom(
  change: Change,
  stream: DatasetStream,
  batchSize = mostItems,
): Promise<number> {
  const whole = await oneBatch(stream, batchSize)
  if (whole !== undefined) return await replaceDataset(change, whole)
  return await writeStream(change, stream, { isWhole: true, batchSize })
}

/**
 * As `changeDataset`, of a dataset of any size: what the stream does not contain stays.
 *
 * @throws As `changeDataset` does.
 */
export async function changeDatasetFrom(change: Change, stream: DatasetStream, batchSize = mostItems): Promise<number> {
  const whole = await oneBatch(stream, batchSize)
  if (whole !== undefined) return await changeDataset(change, whole)
  return await writeStream(change, stream, { isWhole: false, batchSize })
}

/** The dataset, if it has no more items than a batch. */
async function oneBatch({ items, ...header }: DatasetStream, batchSize: number): Promise<DatasetDraft | undefined> {
  const some = await Array.fromAsync(firstOf(items(), batchSize + 1))
  return some.length > batchSize ? undefined : { ...header, ...gathered(some) }
}

async function* firstOf<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  let count = 0
  for await (const item of items) {
    yield item
    count += 1
    if (count === most) return
  }
}

/** All of a stream at once. */
export async function wholeDraft({ items, ...header }: DatasetStream): Promise<DatasetDraft> {
  return { ...header, ...gathered(await Array.fromAsync(items())) }
}

function gathered(items: readonly ItemDraft[]): Pick<DatasetDraft, 'entities' | 'facts'> & { sameAs: SameAsDraft[] } {
  const entities: EntityDraft[] = []
  const sameAs: SameAsDraft[] = []
  const facts: FactDraft[] = []
  for (const item of items) {
    if (item.type === 'entity') entities.push(item.draft)
    else if (item.type === 'sameAs') sameAs.push(item.draft)
    else facts.push(item.draft)
  }
  return { entities, sameAs, facts }
}
