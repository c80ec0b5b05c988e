import { type Expression, sql } from 'kysely'
import { DossierError } from '../errors.ts'
import type { Condition } from './logic.ts'
import { rankingQuery, searchQuery } from './text.ts'

/** The condition `search`: a text search vector matches the words. */
export function matchesSearch(vector: Expression<unknown>, words: string): Condition {
  return sql`${vector} @@ ${searchQuery('search', words)}`
}

/** The words of the `search` that a relevance can be measured against: the outermost one, also inside AND. */
function searchedWords(where: { search?: string | null; AND?: readonly object[] | null }): string | undefined {
  if (where.search != null) return where.search
  for (const part of where.AND ?? []) {
    const words = searchedWords(part)
    if (words !== undefined) return words
  }
  return undefined
}

/**
 * How well a text matches the `search` of conditions: cover density over the four weights, so that names weigh more than
 * summaries. Throws BAD_USER_INPUT when they have none.
 */
export function relevance(vector: Expression<unknown>, where: object): Expression<number> {
  const words = searchedWords(where)
  if (words === undefined) {
    throw new DossierError('BAD_USER_INPUT', 'The order RELEVANCE needs a `search` in `where` to measure against.')
  }
  return sql`ts_rank_cd(${vector}, ${rankingQuery('search', words)}, 4)::float8`
}
