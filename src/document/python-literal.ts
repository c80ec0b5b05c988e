import { placeOf, sourceFault } from './fault.ts'
import { type LiteralSource, readPythonString, stringStart } from './python-string.ts'

/**
 * A value that Python's `repr` writes. Whole numbers are bigints, others numbers; lists, tuples and sets are arrays;
 * dictionaries are maps, in the order of the text.
 */
export type PythonValue = null | boolean | bigint | number | string | PythonValue[] | PythonDictionary
export type PythonDictionary = Map<PythonValue, PythonValue>

/** Deeper than people nest; Python itself stops at 200. */
const maximumDepth = 100

/** Reads a Python literal out of a text, from an offset on. No code is run: there are only literals. */
export class LiteralReader {
  readonly #source: LiteralSource
  #at: number
  #depth = 0

  constructor(source: LiteralSource, start: number) {
    this.#source = source
    this.#at = start
  }

  /**
   * The dictionary at the start, which must be all that is left of the text.
   * @throws DossierError BAD_USER_INPUT with line and column.
   */
  readLast(): PythonDictionary {
    this.#skipSpace()
    const start = this.#at
    const value = this.#braces()
    if (!(value instanceof Map)) {
      const what = 'this is a set; right would be a dictionary, such as {"Type": "Agency"}'
      throw sourceFault(what, placeOf(this.#source.text, start), this.#source.file)
    }
    this.#skipSpace()
    if (this.#peek() === ',') this.#at += 1
    this.#skipSpace()
    if (this.#at < this.#source.text.length) {
      throw this.#fault(`the dictionary has ended, yet ${this.#found()} follows; it should be the last of the file`)
    }
    return value
  }

  #value(): PythonValue {
    const { text } = this.#source
    const next = this.#peek()
    if (next === '{') return this.#braces()
    if (next === '[') return this.#list(']')
    if (next === '(') return this.#tuple()
    if (stringStart.test(text.slice(this.#at, this.#at + 3))) return this.#strings()
    const word = /^[+-]?[\p{L}\p{N}_.]+(?:(?<=[eE])[+-]\d+)?/u.exec(text.slice(this.#at, this.#at + 5000))?.[0]
    const value = word === undefined ? undefined : wordValue(word)
    if (word === undefined || value === undefined) {
      const right = 'a string in quotes, a number, None, True, False, a list or a dictionary'
      throw this.#fault(`${this.#found()} is not a value; right would be ${right}`)
    }
    this.#at += word.length
    return value
  }

  /** `{...}`: a dictionary where colons follow the keys, a set where none does. */
  #braces(): PythonValue[] | PythonDictionary {
    const dictionary: PythonDictionary = new Map()
    const elements = this.#list('}', (isFirst) => {
      const key = this.#value()
      this.#skipSpace()
      if (this.#peek() === ':') {
        this.#at += 1
        this.#skipSpace()
        dictionary.set(key, this.#value())
      } else if (isFirst ? !/[,}]/u.test(this.#peek()) : dictionary.size > 0) {
        throw this.#fault(`${this.#found()} stands where a ":" should follow the key`)
      }
      return key
    })
    return dictionary.size > 0 || elements.length === 0 ? dictionary : elements
  }

  /** Elements between the current bracket and `close`, with commas between them and optionally after the last. */
  #list(close: string, element: (isFirst: boolean) => PythonValue = () => this.#value()): PythonValue[] {
    const open = this.#at
    if (this.#depth >= maximumDepth) throw this.#fault(`brackets are nested deeper than ${maximumDepth}`)
    this.#depth += 1
    const values: PythonValue[] = []
    for (this.#step(open, close); this.#peek() !== close; ) {
      values.push(element(values.length === 0))
      this.#skipSpace()
      if (this.#peek() === ',') this.#step(open, close)
      else if (this.#peek() !== close) throw this.#separatorFault(open, close)
    }
    this.#at += 1
    this.#depth -= 1
    return values
  }

  /** A tuple is a list; brackets round a single value without comma are only brackets. */
  #tuple(): PythonValue {
    const open = this.#at
    const values = this.#list(')')
    const [only] = values
    const isTuple = values.length !== 1 || /,\s*\)$/u.test(this.#source.text.slice(open, this.#at))
    return isTuple || only === undefined ? values : only
  }

  /** Adjacent strings are joined. */
  #strings(): string {
    let value = ''
    while (stringStart.test(this.#source.text.slice(this.#at, this.#at + 3))) {
      const string = readPythonString(this.#source, this.#at)
      value += string.value
      this.#at = string.end
      this.#skipSpace()
    }
    return value
  }

  /** Skips the current bracket or comma; the open bracket must still be closed. */
  #step(open: number, close: string): void {
    this.#at += 1
    this.#skipSpace()
    if (this.#at >= this.#source.text.length) throw this.#separatorFault(open, close)
  }

  #separatorFault(open: number, close: string): Error {
    if (this.#at < this.#source.text.length) {
      const hint = /^[\p{L}\p{N}]/u.test(this.#peek()) ? `; an apostrophe within a string is written \\' there` : ''
      return this.#fault(`${this.#found()} stands where a "," or "${close}" should${hint}`)
    }
    const { line, column } = placeOf(this.#source.text, open)
    const opening = this.#source.text.charAt(open)
    return this.#fault(
      `the file ends, yet the "${opening}" of line ${line}, column ${column} is not closed; a "${close}" is missing`,
    )
  }

  #skipSpace(): void {
    const space = /(?:\s|#[^\n]*|\\\n)*/uy
    space.lastIndex = this.#at
    space.exec(this.#source.text)
    this.#at = space.lastIndex
  }

  #peek(): string {
    return this.#source.text.charAt(this.#at)
  }

  #found(): string {
    if (this.#at >= this.#source.text.length) return 'the end of the file'
    const word = /^[\p{L}\p{N}_]{1,30}|^./su.exec(this.#source.text.slice(this.#at, this.#at + 60))?.[0] ?? ''
    return `"${word}"`
  }

  #fault(what: string): Error {
    return sourceFault(what, placeOf(this.#source.text, this.#at), this.#source.file)
  }
}

function wordValue(word: string): PythonValue | undefined {
  if (word === 'None') return null
  if (word === 'True') return true
  if (word === 'False') return false
  const digits = word.replaceAll(/(?<=[\da-fA-F])_(?=[\da-fA-F])/gu, '')
  const [, sign = '', whole] = /^([+-]?)(\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/u.exec(digits) ?? []
  if (whole !== undefined) return sign === '-' ? -BigInt(whole) : BigInt(whole)
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(digits) ? Number(digits) : undefined
}
