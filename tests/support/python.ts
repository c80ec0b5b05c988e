import fc from 'fast-check'
import type { PythonDictionary, PythonValue } from '../../src/document/python-literal.ts'

/** How a literal is written: as Python's repr does, or as people may. */
interface Style {
  /** Draws a number from 0 up to, not including, `below`; repr always draws 0. */
  draw(below: number): number
}

const plain = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''))
const awkward = fc.string({ unit: fc.constantFrom(...`'"\\\n\t\r{}[],:# ax0é\u00a0\u2019\u200b😀`), maxLength: 12 })
const string = fc.oneof(plain, awkward)
const simple = fc.oneof(
  string,
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
  fc.constantFrom(null, true, false),
)

const { value } = fc.letrec<{ value: PythonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.array(tie('value'), { maxLength: 4 }),
    dictionaryOf(tie('value')),
  ),
}))

function dictionaryOf(values: fc.Arbitrary<PythonValue>): fc.Arbitrary<PythonDictionary> {
  return fc.uniqueArray(fc.tuple(string, values), { maxLength: 5, selector: ([key]) => key }).map((all) => new Map(all))
}

/** Any dictionary that the reader knows, with strings as keys. */
export const dictionary = dictionaryOf(value)

/** The dictionary as Python's `repr` writes it. */
export function repr(of: PythonDictionary): string {
  return write(of, { draw: () => 0 })
}

/** The dictionary in some other of the ways to write it, drawn from `draws`. */
export function writeLoosely(of: PythonDictionary, draws: readonly number[]): string {
  let next = 0
  const draw = (below: number) => {
    next += 1
    return (draws[next % draws.length] ?? 0) % below
  }
  return write(of, { draw })
}

function write(of: PythonValue, style: Style): string {
  if (of === null) return 'None'
  if (of === true) return 'True'
  if (of === false) return 'False'
  if (typeof of === 'string') return writeString(of, style)
  if (of instanceof Map) {
    const entries = [...of].map(([key, element]) => `${write(key, style)}:${gap(style)}${write(element, style)}`)
    return `{${joined(entries, style)}}`
  }
  if (Array.isArray(of)) return writeList(of, style)
  return String(of)
}

function writeList(elements: readonly PythonValue[], style: Style): string {
  const inner = joined(
    elements.map((element) => write(element, style)),
    style,
  )
  // A tuple of one needs its comma.
  return style.draw(2) === 1 && elements.length > 1 ? `(${inner})` : `[${inner}]`
}

function joined(parts: readonly string[], style: Style): string {
  const last = parts.length > 0 && style.draw(3) === 2 ? ',' : ''
  return gap(style).trimStart() + parts.join(`,${gap(style)}`) + last
}

function gap(style: Style): string {
  return [' ', '', '\n  ', ' # a remark, with "quotes"\n', ' \\\n'][style.draw(5)] ?? ' '
}

function writeString(text: string, style: Style): string {
  const parts = [text.slice(0, text.length / 2), text.slice(text.length / 2)]
  // Not between the halves of a surrogate pair, for Python has no halves; and '' before a quote begins a long string.
  const isConcatenated = style.draw(4) === 3 && parts.every((part) => part !== '' && part.isWellFormed())
  return isConcatenated ? parts.map((part) => quoted(part, style)).join(gap(style)) : quoted(text, style)
}

function quoted(text: string, style: Style): string {
  const preferred = text.includes("'") && !text.includes('"') ? '"' : "'"
  const quote = [preferred, "'", '"'][style.draw(3)] ?? preferred
  const all = style.draw(3) === 2
  const inner = [...text].map((character) => escaped(character, quote, all)).join('')
  return quote + inner + quote
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** Python escapes what cannot be printed; `all` escapes whatever is not ASCII. */
function escaped(character: string, quote: string, all: boolean): string {
  if (character === quote) return `\\${character}`
  const name = named[character]
  if (name) return name
  const code = character.codePointAt(0) ?? 0
  const printable = code < 0x7f ? code >= 0x20 : !all && !/[\p{C}\p{Z}]/u.test(character)
  if (printable) return character
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}
