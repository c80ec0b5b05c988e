import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'
import type { DocumentDraft, EntityDraft, FactDraft, SameAsDraft } from './draft.ts'

export type Draft = EntityDraft | SameAsDraft | FactDraft | DocumentDraft

export type DraftPath = readonly (string | number)[]

/** Something in a draft that is not right. */
export interface DraftProblem {
  /** The draft itself, by which its maker finds where it came from. */
  readonly draft: Draft
  readonly path: DraftPath
  /** The value there, shortened; absent if there is none. */
  readonly value?: string
  /** What is wrong, and what would be right. */
  readonly message: string
  /** For programs; if there is none, the code of the error that holds the problem. */
  readonly code?: string
}

export function draftProblem(draft: Draft, path: DraftPath, value: string | undefined, message: string): DraftProblem {
  return { draft, path, message, ...(value === undefined ? {} : { value: quoted(value) }) }
}

/** The path to a field as people write it: ['roles', 2, 'person'] is roles[2].person. */
export function fieldText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

/** The path that `fieldText` wrote. */
export function fieldPath(text: string): DraftPath {
  return text.split(/[.[\]]+/u).flatMap((part) => (part === '' ? [] : [/^\d+$/u.test(part) ? Number(part) : part]))
}

function textOf({ draft, path, message }: DraftProblem): string {
  const name = 'slug' in draft ? draft.slug : draft.key
  return `${name}: ${path.length === 0 ? '' : `${fieldText(path)}: `}${message}`
}

const mostShown = 100

/** Drafts that cannot be written: BAD_USER_INPUT, or CONFLICT when they are right but do not fit the graph. */
export class DraftError extends DossierError {
  readonly problems: readonly DraftProblem[]

  constructor(code: 'BAD_USER_INPUT' | 'CONFLICT', title: string, problems: readonly DraftProblem[]) {
    const lines = problems.slice(0, mostShown).map(textOf)
    if (problems.length > mostShown) lines.push(`... and ${problems.length - mostShown} more`)
    super(code, [title, ...lines].join('\n'), {
      problems: problems.map(({ path, value, message }) => ({ field: fieldText(path), value, message })),
    })
    this.problems = problems
  }
}
