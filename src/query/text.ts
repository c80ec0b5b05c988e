import { type Expression, sql } from '../database/sql.ts'
import { DossierError, readableNumber } from '../errors.ts'
import { textFault } from '../text.ts'
import { type Condition, never } from './logic.ts'

/** The most characters of a name or of words. Longer texts name nothing, and each word of one costs a look into an index. */
export const longestText = 1_000

/** Characters of a text as it is compared: one may stand for several, such as ㍿ for four. */
export function textLength(text: string): number {
  return text.normalize('NFKC').length
}

/** @throws DossierError BAD_USER_INPUT for a text from a caller that is too long to name anything. */
export function checkLength(field: string, text: string): string {
  const length = textLength(text)
  if (length <= longestText) return text
  const [has, most] = [readableNumber(length), readableNumber(longestText)]
  throw new DossierError(
    'BAD_USER_INPUT',
    `\`${field}\` has ${has} characters: at most ${most} are allowed. Shorten it.`,
    {
      field,
      maximum: longestText,
    },
  )
}

/**
 * Text from a caller that goes to PostgreSQL as it is. Throws BAD_USER_INPUT for what no text in the graph can hold:
 * the NUL character, and halves of surrogate pairs; and for one that is too long.
 */
export function checkText(field: string, text: string): string {
  const fault = textFault(text)
  if (fault === undefined) return checkLength(field, text)
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
