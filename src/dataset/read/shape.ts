import type { z } from 'zod'
import type { EntityDraft, FactDraft, SameAsDraft } from '../../change/draft.ts'
import { fieldText } from '../../change/problem.ts'
import {
  shapeProblems as findShapeProblems,
  type ShapeProblem,
  unknownField,
  wrongType,
} from '../../change/shape-problem.ts'
import { quoted } from '../../model/value.ts'
import {
  type DatasetEntity,
  type DatasetFact,
  type DatasetSameAs,
  type Locate,
  type Position,
  type Section,
  sections,
  type Uncovered,
} from './format.ts'
import type { Problem } from './problem.ts'
import type { YamlFile } from './yaml-file.ts'

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
      file.problems.push(place(yaml, unknownField([], name, [...sections().keys()])))
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

/** The problems that zod found at `path` of a file, each with its place. */
export function shapeProblems(yaml: YamlFile, error: z.ZodError, path: Path, value: unknown): Problem[] {
  const [section] = path
  return findShapeProblems(error, value, typeof section === 'string' ? section : undefined).map((problem) =>
    place(yaml, { ...problem, path: [...path, ...problem.path] }),
  )
}

function place(yaml: YamlFile, { path, isUnknownField, found, message }: ShapeProblem): Problem {
  const where = isUnknownField ? yaml.atKey(...path) : yaml.at(...path)
  return { ...where, field: fieldText(path), ...(found === undefined ? {} : { value: quoted(found) }), message }
}

function problemAt(yaml: YamlFile, path: Path, found: unknown, message: string): Problem {
  return place(yaml, { path, isUnknownField: false, found, message })
}
