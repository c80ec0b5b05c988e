import { createHash } from 'node:crypto'
import { normalizeSpace } from './white-space.ts'

/** SHA-256 of a sentence, composed (NFC) and its white space normalised: the first 16 hexadecimal digits. */
export function sentenceDigest(text: string): string {
  return createHash('sha256').update(normalizeSpace(text)).digest('hex').slice(0, 16)
}
