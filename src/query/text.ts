import { DossierError } from '../errors.ts'
import { textFault } from '../text.ts'

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
