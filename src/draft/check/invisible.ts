/**
 * Characters that nobody sees: soft hyphens, marks of no width, controls of direction. Those that join letters are left,
 * because Persian and Hindi need them.
 */
const invisible = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu

/** As deep as a candidate is. */
const deepest = 6

/** A candidate without them, so that what is stored is what a reader of the text sees. */
export function withoutInvisible(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll(invisible, '')
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) return value.map((one) => withoutInvisible(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutInvisible(one, depth + 1)]))
}
