import { createHash } from 'node:crypto'

/** Changes when the loader writes other rows for the same files: all digests are then other ones, and all is written. */
const loaderVersion = 1

/** Digest of what a file says of an entity or a fact: the same as long as its rows need not be written. */
export function digestOf(content: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(JSON.stringify([loaderVersion, content]))
    .digest('base64url')
}
