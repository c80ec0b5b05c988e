import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LiteralReader, type PythonValue } from '../src/document/python-literal.ts'
import { readDocument } from '../src/document/read.ts'
import { dictionary, repr, writeLoosely } from './support/python.ts'

const read = (text: string) => new LiteralReader({ text }, 0).readLast()

it('reads back every dictionary that repr writes', () => {
  fc.assert(
    fc.property(dictionary, (value) => {
      expect(read(repr(value))).toEqual(value)
    }),
    { numRuns: 500 },
  )
})

it('reads back every other way to write it', () => {
  fc.assert(
    fc.property(dictionary, fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (value, draws) => {
      expect(read(writeLoosely(value, draws))).toEqual(value)
    }),
    { numRuns: 500 },
  )
})

it('makes of every dictionary a box of a source, with one sentence at most to an entry', async () => {
  await fc.assert(
    fc.asyncProperty(dictionary, async (value) => {
      const { paragraphs } = await readDocument(`7,\nFoo,\n\nText.\n\nInformation box\n${repr(value)}\n`)
      expect(paragraphs.length).toBeLessThanOrEqual(value.size + 1)
      for (const { sentences, text } of paragraphs) {
        expect(sentences.length).toBeLessThanOrEqual(1)
        expect(text).not.toMatch(/[\n\r\t\u00a0]|^ | $|\p{Cc}/u)
      }
    }),
  )
})

it('never throws anything but a sentence with its place', () => {
  const broken = fc
    .tuple(dictionary, fc.nat(), fc.constantFrom('', "'", '"', '}', ']', ',', ':', '\\', 'x', '\n'))
    .map(([value, at, insert]) => {
      const text = repr(value)
      const cut = at % (text.length + 1)
      return text.slice(0, cut) + insert + text.slice(cut + 1)
    })
  fc.assert(
    fc.property(broken, (text) => {
      try {
        read(text)
      } catch (error) {
        expect(error).toMatchObject({ name: 'DossierError', message: expect.stringMatching(/^Line \d+, column \d+: /) })
      }
    }),
    { numRuns: 500 },
  )
})

it('takes the types of Python for what they are', () => {
  const expected = new Map<PythonValue, PythonValue>([
    ['n', [12_345n, 31n, 8n, 5n, -7n, 1000, 0.5, -2.25]],
    ['t', ['x']],
    ['b', 'x'],
    ['s', ['x', 'y']],
    ['r', '\\d\\"'],
    ['o', 'A\u0007\\q'],
  ])
  const numbers = '[12_345, 0x1F, 0o10, 0b101, -7, 1e3, .5, -2.25]'
  const strings = `'r': r"\\d\\"", 'o': '\\101\\a\\q'`
  expect(read(`{'n': ${numbers}, 't': ('x',), 'b': ('x'), 's': {'x', "y"}, ${strings},} , `)).toEqual(expected)
})
