import type { Readable } from 'node:stream'
import { DossierError, readableNumber } from '../../errors.ts'

/** The most characters of a line: what is longer is no record, and would fill the memory. */
const longestLine = 16_000_000

/** The text of a stream, piece by piece, without a byte order mark. Fails at bytes that are not UTF-8. */
export async function* textOf(bytes: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk as Uint8Array, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
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
