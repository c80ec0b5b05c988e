/**
 * The tables whose rows can be listed: the Prisma model that loads them, and the columns that counts and facets of a
 * whole list read.
 */
export const sources = {
  entity: { model: 'entity', counted: ['id', 'kind'] },
  fact: { model: 'fact', counted: ['id', 'subjectId', 'hasSubject', 'objectId', 'fromEarliest', 'untilLatest'] },
  document: { model: 'document', counted: ['id'] },
  paragraph: { model: 'paragraph', counted: ['id'] },
  evidence: { model: 'evidence', counted: ['id'] },
  reference: { model: 'reference', counted: ['id'] },
  dataset: { model: 'dataset', counted: ['id'] },
} as const

/** A table whose rows can be listed. */
export type Source = keyof typeof sources
