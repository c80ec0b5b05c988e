import { DossierError } from '../errors.ts'

/** A place in a file, as editors count: lines and columns from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Something in a dataset that is not right. */
export interface Problem extends Place {
  /** The way to it: roles[2].person. Empty for a file as a whole. */
  readonly field: string
  /** What stands there, shortened; absent where nothing does. */
  readonly value?: string
  /** What is wrong, and what would be right. */
  readonly message: string
}

/** A problem on one line, as editors and terminals turn it into a link. */
export function problemText({ file, line, column, field, message }: Problem): string {
  return `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`
}

const mostShown = 100

/** All problems in one error: BAD_USER_INPUT, or CONFLICT when the files are right but do not fit the graph. */
export function problemError(
  title: string,
  problems: readonly Problem[],
  code: 'BAD_USER_INPUT' | 'CONFLICT' = 'BAD_USER_INPUT',
): DossierError {
  const lines = problems.slice(0, mostShown).map(problemText)
  if (problems.length > mostShown) lines.push(`... and ${problems.length - mostShown} more`)
  return new DossierError(code, [title, ...lines].join('\n'), { problems })
}

/** What stands in a file, as a message repeats it: shortened, and with what cannot be seen escaped. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)
    .replaceAll('\\u0000', '\\0')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16).toUpperCase()}}`)
}

/** The way to a field as people write it: ['roles', 2, 'person'] is roles[2].person. */
export function fieldText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

type Path = readonly (string | number)[]

/** A problem at `path` of an item. */
export function itemProblem(
  { section, index, at }: { section: string; index: number; at(...path: Path): Place },
  path: Path,
  value: string | undefined,
  message: string,
): Problem {
  return {
    ...at(...path),
    field: fieldText([section, index, ...path]),
    ...(value === undefined ? {} : { value: quoted(value) }),
    message,
  }
}

/** In the order of the files. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (one, other) => compareText(one.file, other.file) || one.line - other.line || one.column - other.column,
  )
}

/** By code point, on every machine alike. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
