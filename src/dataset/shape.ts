import type { z } from 'zod'
import { type DatasetItem, formerNames, type Locate, type SectionName, sections } from './format.ts'
import { nearest, suggestion } from './nearest.ts'
import { compareText, fieldText, type Problem, quoted } from './problem.ts'
import { wrongSort, type YamlFile } from './yaml-file.ts'

type Path = readonly (string | number)[]

/** What a file declares, as far as it has the right shape. */
export interface ShapedFile {
  readonly items: readonly DatasetItem[]
  readonly problems: readonly Problem[]
  /** Slugs of entities that are declared, but not rightly: a reference to one is no further problem. */
  readonly spoiled: readonly string[]
}

/** Checks the sections of a file against the format. */
export function shapeFile(yaml: YamlFile): ShapedFile {
  const items: DatasetItem[] = []
  const problems: Problem[] = []
  const spoiled: string[] = []
  for (const [name, list] of entriesOf(yaml, problems)) {
    if (!isSection(name)) {
      problems.push(unknownField(yaml, [], name, Object.keys(sections)))
    } else if (!Array.isArray(list)) {
      problems.push(problemAt(yaml, [name], list, wrongSort(list, 'a list')))
    } else {
      for (const [index, value] of list.entries()) {
        const at: Locate = (...path) => yaml.at(name, index, ...path)
        const { success, data, error } = sections[name].safeParse(value)
        if (success) items.push({ ...data, section: name, index, at } as DatasetItem)
        else {
          problems.push(...shapeProblems(yaml, error, [name, index], value))
          spoiled.push(...slugOf(value))
        }
      }
    }
  }
  return { items, problems, spoiled }
}

function entriesOf(yaml: YamlFile, problems: Problem[]): [string, unknown][] {
  const { value } = yaml
  if (value === null || value === undefined) return []
  if (isMapping(value)) return Object.entries(value)
  problems.push(problemAt(yaml, [], value, wrongSort(value, `a mapping with sections such as "organizations"`)))
  return []
}

function isSection(name: string): name is SectionName {
  return Object.hasOwn(sections, name)
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function slugOf(value: unknown): string[] {
  return isMapping(value) && typeof value.slug === 'string' ? [value.slug.trim()] : []
}

/** The problems that zod found at `path` of a file, each at its place and in our words. */
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
      return wrongSort(found, sorts[issue.expected] ?? issue.expected)
    case 'invalid_value': {
      const values = issue.values.map(String)
      if (typeof found !== 'string') return wrongSort(found, `one of ${values.join(', ')}`)
      return `${quoted(found)} is none of ${values.join(', ')}${suggestion(found, values)}`
    }
    case 'too_small':
      return 'is empty; every fact needs at least one piece of evidence'
    default:
      return `${quoted(found)} ${issue.message}`
  }
}

const sorts: Readonly<Record<string, string>> = { string: 'a text', array: 'a list', object: 'a mapping of fields' }

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
  const former = formerNames[path.findLast((part) => typeof part === 'string') ?? ''] ?? {}
  if (Object.hasOwn(former, key)) return `\`${key}\` is called \`${former[key]}\` now`
  const near = nearest(key, known)
  return near === undefined ? `there are ${known.toSorted(compareText).join(', ')}` : `did you mean "${near}"?`
}

function problemAt(yaml: YamlFile, path: Path, found: unknown, message: string): Problem {
  const value = found === undefined ? {} : { value: quoted(found) }
  return { ...yaml.at(...path), field: fieldText(path), ...value, message }
}
