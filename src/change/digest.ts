import { createHash } from 'node:crypto'

/** Raise it when other rows are written for the same draft: everything is then written once more. */
const writerVersion = 2

/** Digest of what a draft says: as long as it is the same, nothing has to be written. */
export function digestOf(content: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(JSON.stringify([writerVersion, content], inOrder))
    .digest('base64url')
}

/** Members by name, because whoever makes a draft may name them in any order. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
