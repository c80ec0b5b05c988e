import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import htmlEncodingSniffer from 'html-encoding-sniffer'
import { placeOf, sourceFault } from './fault.ts'

const megabyte = 1024 * 1024

/** The largest source file that is read as text, in bytes: an article has some thousands, a long book two million. */
export const maximumSourceSize = 20 * megabyte

/** The largest PDF that is read, in bytes: most of it is pictures. */
export const maximumPdfSize = 100 * megabyte

/**
 * The bytes of a source.
 *
 * @throws DossierError BAD_USER_INPUT when it is empty or too large.
 */
export function sourceBytes(source: string | Uint8Array, file?: string): Buffer {
  const bytes = typeof source === 'string' ? Buffer.from(source.toWellFormed()) : viewOf(source)
  refuseSize(bytes.length, isPdf(bytes), file)
  if (bytes.length === 0) throw sourceFault('the file is empty; a text should be in it', undefined, file)
  return bytes
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** SHA-256 of the bytes as they are, in hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether a file is a PDF. Its mark may stand after a few other bytes, if they are not those of a text that names it. */
export function isPdf(bytes: Buffer): boolean {
  const at = bytes.subarray(0, 1024).indexOf('%PDF-')
  return at >= 0 && (/^\s*$/u.test(bytes.toString('utf8', 0, at)) || !isUtf8(bytes))
}

/** Refuses a size, in bytes; of a file whose content is not known yet, the size that none may have. */
export function refuseSize(size: number, mayBePdf: boolean, file?: string): void {
  const most = mayBePdf ? maximumPdfSize : maximumSourceSize
  if (size <= most) return
  throw sourceFault(`the file has ${size} bytes; at most ${most / megabyte} MB are read`, undefined, file)
}

/**
 * A plain text, an article or Markdown, with line ends as "\n" and without byte order mark: UTF-8, or UTF-16 with its mark.
 *
 * @throws DossierError BAD_USER_INPUT when the bytes are something else, or hold NUL characters.
 */
export function decodeText(bytes: Buffer, file?: string): string {
  const encoding = unicodeOf(bytes)
  if (encoding === 'utf-8') {
    refuseNul(bytes, file)
    refuseOtherEncodings(bytes, file)
  }
  const text = new TextDecoder(encoding).decode(bytes).replaceAll(/\r\n?/g, '\n')
  const nul = text.indexOf('\0')
  if (nul >= 0) throw nulFault(text, nul, file)
  return text
}

/**
 * The text of a page, in the encoding that it names itself; without one UTF-8 or, if it is not that, Windows-1252. NUL
 * characters and bytes that mean nothing in the encoding are for the parser, which has rules for them.
 */
export function decodeHtml(bytes: Buffer): string {
  const encoding = htmlEncodingSniffer(bytes, { defaultEncoding: isUtf8(bytes) ? 'UTF-8' : 'windows-1252' })
  return decoderOf(encoding).decode(bytes)
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch {
    // "replacement" and "x-user-defined" are encodings that stand for none.
    return new TextDecoder('windows-1252')
  }
}

/** The encoding of a Unicode text by its byte order mark; without one UTF-8. */
export function unicodeOf(bytes: Buffer): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

function refuseNul(bytes: Buffer, file?: string): void {
  const at = bytes.indexOf(0)
  if (at < 0) return
  const before = bytes.subarray(0, at).toString('utf8').replaceAll(/\r\n?/g, '\n')
  throw nulFault(before, before.length, file)
}

function nulFault(text: string, at: number, file?: string) {
  return sourceFault('there is a NUL character; a source is plain text in UTF-8', placeOf(text, at), file)
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
