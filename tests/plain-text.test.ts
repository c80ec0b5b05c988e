import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recognizeFormat } from '../src/document/format.ts'
import { readDocument } from '../src/document/read.ts'
import { DossierError } from '../src/errors.ts'

const paragraphs = async (source: string | Uint8Array, file?: string) =>
  (await readDocument(source, { file, format: 'text' })).paragraphs.map(({ text }) => text)

describe('what a file is, follows from its content', () => {
  it.each([
    ['%PDF-1.7\n', 'x.txt', 'pdf'],
    ['\n%PDF-1.7\n', 'x', 'pdf'],
    ['A PDF begins with %PDF-1.7.', 'x.txt', 'text'],
    ['<!DOCTYPE html>\n<p>x', 'x.txt', 'html'],
    ['\uFEFF <!-- saved from -->\n<html lang="en">', 'x', 'html'],
    ['<?xml version="1.0"?><!doctype html PUBLIC "x">', 'x', 'html'],
    ['36893,\nHumanRightsWatch,\n\nText.', 'x.md', 'article'],
    ['7\nFoo\n', 'x.txt', 'article'],
    ['7,\n\nText.', 'x.txt', 'article'],
    ['7\n\nText.', 'x.txt', 'text'],
    ['1984 was a year\nSo it was.', 'x.txt', 'text'],
    ['# Title\n\nText.', 'x.md', 'markdown'],
    ['# Title\n\nText.', 'x.MARKDOWN', 'markdown'],
    ['# Title\n\nText.', 'x.txt', 'text'],
    ['<p>A piece of a page', 'x.htm', 'html'],
    ['<p>A piece of a page', 'x.txt', 'text'],
    ['Text.', 'x.pdf', 'pdf'],
    ['Text.', undefined, 'text'],
  ])('%j of %s is %s', (content, file, format) => {
    expect(recognizeFormat(Buffer.from(content), file)).toBe(format)
  })

  it('in UTF-16, too', () => {
    expect(recognizeFormat(Buffer.from('\uFEFF<html>', 'utf16le'))).toBe('html')
  })

  it.each([
    ['PK\u0003\u0004...', 'a ZIP archive, perhaps of a word processor; save the text as PDF, HTML or plain text'],
    ['{\\rtf1 x}', 'rich text (RTF); save it as PDF, HTML or plain text'],
    ['MIME-Version: 1.0', 'a web archive (MHTML); save the page as "HTML only"'],
  ])('%j is refused with what to do', (content, message) => {
    expect(() => recognizeFormat(Buffer.from(content), 'x.doc')).toThrow(`x.doc: this is ${message}`)
  })
})

describe('a plain text', () => {
  it.each([
    ['a first line for a title', 'A Title\n\nText.\n\nMore.', 'A Title', ['Text.', 'More.']],
    [
      'a title over a paragraph',
      'A Title\nText is here.\nMore is here.',
      'A Title',
      ['Text is here.', 'More is here.'],
    ],
    ['no title, but a sentence', 'It rose.\n\nIt fell.', 'It rose.', ['It rose.', 'It fell.']],
    ['one line', 'A lonely line', 'A lonely line', ['A lonely line']],
    ['a list at its beginning', '- one\n- two\n', '- one', ['- one', '- two']],
  ])('with %s', async (_, source, title, expected) => {
    const document = await readDocument(source, { format: 'text' })
    expect(document).toMatchObject({ title, format: 'text', language: 'en', references: [] })
    expect(document).not.toHaveProperty('externalId')
    expect(document.paragraphs.map(({ text }) => text)).toEqual(expected)
  })

  it('has a title of a few words where its first paragraph is long', async () => {
    const { title } = await readDocument(`${'word '.repeat(100)}end.\n\nMore.`)
    expect(title).toBe(`${'word '.repeat(15)}word…`)
  })

  it('is joined where its lines were broken', async () => {
    const source = `Report

The agency was founded in 1921 in Port Alma, and it helps sai-
lors in distress. It is non-
governmental, non-governmental as they say, and from 1950-
1960 it led the G-
7 and short- and long-
term work of 2001–
2005.

Members of it are:
- one with a line that is long enough to be broken, as it is
  here
- two
(a) three

Seat
Rome
`
    expect(await paragraphs(source)).toEqual([
      'The agency was founded in 1921 in Port Alma, and it helps sailors in distress. It is non-governmental, ' +
        'non-governmental as they say, and from 1950-1960 it led the G-7 and short- and long-term work of 2001–2005.',
      'Members of it are:',
      '- one with a line that is long enough to be broken, as it is here',
      '- two',
      '(a) three',
      'Seat',
      'Rome',
    ])
  })

  it('has a paragraph in each line where no line is broken', async () => {
    const long = 'A line that is so long that nobody broke it. '.repeat(5).trim()
    expect(await paragraphs(`T\n\n${long}\nShort.\n${long}\n`)).toEqual([long, 'Short.', long])
    expect(await paragraphs('One line here.\nAnother line here.')).toEqual(['One line here.', 'Another line here.'])
  })

  it('keeps its citation marks, and loses buttons', async () => {
    const document = await readDocument('T\n\nIt rose.[3] It fell.[note 1] [edit]\n\nEnd.')
    expect(document.paragraphs[0]?.sentences).toMatchObject([{ references: ['3'] }, { references: ['note 1'] }])
  })

  it.each(['utf16le', 'utf8'] as const)('may be %s with a byte order mark', async (encoding) => {
    expect(await paragraphs(Buffer.from('\uFEFFTitle\r\n\r\nTëxt.', encoding))).toEqual(['Tëxt.'])
  })

  it('may be UTF-16 with the other mark', async () => {
    expect(await paragraphs(Buffer.from('\uFEFFTitle\n\nTëxt.', 'utf16le').swap16())).toEqual(['Tëxt.'])
  })

  it.each([
    ['', 'x.txt: the file is empty; a text should be in it'],
    [' \n\t\n', 'x.txt: the file is blank; a text should be in it'],
    ['Good.\nB\0d', 'x.txt, line 2, column 2: there is a NUL character'],
    [Buffer.from('\uFEFFB\0d', 'utf16le'), 'x.txt, line 1, column 2: there is a NUL character'],
    [Buffer.from('Good.\nBad \xe9.', 'latin1'), 'x.txt, line 2: there are bytes that are not UTF-8'],
  ])('is refused: %j', async (source, message) => {
    await expect(paragraphs(source, 'x.txt')).rejects.toThrow(message)
  })

  it('of huge lines is read in time that grows with its size', async () => {
    const before = performance.now()
    await paragraphs('word '.repeat(400_000))
    await paragraphs(`Title\n\n${`${'a line of words that is broken-\n'.repeat(3)}`.repeat(20_000)}\n\nEnd.`)
    await paragraphs('\n'.repeat(1_000_000) + 'x'.repeat(1_000_000))
    expect(performance.now() - before).toBeLessThan(30_000)
  })

  it('is read or refused, whatever its bytes are', async () => {
    const pieces = fc.constantFrom(
      '7,\n',
      '- ',
      '-\n',
      '\n\n',
      '\uD800',
      '[1]',
      'a.',
      'Ünï ',
      '\uFEFF',
      '{',
      '\u00AD\n',
    )
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((parts) => Buffer.from(parts.join(''))),
    )
    await fc.assert(
      fc.asyncProperty(anything, fc.constantFrom('article', 'text'), async (bytes, format) => {
        try {
          const { title, paragraphs: read } = await readDocument(bytes, { format })
          expect(title).not.toBe('')
          expect(read.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(DossierError)
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
        }
      }),
      { numRuns: 300 },
    )
  })
})
