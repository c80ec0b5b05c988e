/** The value of an enum as words: "headquartered in" for `HEADQUARTERED_IN`. */
export function wordsOf(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ')
}

/** The same at the start of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** An instant to the minute: "2026-11-28 21:40 UTC". */
export function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
