import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'

const format = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/u

/** An instant in ISO 8601 with its offset from UTC; a day is its first instant in UTC. Throws BAD_USER_INPUT. */
export function parseInstant(value: unknown): Date {
  const text = typeof value === 'string' ? value.trim().toUpperCase() : ''
  const instant = new Date(text)
  // Date.parse takes the 31st of February for the 3rd of March.
  const isDay = format.test(text) && new Date(text.slice(0, 10)).toJSON()?.slice(0, 10) === text.slice(0, 10)
  if (isDay && !Number.isNaN(instant.getTime())) return instant
  throw new DossierError(
    'BAD_USER_INPUT',
    `${quoted(value)} is not an instant in ISO 8601: write "2026-11-23T21:09:00Z", or a day such as "2026-11-23".`,
  )
}
