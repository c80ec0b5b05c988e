import type { RecordDraft } from '../../change/text.ts'

/** What stands in a place of a file: a record, or something that cannot be one. */
export type RawRecord = { readonly line: number } & (
  | {
      readonly value: Readonly<Record<string, unknown>>
      /** In a JSON file whose records stand in several lists: the list. */
      readonly list?: string
      readonly problem?: undefined
    }
  | { readonly problem: string; readonly value?: undefined }
)

/** A record with its paragraph in the text of its file. */
export interface PlacedRecord extends RecordDraft {
  /** The line of the file; in a JSON file, which record of it. */
  readonly line: number
  /** 1-based. */
  readonly paragraph: number
  readonly value: Readonly<Record<string, unknown>>
  readonly list?: string
}

/** A place of a file that is no paragraph. */
export interface RefusedRecord {
  readonly line: number
  readonly problem: string
}
