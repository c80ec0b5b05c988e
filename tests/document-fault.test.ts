import { describe, expect, it } from 'vitest'
import { maximumSourceSize } from '../src/document/decode.ts'
import { readDocument } from '../src/document/read.ts'
import { DossierError } from '../src/errors.ts'

/** What is said of an article "x.txt" that cannot be read. */
async function fault(source: string | Uint8Array): Promise<DossierError> {
  try {
    await readDocument(source, { file: 'x.txt', format: 'article' })
  } catch (error) {
    if (error instanceof DossierError) return error
    throw error
  }
  throw new Error('the file was read')
}

const inBox = (literal: string) => `7,\nFoo,\n\nText.\n\nInformation box\n${literal}`

describe('a malformed file is told by its line', () => {
  it.each([
    ['empty', '', 'x.txt: the file is empty; a text should be in it'],
    ['blank', ' \n\n', 'x.txt, line 1: the file is blank; the first line should be such as "36893,"'],
    ['without number', '\nFoo,\nBar', 'x.txt, line 2: "Foo" is not the number of a document; the first line should be'],
    ['without title', '7,\n\nText.', 'x.txt, line 2: the title is missing; the line after the number should be'],
    ['of one line', '7,', 'x.txt, line 2: the title is missing'],
    ['with a paragraph for a title', `7,\n${'x'.repeat(600)}`, 'x.txt, line 2: "xxx'],
    ['without text', '7,\nFoo,\n', 'x.txt, line 3: there is no text after the title'],
    ['with NUL', '7,\nFoo,\r\n\r\nä\0b', 'x.txt, line 4, column 2: there is a NUL character'],
  ])('%s', async (_, source, message) => {
    const error = await fault(source)
    expect(error.message.slice(0, message.length)).toBe(message)
    expect(error.code).toBe('BAD_USER_INPUT')
  })

  it('not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('7,\nFoo,\n\nGood.\nBad '), Buffer.from([0xe9]), Buffer.from('.\n')])
    expect((await fault(bytes)).message).toBe(
      'x.txt, line 5: there are bytes that are not UTF-8; save the file as UTF-8',
    )
    expect((await fault(bytes)).details).toMatchObject({ file: 'x.txt', line: 5 })
  })

  it('over the size limit', async () => {
    expect((await fault(Buffer.alloc(maximumSourceSize + 1, 'a'))).message).toMatch(
      /has 20971521 bytes; at most 20 MB are read$/,
    )
  })

  it('without a name of its own', async () => {
    await expect(readDocument('x', { format: 'article' })).rejects.toThrow(
      'Line 1: "x" is not the number of a document',
    )
  })
})

describe('a malformed information box is told by line and column', () => {
  it.each([
    ['dictionary left open', `{'a': 'b'`, 10, 'the file ends, yet the "{" of line 7, column 1 is not closed; a "}" is'],
    ['list left open', `{'a': ['b'}`, 11, '"}" stands where a "," or "]" should'],
    [
      'string left open',
      `{'a': 'b}\n`,
      7,
      "the string that begins here is not closed before the end of its line; a ' is",
    ],
    ['long string left open', `{'a': '''b}`, 7, "the string that begins here is not closed; a ''' is missing"],
    ['apostrophe', `{'a': 'Côte d'Ivoire'}`, 15, '"Ivoire" stands where a "," or "}" should; an apostrophe within a'],
    ['key without value', `{'a': 'b', 'c'}`, 15, '"}" stands where a ":" should follow the key'],
    ['set', `{'a' 'b', 'c'}`, 1, 'this is a set; right would be a dictionary'],
    ['code', `{'a': foo()}`, 7, '"foo" is not a value; right would be a string in quotes'],
    ['no value', `{'a': }`, 7, '"}" is not a value'],
    ['text below', `{'a': 'b'} c`, 12, 'the dictionary has ended, yet "c" follows; it should be the last of the file'],
    ['NUL', `{'a': '\\x00'}`, 8, 'the escape \\x00 means NUL'],
    ['no character', `{'a': '\\U00110000'}`, 8, 'the escape \\U00110000 means above'],
    ['no escape', `{'a': '\\xg1'}`, 8, 'the escape "\\xg1'],
    ['brace lost', `'a': 'b'}`, 1, `the information box begins with "'a': 'b'}"; it should begin with "{"`],
    ['brackets without end', `{'a': ${'['.repeat(100_000)}`, 106, 'brackets are nested deeper than 100'],
  ])('%s', async (_, literal, column, message) => {
    const begin = `x.txt, line 7, column ${column}: ${message}`
    expect((await fault(inBox(literal))).message.slice(0, begin.length)).toBe(begin)
  })

  it('on whatever line it is', async () => {
    const error = await fault(inBox(`{'a': 'b',\r\n 'ä': 'c' 'd',\r\n  e: 'f'}`))
    expect(error.message).toMatch(/^x\.txt, line 9, column 3: "e" is not a value/)
    expect(error.details).toEqual({ file: 'x.txt', line: 9, column: 3 })
  })
})

it('is read or refused in time that grows with its size', async () => {
  const before = performance.now()
  for (const text of ['word [1] [the] ', '[1]', '[', 'Dr. ', 'A b. 5 ', '" '])
    await readDocument(`7,\nFoo,\n${text.repeat(50_000)}`)
  await readDocument(`7,\nFoo,\n${'Information box\nx\n'.repeat(20_000)}`)
  await readDocument(inBox(`{${`'a': ['b'], `.repeat(50_000)}}`))
  expect(performance.now() - before).toBeLessThan(15_000)
})
