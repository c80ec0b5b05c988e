import { DossierError } from '../errors.ts'
import { quoted } from './value.ts'

/** A decimal number in plain digits, as PostgreSQL writes it without needless zeros: "007.50" is "7.5". */
export function plainDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const digits = [whole.replace(/^0+(?=\d)/u, ''), fraction.replace(/0+$/u, '')].filter((part) => part !== '').join('.')
  return text.startsWith('-') && digits !== '0' ? `-${digits}` : digits
}

/** A decimal number as a caller writes it, as text with all its digits. Throws BAD_USER_INPUT. */
export function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text === 'string' && /^[+-]?\d{1,28}(\.\d{1,10})?$/u.test(text.trim())) return text.trim()
  throw new DossierError(
    'BAD_USER_INPUT',
    `${quoted(value)} is not a decimal number with at most 28 digits before the point and 10 after it: write "17761" or "1800000000.50", without separators.`,
  )
}
