/**
 * What in `text` PostgreSQL cannot store, as the end of a sentence; undefined when it can store all of it. Positions
 * count characters from 1.
 */
export function textFault(text: string): string | undefined {
  if (text.includes('\0')) return 'a NUL character (U+0000)'
  if (text.isWellFormed()) return undefined
  const position = [...text].findIndex((character) => !character.isWellFormed()) + 1
  return `half of a surrogate pair at position ${position}`
}
