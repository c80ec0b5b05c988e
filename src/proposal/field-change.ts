import { isEqual } from 'es-toolkit/predicate/isEqual'
import { stringify } from 'yaml'
import { type ItemContent, recordedFields } from '../change/item.ts'
import { printable } from '../command-line/terminal.ts'

/** A field of an item that says something else than before; undefined: it is not there. */
export interface FieldChange {
  readonly field: string
  readonly before?: unknown
  readonly after?: unknown
}

/** What differs between two contents of an item, in the order of its fields; nothing at all is an item without fields. */
export function fieldChanges(before: ItemContent = {}, after: ItemContent = {}): FieldChange[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .filter((field) => !recordedFields.includes(field) && !isEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

/** A change of a field for people, as lines: what is new, what is gone, or both. Values are written as in YAML files. */
export function fieldLines({ field, before, after }: FieldChange): string[] {
  if (Array.isArray(before) && Array.isArray(after)) return listLines(field, before, after)
  if (isNothing(before)) return [`${field}: ${valueText(after)}`]
  return [`${field}: ${valueText(before)} -> ${isNothing(after) ? 'nothing' : valueText(after)}`]
}

function listLines(field: string, before: readonly unknown[], after: readonly unknown[]): string[] {
  const gone = before.filter((item) => !after.some((other) => isEqual(item, other)))
  const come = after.filter((item) => !before.some((other) => isEqual(item, other)))
  if (gone.length === 0 && come.length === 0) return [`${field}: ${valueText(before)} -> ${valueText(after)}`]
  return [
    ...gone.map((item) => `${field}: ${valueText(item)} -> nothing`),
    ...come.map((item) => `${field}: nothing -> ${valueText(item)}`),
  ]
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function valueText(value: unknown): string {
  return printable(stringify(value ?? null, { collectionStyle: 'flow', lineWidth: 0, blockQuote: false }).trimEnd())
}
