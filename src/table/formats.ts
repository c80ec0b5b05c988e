import type { Snapshot } from '../database/snapshot.ts'
import type { Table } from './column.ts'
import { parquetOf } from './parquet.ts'
import { readTable } from './read.ts'
import { type CsvOptions, csvOf, ndjsonOf } from './text.ts'

interface TableFormat {
  readonly mediaType: string
  write(table: Table, snapshot: Snapshot, options: CsvOptions): AsyncGenerator<string | Uint8Array>
}

/** The forms of files in which a table can be taken away, by the ending of their names. */
export const tableFormats = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    write: (table, snapshot, options) => csvOf(table, readTable(snapshot, table), options),
  },
  ndjson: {
    mediaType: 'application/x-ndjson; charset=utf-8',
    write: (table, snapshot) => ndjsonOf(table, readTable(snapshot, table)),
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    write: (table, snapshot) => parquetOf(table, readTable(snapshot, table), snapshot.revision),
  },
} as const satisfies Readonly<Record<string, TableFormat>>

export type TableFormatName = keyof typeof tableFormats

export const tableFormatNames = Object.keys(tableFormats) as TableFormatName[]
