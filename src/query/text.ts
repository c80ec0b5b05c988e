import { type Expression, sql } from 'kysely'
import { DossierError } from '../errors.ts'

/**
 * Text from a caller that goes to PostgreSQL as it is. Throws BAD_USER_INPUT for what no text in the graph can hold:
 * the NUL character, and halves of surrogate pairs.
 */
export function checkText(field: string, text: string): string {
  if (text.includes('\0')) {
    throw new DossierError('BAD_USER_INPUT', `\`${field}\` holds a NUL character, which no text in the graph has.`)
  }
  if (!text.isWellFormed()) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `\`${field}\` holds half of a surrogate pair at position ${[...text].findIndex((c) => !c.isWellFormed()) + 1}. Send well-formed Unicode.`,
    )
  }
  return text
}

/**
 * What somebody typed into a search box, as a tsquery that a text has to match. In a subquery, so that PostgreSQL
 * computes it once and not for every row.
 */
export function searchQuery(field: string, words: string): Expression<unknown> {
  return sql`(select search_query(${checkText(field, words)}))`
}

/** The same for ranking and marking texts that match. */
export function rankingQuery(field: string, words: string): Expression<unknown> {
  return sql`(select search_query(${checkText(field, words)}, false))`
}
