/** The tables whose rows can be listed, and the columns of each that counts and facets of a whole list read. */
export const countedColumns = {
  entity: ['id', 'kind'],
  fact: ['id', 'kind', 'subjectId', 'hasSubject', 'objectId', 'fromEarliest', 'untilLatest'],
  document: ['id'],
  paragraph: ['id'],
  sentence: ['id'],
  evidence: ['id'],
  reference: ['id'],
  dataset: ['id'],
  actor: ['id'],
  apiKey: ['id'],
  change: ['id'],
} as const

/** A table whose rows can be listed. */
export type Source = keyof typeof countedColumns
