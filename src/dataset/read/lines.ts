import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

/** A line of a file, or what is wrong with it. */
export interface Line {
  /** From 1. */
  readonly number: number
  /** Without the line break; undefined if the line is not to be read. */
  readonly text?: string
  readonly message?: string
}

/** The longest line that is read, in bytes. */
const mostBytes = 1024 * 1024

/** Reads the lines of a file as they come, whatever its size. Blank lines are left out; a byte order mark is no text. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  let number = 1
  let kept: Buffer[] = []
  let length = 0
  const keep = (part: Buffer) => {
    length += part.length
    // Of a line that is too long, nothing is kept but its length.
    if (length <= mostBytes) kept.push(part)
  }
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end))
      yield* lineOf(number, kept, length)
      number += 1
      kept = []
      length = 0
      start = end + 1
    }
    // A copy, because the rest of the chunk is not needed any more.
    keep(Buffer.from(chunk.subarray(start)))
  }
  yield* lineOf(number, kept, length)
}

function* lineOf(number: number, parts: readonly Buffer[], length: number): Generator<Line> {
  const wrong = (message: string): Line => ({ number, message })
  if (length > mostBytes) {
    const limit = `${mostBytes / 1024 / 1024} MB`
    yield wrong(`the line has ${length} bytes, and an item has at most ${limit}; is each item on a line of its own?`)
    return
  }
  const bytes = Buffer.concat(parts)
  if (!isUtf8(bytes)) yield wrong('is not UTF-8; save it as UTF-8')
  else if (bytes.includes(0)) yield wrong('holds the character U+0000, which is no text; take it out')
  else {
    const text = bytes.toString('utf8').replace(number === 1 ? /^\uFEFF/ : '', '')
    if (/\S/.test(text)) yield { number, text: text.replace(/\r$/, '') }
  }
}
