import { DossierError } from '../errors.ts'

/** A place in a file, as editors count: lines and columns from 1. */
export interface Place {
  readonly line: number
  readonly column?: number
}

/**
 * The error for a source file that cannot be read. `what` says what is there and what would be right. The place and, if
 * known, the file precede it.
 */
export function sourceFault(what: string, place?: Place, file?: string): DossierError {
  const { line, column } = place ?? {}
  const where = [file, line && `line ${line}`, column && `column ${column}`]
    .filter((part) => part !== undefined)
    .join(', ')
  // A file's name stays as it is; a sentence starts with a capital letter.
  const message = where === '' ? what : `${where}: ${what}`
  const capital = file === undefined ? message.charAt(0).toUpperCase() : message.charAt(0)
  return new DossierError('BAD_USER_INPUT', capital + message.slice(1), { file, line, column })
}

/** The place of the character at `offset` of `text`; lines end with "\n", columns count characters. */
export function placeOf(text: string, offset: number): Required<Place> {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line += 1
  return { line, column: Array.from(before.slice(lineStart)).length + 1 }
}
