import { ColumnWords } from '../query/vocabulary.ts'

// What is gone is in the log still, so these are words of the log and not of the graph.

export const changedDatasets = new ColumnWords('dataset', 'change', 'dataset')
export const changedKeys = new ColumnWords('key', 'change', 'key')
export const originNames = new ColumnWords('origin', 'change', 'origin_name')
