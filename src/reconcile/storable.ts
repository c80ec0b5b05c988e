/** A text of a table as PostgreSQL can compare it: without what no text of the graph can hold. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
