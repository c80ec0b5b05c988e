// Values of records, whose shape nobody promised.

type Json = Readonly<Record<string, unknown>>

/** What a table has under a name that a record gives: not what every object has, such as `constructor`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** A text, or a number as one; undefined for anything else, and for an empty text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/\s+/gu, ' ').trim()
  return text === '' ? undefined : text
}

/** The items of a list; a single value is a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The texts of a list. */
export const textsOf = (value: unknown): string[] => listOf(value).flatMap((one) => textOf(one) ?? [])

/** The objects of a list. */
export function objectsOf(value: unknown): Json[] {
  return listOf(value).filter((one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one))
}
