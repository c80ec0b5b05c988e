import { type DraftProblem, fieldText } from '../../change/problem.ts'
import { DossierError } from '../../errors.ts'
import { quoted } from '../../model/value.ts'
import type { Dataset, Position } from './format.ts'

/** A place in a file, as editors count: lines and columns from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Something in a dataset that is not right. */
export interface Problem extends Place {
  /** The path to it: roles[2].person. Empty for a file as a whole. */
  readonly field: string
  /** The value there, shortened; absent if there is none. */
  readonly value?: string
  /** What is wrong, and what would be right. */
  readonly message: string
}

/** A problem on one line, in a form that editors and terminals turn into a link. */
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

type Path = readonly (string | number)[]

/** A problem at `path` of an item. */
export function itemProblem(
  { section, index, at }: Position,
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

/** Adds places in files to the problems of drafts. */
export function locateProblems(
  dataset: Pick<Dataset, 'documents' | 'entities' | 'sameAs' | 'facts' | 'at'>,
  problems: readonly DraftProblem[],
): Problem[] {
  if (problems.length === 0) return []
  const items = [...dataset.entities, ...dataset.sameAs, ...dataset.facts]
  const positions = new Map<object, Position>(items.map((item) => [item.draft, item]))
  return placeProblems(problems, (draft) => positions.get(draft) ?? documentPosition(dataset, draft))
}

/** The position of a document of a dataset. */
export function documentPosition(
  { documents, at }: Pick<Dataset, 'documents' | 'at'>,
  document: object,
): Position | undefined {
  const index = documents.findIndex((one) => one === document)
  if (index < 0) return undefined
  return { section: 'documents', index, at: (...path: Path) => at('documents', index, ...path) }
}

/** As `locateProblems`, by a function that knows the position of each draft. */
export function placeProblems(
  problems: readonly DraftProblem[],
  positionOf: (draft: object) => Position | undefined,
): Problem[] {
  return problems.flatMap(({ draft, path, value, message }) => {
    const position = positionOf(draft)
    if (position === undefined) throw new Error('A problem of a draft that is not of this dataset')
    return [{ ...itemProblem(position, path, undefined, message), ...(value === undefined ? {} : { value }) }]
  })
}

/** In the order of the files. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (one, other) => compareText(one.file, other.file) || one.line - other.line || one.column - other.column,
  )
}

/** By code point, so that the order is the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
