/** A change of a text: what stands from `start` to `end` becomes `text`. */
export interface Splice {
  readonly start: number
  readonly end: number
  /** Its lines end with "\n", whatever those of the file end with. */
  readonly text: string
}

/** Applies splices. Those at one place apply in their order; what several of them take away goes once. */
export function applySplices(source: string, splices: readonly Splice[]): string {
  const lineBreak = source.includes('\r\n') ? '\r\n' : '\n'
  let result = ''
  let at = 0
  for (const { start, end, text } of splices.toSorted((one, other) => one.start - other.start)) {
    result += source.slice(at, Math.max(at, start)) + text.replaceAll('\n', lineBreak)
    at = Math.max(at, end)
  }
  return result + source.slice(at)
}

/** Where the line begins in which `offset` stands. */
export function lineStart(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line ends in which `offset` stands, before its line break. */
export function lineEnd(source: string, offset: number): number {
  return offset + source.slice(offset).search(/\r?\n|$/u)
}

/** Where the line after `offset` begins. */
export function nextLine(source: string, offset: number): number {
  const found = source.indexOf('\n', offset)
  return found === -1 ? source.length : found + 1
}
