import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { placeOf, sourceFault } from './fault.ts'

/** The largest source file that is read, in bytes: an article has some thousands, a long book two million. */
export const maximumSourceSize = 20 * 1024 * 1024

/** The text of a source file with line ends as "\n" and without byte order mark, and the digest of its bytes. */
export interface DecodedSource {
  readonly text: string
  /** SHA-256 of the bytes as they are, in hexadecimal. */
  readonly sha256: string
}

/**
 * @throws DossierError BAD_USER_INPUT when the source is empty, over {@link maximumSourceSize}, not UTF-8, or holds NUL
 *   characters.
 */
export function decodeSource(source: string | Uint8Array, file?: string): DecodedSource {
  const bytes = typeof source === 'string' ? Buffer.from(source.toWellFormed()) : Buffer.from(source)
  refuseSize(bytes.length, file)
  if (bytes.length === 0) {
    throw sourceFault('the file is empty; it should begin with a line such as "36893,"', undefined, file)
  }
  refuseNul(bytes, file)
  refuseOtherEncodings(bytes, file)
  const text = new TextDecoder('utf-8').decode(bytes).replaceAll(/\r\n?/g, '\n')
  return { text, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Refuses a size, in bytes, before anything of it is read. */
export function refuseSize(size: number, file?: string): void {
  if (size <= maximumSourceSize) return
  const limit = `${maximumSourceSize / 1024 / 1024} MB`
  throw sourceFault(`the file has ${size} bytes; at most ${limit} are read`, undefined, file)
}

function refuseNul(bytes: Buffer, file?: string): void {
  const at = bytes.indexOf(0)
  if (at < 0) return
  const place = placeOf(bytes.subarray(0, at).toString('utf8').replaceAll(/\r\n?/g, '\n'), Number.POSITIVE_INFINITY)
  throw sourceFault('there is a NUL character; a source is plain text in UTF-8', place, file)
}

function refuseOtherEncodings(bytes: Buffer, file?: string): void {
  if (isUtf8(bytes)) return
  let line = 1
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start)
    const next = end < 0 ? bytes.length : end + 1
    if (!isUtf8(bytes.subarray(start, next))) break
    start = next
  }
  throw sourceFault('there are bytes that are not UTF-8; save the file as UTF-8', { line }, file)
}
