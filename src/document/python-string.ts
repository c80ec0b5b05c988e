import { placeOf, sourceFault } from './fault.ts'

/** The text that contains a literal, and the name of its file, for messages. */
export interface LiteralSource {
  readonly text: string
  readonly file?: string
}

/**
 * The start of a string literal: a quote, optionally with a prefix. Bytes and f-strings are none of the values read.
 */
export const stringStart = /^[uUrR]?["']/u

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

const codeEscape = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/u

/**
 * The string literal at offset `start` of the source: one that {@link stringStart} matches. `end` is the offset after it.
 * @throws DossierError BAD_USER_INPUT with line and column.
 */
export function readPythonString(source: LiteralSource, start: number): { value: string; end: number } {
  const { text } = source
  const isRaw = /[rR]/u.test(text.charAt(start))
  const quoteAt = /["']/u.test(text.charAt(start)) ? start : start + 1
  const quote = text.charAt(quoteAt)
  const delimiter = text.startsWith(quote.repeat(3), quoteAt) ? quote.repeat(3) : quote
  const plain = quote === "'" ? /[^\\'\n]*/uy : /[^\\"\n]*/uy
  const parts: string[] = []
  let at = quoteAt + delimiter.length
  while (!text.startsWith(delimiter, at)) {
    plain.lastIndex = at
    const run = plain.exec(text)?.[0] ?? ''
    parts.push(run)
    at += run.length
    if (text.startsWith(delimiter, at)) break
    if (at >= text.length || (text[at] === '\n' && delimiter.length === 1)) throw notClosed(source, quoteAt, delimiter)
    const piece = text[at] !== '\\' || isRaw ? rawPiece(text, at) : escape(source, at)
    parts.push(piece.value)
    at += piece.length
  }
  return { value: parts.join(''), end: at + delimiter.length }
}

/** A character itself; in a raw string also a backslash with the quote after it. */
function rawPiece(text: string, at: number): { value: string; length: number } {
  const value = text.slice(at, at + (text[at] === '\\' ? 2 : 1))
  return { value, length: value.length }
}

/** The escape at `at` and its meaning. An unknown escape is its own text, as in Python. */
function escape(source: LiteralSource, at: number): { value: string; length: number } {
  const { text } = source
  const next = text.charAt(at + 1)
  const simple = simpleEscapes[next]
  if (simple !== undefined) return { value: simple, length: 2 }
  const code = codeEscape.exec(text.slice(at + 1, at + 10))
  if (code) {
    const [written, x, u, U, octal] = code
    const point = octal === undefined ? Number.parseInt(x ?? u ?? U ?? '', 16) : Number.parseInt(octal, 8)
    if (point > 0 && point <= 0x10ffff) return { value: String.fromCodePoint(point), length: written.length + 1 }
    const reason = point === 0 ? 'NUL, which no text may hold' : 'above \\U0010ffff, the last character'
    throw sourceFault(`the escape \\${written} means ${reason}`, placeOf(text, at), source.file)
  }
  if (/[xuUN]/u.test(next)) {
    const right = 'right would be such as \\xe9, \\u00e9 or \\U000000e9'
    throw sourceFault(`the escape "${text.slice(at, at + 6)}" is not known; ${right}`, placeOf(text, at), source.file)
  }
  return { value: '\\', length: 1 }
}

function notClosed(source: LiteralSource, quoteAt: number, delimiter: string): Error {
  const what = delimiter.length === 1 ? 'is not closed before the end of its line' : 'is not closed'
  return sourceFault(
    `the string that begins here ${what}; a ${delimiter} is missing`,
    placeOf(source.text, quoteAt),
    source.file,
  )
}
