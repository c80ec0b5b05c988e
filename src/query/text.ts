import { type Expression, sql } from 'kysely'
import { DossierError } from '../errors.ts'
import { textFault } from '../text.ts'
import { type Condition, never } from './logic.ts'

/**
 * Text from a caller that goes to PostgreSQL as it is. Throws BAD_USER_INPUT for what no text in the graph can hold:
 * the NUL character, and halves of surrogate pairs.
 */
export function checkText(field: string, text: string): string {
  const fault = textFault(text)
  if (fault === undefined) return text
  throw new DossierError(
    'BAD_USER_INPUT',
    `\`${field}\` holds ${fault}. No text in the graph can hold that: take it out.`,
  )
}

/** One of these words, whatever their case; `field` is where a caller wrote them. */
export function oneOfWords(expression: Expression<string | null>, field: string, words: readonly string[]): Condition {
  if (words.length === 0) return never
  const wanted = words.map((word) => sql`lower(${checkText(field, word)})`)
  return sql<boolean>`lower(${expression}) in (${sql.join(wanted)})`
}
