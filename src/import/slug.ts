import { createHash } from 'node:crypto'
import { deburr } from 'es-toolkit/string/deburr'

/** Short enough for the key of a fact to hold two of them. */
const longest = 80

/** A text as a part of a slug: small letters and digits with hyphens. A text of other scripts is told by its digest. */
export function slugPart(text: string): string {
  const plain = deburr(text.normalize('NFKD'))
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
  if (plain !== '' && plain.length <= longest) return plain
  const digest = shortDigest(text)
  return plain === '' ? digest : `${plain.slice(0, longest - 9).replace(/-$/u, '')}-${digest}`
}

/** Tells texts apart where a slug cannot hold them. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
