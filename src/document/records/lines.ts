import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import { DossierError, readableNumber } from '../../errors.ts'

/** The most characters of a line: what is longer is no record, and would fill the memory. */
const longestLine = 16_000_000

/** The text of a stream, piece by piece, without a byte order mark. Fails at bytes that are not UTF-8. */
export async function* textOf(bytes: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const chunk of bytes) {
    const text = decodedOf(decoder, chunk as Buffer, line)
    line += text.split('\n').length - 1
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function decodedOf(decoder: TextDecoder, chunk: Buffer, line: number): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch (error) {
    throw Object.assign(error as Error, { line: line + wrongLineIn(chunk) })
  }
}

/** How many lines stand before the first one that is no UTF-8. A character may begin in the bytes before these. */
function wrongLineIn(chunk: Buffer): number {
  const start = chunk.findIndex((byte) => byte < 0x80 || byte > 0xbf)
  let lines = 0
  for (let at = Math.max(0, start); at < chunk.length; lines += 1) {
    const end = chunk.indexOf(0x0a, at)
    if (end < 0 || !isUtf8(chunk.subarray(at, end))) return lines
    at = end + 1
  }
  return lines
}

/** The lines of a stream, without what ends them. */
export async function* linesOf(bytes: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const text of textOf(bytes)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw tooLong()
    for (const line of lines) yield line.replace(/\r$/u, '')
  }
  if (rest !== '') yield rest.replace(/\r$/u, '')
}

function tooLong(): DossierError {
  const message = `A line of the file has more than ${readableNumber(longestLine)} characters. If the file is one JSON document, its name should end in .json or .json.gz.`
  return new DossierError('BAD_USER_INPUT', message)
}
