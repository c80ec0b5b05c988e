import Assembler from 'stream-json/assembler.js'
import parser from 'stream-json/parser.js'
import { quoted } from '../../model/value.ts'
import { sourceFault } from '../fault.ts'
import { bytesOf, type RecordFile } from './file.ts'
import { isRecord } from './ndjson.ts'
import type { RawRecord } from './record.ts'

type Token = { readonly name: string; readonly value?: string | boolean | null }

const opening = new Set(['startArray', 'startObject'])
const closing = new Set(['endArray', 'endObject'])

/**
 * A JSON document: a list of records, or an object with lists of records, such as Popolo's `persons` and `posts`. `line`
 * is the number of the record. Only one record is held at a time.
 */
export async function* readJson(file: RecordFile): AsyncGenerator<RawRecord> {
  const tokens = parser.asStream({ streamValues: false })
  const bytes = bytesOf(file)
  bytes.once('error', (error) => tokens.destroy(error))
  bytes.pipe(tokens)
  try {
    yield* recordsOf(tokens as AsyncIterable<Token>)
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error
    throw sourceFault(`the file is not JSON: ${error.message}`, undefined, file.file)
  }
}

async function* recordsOf(tokens: AsyncIterable<Token>): AsyncGenerator<RawRecord> {
  let line = 0
  let assembler: Assembler | undefined
  const place = new Place()
  for await (const token of tokens) {
    if (assembler === undefined && !place.isInList(token)) {
      place.follow(token)
      continue
    }
    assembler ??= new Assembler()
    assembler.consume(token as never)
    if (!assembler.done) continue
    line += 1
    yield recordOf(assembler.current, line, place.list)
    assembler = undefined
  }
}

/** Where in the document a token stands that is part of no record. */
class Place {
  #depth = 0
  /** How deep the list of records is that is open. */
  #inside: number | undefined
  #isObject = false
  list: string | undefined

  /** A record begins with this token. */
  isInList(token: Token): boolean {
    return this.#depth === this.#inside && !closing.has(token.name)
  }

  follow({ name, value }: Token): void {
    if (opening.has(name)) {
      this.#depth += 1
      if (this.#depth === 1) this.#isObject = name === 'startObject'
      if (name === 'startArray' && this.#depth === (this.#isObject ? 2 : 1)) this.#inside = this.#depth
    }
    if (closing.has(name)) {
      if (this.#depth === this.#inside) this.#inside = undefined
      this.#depth -= 1
    }
    if (name === 'keyValue' && this.#depth === 1) this.list = String(value)
  }
}

function recordOf(value: unknown, line: number, list: string | undefined): RawRecord {
  if (!isRecord(value)) return { line, problem: `${quoted(value)} is no record; it should be a JSON object` }
  return { line, value, ...(list === undefined ? {} : { list }) }
}
