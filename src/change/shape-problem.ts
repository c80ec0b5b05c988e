import type { z } from 'zod'
import { nearest, suggestion } from '../model/did-you-mean.ts'
import { type KindDeclaration, kindOfSection } from '../model/kind.ts'
import { quoted } from '../model/value.ts'
import type { DraftPath } from './problem.ts'

/** Something that has not the shape of a draft. */
export interface ShapeProblem {
  readonly path: DraftPath
  /** The field at the end of the path should not be there: its name is wrong, not its value. */
  readonly isUnknownField: boolean
  /** The value there; for an unknown field, its name. */
  readonly found: unknown
  /** What is wrong, and what would be right. */
  readonly message: string
}

/** What zod found wrong with `value`, in our words. `section` is the list of a dataset that it stands in, if it does. */
export function shapeProblems(error: z.ZodError, value: unknown, section?: string): ShapeProblem[] {
  return error.issues.flatMap((issue): ShapeProblem[] => {
    const path = issue.path as (string | number)[]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownField(path, key, issue.message.split(' '), section))
    }
    const found = path.reduce<unknown>((outer, part) => (outer as Record<string | number, unknown>)?.[part], value)
    return [{ path, isUnknownField: false, found, message: issueText(issue, found) }]
  })
}

function issueText(issue: z.core.$ZodIssue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(found, types[issue.expected] ?? issue.expected)
    case 'invalid_value': {
      const values = issue.values.map(String)
      if (typeof found !== 'string') return wrongType(found, `one of ${values.join(', ')}`)
      return `${quoted(found)} is none of ${values.join(', ')}${suggestion(found, values)}`
    }
    case 'too_big':
      return `has ${Array.isArray(found) ? found.length : 'too many'} items; at most ${issue.maximum} are kept`
    case 'too_small':
      return 'is empty; every fact needs at least one piece of evidence'
    default:
      return `${quoted(found)} ${issue.message}`
  }
}

const types: Readonly<Record<string, string>> = { string: 'a text', array: 'a list', object: 'a mapping of fields' }

/** The message for a field without a value, or with a value of the wrong type. */
export function wrongType(value: unknown, expected: string): string {
  if (value === undefined) return `is missing; it should be ${expected}`
  if (value === null) return `is empty; it should be ${expected}, or the field be left out where that may be`
  const found = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a mapping' : `the text ${quoted(value)}`
  return `is ${found}; it should be ${expected}`
}

/** A field that is not known. `section` is the list that the thing with the field stands in. */
export function unknownField(path: DraftPath, key: string, known: readonly string[], section?: string): ShapeProblem {
  const container = path.findLast((part) => typeof part === 'string') ?? section
  const message = `there is no field ${quoted(key)} here; ${rightField(key, known, container)}`
  return { path: [...path, key], isUnknownField: true, found: key, message }
}

function rightField(key: string, known: readonly string[], container: string | undefined): string {
  const renamed = container === undefined ? undefined : formerName(container, key)
  if (renamed !== undefined) return `\`${key}\` is called \`${renamed}\` now`
  const near = nearest(key, known)
  return near === undefined ? `there are ${known.toSorted().join(', ')}` : `did you mean "${near}"?`
}

/** The present name of a field of a section, or of its labels, that an earlier version called `name`. */
function formerName(container: string, name: string): string | undefined {
  if (container === 'labels') return name === 'kind' ? 'aliasKind' : undefined
  const kind: KindDeclaration | undefined = kindOfSection(container)
  return Object.entries(kind?.fields ?? {}).find(([, { formerly }]) => formerly === name)?.[0]
}
