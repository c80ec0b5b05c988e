import { LineCounter } from 'yaml'
import type { Place, Problem } from './problem.ts'
import { wrongAliases } from './yaml-alias.ts'
import { type ListPiece, parseYaml, placeOf, placesOf } from './yaml-document.ts'
import { piecesOf, textOfPiece } from './yaml-pieces.ts'

/** A YAML file as plain values, in which every scalar is text; an empty one, `~` and `null` are null. */
export interface YamlFile {
  readonly value: unknown
  /** Problems of the YAML itself; what can still be read is in `value`. */
  readonly problems: readonly Problem[]
  /** The place of the value at `path`, or of the nearest parent. */
  at(...path: readonly (string | number)[]): Place
  /** The place of the name of the field at `path`. */
  atKey(...path: readonly (string | number)[]): Place
}

/**
 * The most references to one anchor. Ten anchors of ten references to the one before would be ten thousand million
 * values.
 */
const mostAliases = 1000

const tooDeep = 'is nested too deeply to be read'

const tooManyAliases = `refers to the same anchors more than ${mostAliases} times; write the values out`

/** Reads YAML 1.2. Never throws for what a file says. */
export function readYaml(source: string, file: string): YamlFile {
  return readPieces(source, file) ?? readWhole(source, file)
}

/**
 * Reads a file piece by piece. A parsed file takes much memory, and to keep that until the end takes longer than the
 * parsing. Undefined if the file is not to be cut, or anything in it is wrong.
 */
export function readPieces(source: string, file: string, length?: number): YamlFile | undefined {
  const value: Record<string, unknown> = {}
  const lists: ListPiece[] = []
  for (const piece of piecesOf(source, length) ?? []) {
    const { key, hasKey } = piece
    const entries = Object.entries(readPiece(textOfPiece(source, piece).text) ?? {})
    const [[name, found] = []] = entries
    if (entries.length !== 1 || name !== key) return undefined
    const before = hasKey ? [] : value[key]
    if (hasKey) value[key] = found
    if (Array.isArray(found) && Array.isArray(before)) {
      lists.push({ ...piece, first: before.length, count: found.length })
      if (!hasKey) before.push(...found)
    } else if (!hasKey) return undefined
  }
  if (Object.keys(value).length === 0) return undefined
  return { value, problems: [], ...placesOf(source, file, lists) }
}

function readPiece(text: string): Record<string, unknown> | undefined {
  try {
    const document = parseYaml(text)
    if (document.errors.length > 0 || document.warnings.length > 0) return undefined
    if (wrongAliases(document).length > 0) return undefined
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    // Too deep, or too many references.
    if (error instanceof RangeError || error instanceof ReferenceError) return undefined
    throw error
  }
}

export function readWhole(source: string, file: string): YamlFile {
  const lines = new LineCounter()
  const broken = (message: string): YamlFile => {
    const at = () => placeOf(file, lines, 0)
    return { value: undefined, problems: [{ ...at(), field: '', message }], at, atKey: at }
  }
  try {
    const document = parseYaml(source, lines)
    if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) return broken(tooDeep)
    const problemAt = (offset: number, message: string) => ({ ...placeOf(file, lines, offset), field: '', message })
    const aliases = wrongAliases(document)
    return {
      value: aliases.length > 0 ? undefined : document.toJS({ maxAliasCount: mostAliases }),
      problems: [
        ...document.errors.map(({ message, pos }) => problemAt(pos[0], said(message))),
        ...document.warnings.map(({ message, pos }) => problemAt(pos[0], foreign(message))),
        ...aliases.map(({ offset, name, isWithin }) => problemAt(offset, aliasProblem(name, isWithin))),
      ],
      ...placesOf(source, file),
    }
  } catch (error) {
    if (error instanceof RangeError) return broken(tooDeep)
    if (error instanceof ReferenceError) return broken(tooManyAliases)
    throw error
  }
}

/** The words of the parser, without the snippet of the file that follows them. */
function said(message: string): string {
  const [first = ''] = message.split('\n')
  if (/unique/i.test(first)) return 'this name stands twice in the same mapping; join the two, or take one out'
  if (/multiple documents/.test(first)) return 'a second document begins here; a file of a dataset is one document'
  if (/tab/i.test(first)) return `${first}; YAML is indented with spaces`
  return `is not YAML: ${first}`
}

function foreign(message: string): string {
  return `is not read: ${message.split('\n')[0]}; a dataset needs no tags and no directives`
}

function aliasProblem(name: string, isWithin: boolean): string {
  if (isWithin) return `refers to *${name} within &${name} itself, which has no end; write out what is meant`
  return `refers to *${name}, and no &${name} stands before it`
}
