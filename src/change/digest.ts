import { createHash } from 'node:crypto'

/** Increase it when the same draft leads to other rows: everything is then written again. */
const writerVersion = 3

const prefix = `${writerVersion}.`

/** The digest of a draft. If it is unchanged, there is nothing to write. */
export function digestOf(content: Readonly<Record<string, unknown>>): string {
  return prefix + createHash('sha256').update(JSON.stringify(content, inOrder)).digest('base64url')
}

/** Whether the rows of a thing with this digest are those that its draft leads to now. */
export function isOfThisVersion(digest: string): boolean {
  return digest.startsWith(prefix)
}

/** Sorted by name, because drafts have their fields in any order. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
