import type { z } from 'zod'
import type { EntityDraft, FactDraft, SameAsDraft } from '../../change/draft.ts'
import { fieldText } from '../../change/problem.ts'
import { nearest, suggestion } from '../../model/did-you-mean.ts'
import { quoted } from '../../model/value.ts'
import {
  type DatasetEntity,
  type DatasetFact,
  type DatasetSameAs,
  formerName,
  type Locate,
  type Position,
  type Section,
  sections,
  type Uncovered,
} from './format.ts'
import { compareText, type Problem } from './problem.ts'
import { wrongType, type YamlFile } from './yaml-file.ts'

type Path = readonly (string | number)[]

/** The items of a file that have the right shape, and the problems of the others. */
export interface ShapedFile {
  readonly entities: readonly DatasetEntity[]
  readonly sameAs: readonly DatasetSameAs[]
  readonly facts: readonly DatasetFact[]
  readonly uncovered: readonly Uncovered[]
  readonly problems: readonly Problem[]
  /** Slugs of entities that have problems. References to them are not reported again. */
  readonly invalidSlugs: readonly string[]
}

/** Checks the sections of a file against the format. */
export function shapeFile(yaml: YamlFile): ShapedFile {
  const file = {
    entities: [] as DatasetEntity[],
    sameAs: [] as DatasetSameAs[],
    facts: [] as DatasetFact[],
    uncovered: [] as Uncovered[],
    problems: [] as Problem[],
    invalidSlugs: [] as string[],
  }
  for (const [name, list] of entriesOf(yaml, file.problems)) {
    const section = sections().get(name)
    if (section === undefined) {
      file.problems.push(unknownField(yaml, [], name, [...sections().keys()]))
    } else if (!Array.isArray(list)) {
      file.problems.push(problemAt(yaml, [name], list, wrongType(list, 'a list')))
    } else {
      for (const [index, value] of list.entries()) {
        const at: Locate = (...path) => yaml.at(name, index, ...path)
        const { success, data, error } = formatOf(section, value).safeParse(value)
        if (success) addItem(file, { section: name, index, at }, data)
        else {
          file.problems.push(...shapeProblems(yaml, error, [name, index], value))
          file.invalidSlugs.push(...slugOf(value))
        }
      }
    }
  }
  return file
}

export function formatOf({ format, sameAsFormat = format }: Section, value: unknown): Section['format'] {
  return isMapping(value) && 'sameAs' in value ? sameAsFormat : format
}

function addItem(
  file: { entities: DatasetEntity[]; sameAs: DatasetSameAs[]; facts: DatasetFact[]; uncovered: Uncovered[] },
  position: Position,
  data: object,
): void {
  const kind = sections().get(position.section)?.kind
  if (kind === undefined) file.uncovered.push({ ...position, draft: data as Uncovered['draft'] })
  else if ('subject' in kind) file.facts.push({ ...position, draft: { kind: kind.kind, ...data } as FactDraft })
  else if ('sameAs' in data) file.sameAs.push({ ...position, draft: { kind: kind.kind, ...data } as SameAsDraft })
  else file.entities.push({ ...position, draft: { kind: kind.kind, ...data } as EntityDraft })
}

function entriesOf(yaml: YamlFile, problems: Problem[]): [string, unknown][] {
  const { value } = yaml
  if (value === null || value === undefined) return []
  if (isMapping(value)) return Object.entries(value)
  problems.push(problemAt(yaml, [], value, wrongType(value, `a mapping with sections such as "organizations"`)))
  return []
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function slugOf(value: unknown): string[] {
  return isMapping(value) && typeof value.slug === 'string' ? [value.slug.trim()] : []
}

/** The problems that zod found at `path` of a file, each with its place and our message. */
export function shapeProblems(yaml: YamlFile, error: z.ZodError, path: Path, value: unknown): Problem[] {
  return error.issues.flatMap((issue) => {
    const inside = issue.path as Path
    const found = inside.reduce<unknown>((outer, part) => (outer as Record<string | number, unknown>)?.[part], value)
    const whole = [...path, ...inside]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownField(yaml, whole, key, issue.message.split(' ')))
    }
    return [problemAt(yaml, whole, found, issueText(issue, found))]
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

function unknownField(yaml: YamlFile, path: Path, key: string, known: readonly string[]): Problem {
  const whole = [...path, key]
  return {
    ...yaml.atKey(...whole),
    field: fieldText(whole),
    value: quoted(key),
    message: `there is no field ${quoted(key)} here; ${rightField(path, key, known)}`,
  }
}

function rightField(path: Path, key: string, known: readonly string[]): string {
  const renamed = formerName(path.findLast((part) => typeof part === 'string') ?? '', key)
  if (renamed !== undefined) return `\`${key}\` is called \`${renamed}\` now`
  const near = nearest(key, known)
  return near === undefined ? `there are ${known.toSorted(compareText).join(', ')}` : `did you mean "${near}"?`
}

function problemAt(yaml: YamlFile, path: Path, found: unknown, message: string): Problem {
  const value = found === undefined ? {} : { value: quoted(found) }
  return { ...yaml.at(...path), field: fieldText(path), ...value, message }
}
