import { quoted } from '../../model/value.ts'
import type { LineFile } from './folder.ts'
import { sections } from './format.ts'
import { readLines } from './lines.ts'
import type { Place } from './problem.ts'
import { type ShapedFile, shapeFile } from './shape.ts'
import { placesOf } from './yaml-document.ts'
import type { YamlFile } from './yaml-file.ts'

// A file of lines, each an item as JSON: {"section": "organizations", "slug": ...}. The rest of the fields are those of
// YAML, and every scalar is text as there.

/** Reads the items of a file, line by line: each as a file with one item. Those of unwanted sections are left out. */
export async function* readNdjson(
  { path, file }: LineFile,
  isWanted: (section: string) => boolean = () => true,
): AsyncGenerator<ShapedFile> {
  for await (const { number, text, message } of readLines(path)) {
    const place = { file, line: number, column: 1 }
    const found = text === undefined ? (message ?? '') : parseLine(text)
    if (typeof found === 'string') yield brokenLine(place, found)
    else if (isWanted(found.section)) yield shapeLine(text ?? '', place, found)
  }
}

function shapeLine(text: string, place: Place, { section, ...item }: LineItem): ShapedFile {
  const at: YamlFile['at'] = (_section, _index, ...path) => placeIn(text, place, path, 'at')
  const atKey: YamlFile['atKey'] = (_section, _index, ...path) =>
    path.length === 0 ? placeIn(text, place, ['section'], 'at') : placeIn(text, place, path, 'atKey')
  return shapeFile({ value: { [section]: [item] }, problems: [], at, atKey })
}

function brokenLine(place: Place, message: string): ShapedFile {
  const problems = [{ ...place, field: '', message }]
  return { entities: [], sameAs: [], facts: [], uncovered: [], problems, invalidSlugs: [] }
}

interface LineItem {
  readonly section: string
  readonly [name: string]: unknown
}

/** The item of a line; a text says what is wrong with it. */
function parseLine(text: string): LineItem | string {
  let value: unknown
  try {
    value = JSON.parse(text)
    if (hasOtherScalars(value)) value = JSON.parse(text, asText)
  } catch (error) {
    return error instanceof RangeError
      ? 'is nested too deeply to be read'
      : `is no line of JSON: ${error instanceof Error ? error.message : ''}; write each item on one line, such as {"section": "people", "slug": "ada", "name": "Ada"}`
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'is no item; an item is an object, such as {"section": "people", "slug": "ada", "name": "Ada"}'
  }
  const twice = repeatedName(text, value)
  if (twice !== undefined) return `${quoted(twice)} stands twice in the same object; join the two, or take one out`
  const item = value as Partial<LineItem>
  if (typeof item.section === 'string') return item as LineItem
  return `"section" is missing, which names the list that the item belongs to: ${[...sections().keys()].join(', ')}`
}

/** Numbers and truth values as they are written: 1.10 is not 1.1. */
function asText(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? (source ?? String(value)) : value
}

function hasOtherScalars(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return true
  return typeof value === 'object' && value !== null && Object.values(value).some(hasOtherScalars)
}

const stringToken = /"(?:[^"\\]|\\.)*"(\s*:)?/gu

/** A name that an object of the text has twice: JSON.parse takes the last one, and says nothing. */
function repeatedName(text: string, value: unknown): string | undefined {
  const names = [...text.matchAll(stringToken)].filter(([, colon]) => colon !== undefined)
  if (names.length === countNames(value)) return undefined
  // Rare, so any name that is left over will do.
  const left = new Map<string, number>()
  for (const [token, colon = ''] of names) {
    const name = JSON.parse(token.slice(0, token.length - colon.length)) as string
    left.set(name, (left.get(name) ?? 0) + 1)
  }
  countNames(value, (name) => left.set(name, (left.get(name) ?? 0) - 1))
  return [...left].find(([, count]) => count > 0)?.[0] ?? ''
}

function countNames(value: unknown, onName?: (name: string) => void): number {
  if (typeof value !== 'object' || value === null) return 0
  const isList = Array.isArray(value)
  let count = 0
  for (const [name, inner] of Object.entries(value)) {
    if (!isList) {
      count += 1
      onName?.(name)
    }
    count += countNames(inner, onName)
  }
  return count
}

/** JSON is YAML, too. */
function placeIn(text: string, { file, line }: Place, path: readonly (string | number)[], find: 'at' | 'atKey'): Place {
  const { column } = path.length === 0 ? { column: 1 } : placesOf(text, file)[find](...path)
  return { file, line, column }
}
