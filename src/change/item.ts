import type { ImageType } from './image.ts'

/** What an item of a dataset says, as its files say it: plain values, every scalar as text but the number of a paragraph. */
export type ItemContent = Readonly<Record<string, unknown>>

/** What images of things have besides what their items say. */
export const recordedFields = ['statuses', 'isLoaded']

/** A change of one item of a dataset. */
export interface ItemChange {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly type: ImageType
  /** The slug of the dataset. */
  readonly dataset: string
  /** The key of a fact, else the slug, that it has now; for a new item, that it will have. */
  readonly key: string
  readonly before?: ItemContent
  readonly after?: ItemContent
}
