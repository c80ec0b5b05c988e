import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { readPdf } from '../src/document/pdf/read.ts'
import { readDocument } from '../src/document/read.ts'
import { DossierError } from '../src/errors.ts'

/** A line of a made-up page: from the left and from the top, in points. */
type Drawn = readonly [text: string, left: number, top: number, size?: number]

const height = 842

async function pdfOf(pages: readonly (readonly Drawn[])[], change?: (pdf: PDFDocument) => void): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.TimesRoman)
  for (const lines of pages) {
    const page = pdf.addPage([595, height])
    for (const [text, x, top, size = 10] of lines) page.drawText(text, { x, y: height - top, size, font })
  }
  change?.(pdf)
  return Buffer.from(await pdf.save())
}

const read = async (...pages: Drawn[][]) => await readPdf(await pdfOf(pages))
const textsOf = async (...pages: Drawn[][]) => (await read(...pages)).paragraphs.map(({ text }) => text)

/** Lines below each other. */
const column = (left: number, top: number, ...texts: string[]): Drawn[] =>
  texts.map((text, index) => [text, left, top + 12 * index])

describe('a PDF', () => {
  it('has paragraphs with the pages on which they begin', async () => {
    const bytes = await pdfOf([
      [
        ['The Annual Report', 50, 130, 20],
        ...column(
          50,
          170,
          'Harbour Aid is a charity that helps sailors in dis-',
          'tress. It was founded in 1921. It is non-',
          'governmental.',
        ),
        ...column(50, 220, 'It rose and', 'it fell in the year that followed on the one before it.'),
      ],
      column(50, 130, 'Later it stood, and went on with what it had always', 'done.'),
    ])
    const document = await readDocument(bytes, { file: 'x.pdf' })
    expect(document).toMatchObject({ format: 'pdf', title: 'The Annual Report', references: [] })
    expect(document.paragraphs.map(({ number, page, text }) => [number, page, text])).toEqual([
      [1, 1, 'The Annual Report'],
      [
        2,
        1,
        'Harbour Aid is a charity that helps sailors in distress. It was founded in 1921. It is non-governmental.',
      ],
      [3, 1, 'It rose and it fell in the year that followed on the one before it.'],
      [4, 2, 'Later it stood, and went on with what it had always done.'],
    ])
  })

  it('goes on in the next column and on the next page, past a note', async () => {
    const line = (words: string) => `${words} and so many words that the line is full`.slice(0, 44)
    const left = column(50, 130, line('First'), line('second'), line('third'), line('fourth'), line('fifth'))
    const right = column(310, 130, line('sixth'), line('seventh'), line('eighth'), line('ninth'), line('tenth of the'))
    const next = column(50, 130, line('eleventh'), 'and the end.')
    const paragraphs = await textsOf([...left, ...right, ['1 A note.', 50, 700, 7]], next)
    expect(paragraphs).toHaveLength(2)
    expect(paragraphs[0]).toMatch(/^First.* second.* fifth.* sixth.* tenth.* eleventh.* and the end\.$/)
    expect(paragraphs[1]).toBe('1 A note.')
  })

  it('has columns below a heading that reaches over them', async () => {
    const line = (words: string) => `${words} and so many words that the line is full`.slice(0, 44)
    const texts = await textsOf([
      ['A heading that reaches over both of the columns, and more of it than one', 50, 120, 14],
      ...column(50, 160, line('One'), line('two'), line('three'), line('four'), 'five.'),
      ...column(310, 160, line('Six'), line('seven'), line('eight'), line('nine'), 'ten.'),
    ])
    expect(texts.map((text) => text.slice(0, 12))).toEqual(['A heading th', 'One and so m', 'Six and so m'])
    expect(texts[1]).toMatch(/ five\.$/)
  })

  it('has columns with little space between them, and paragraphs that only an indent begins', async () => {
    const lines = (left: number, name: string): Drawn[] => [
      [`History of ${name}`, left + 15, 130],
      [`It is ${name}, of which so many words are`, left + 15, 142],
      [`said that the line of ${name} is full of them.`, left, 154],
      [`Then ${name} begins with another one that`, left + 15, 166],
      [`goes on for so many words of ${name} that it is`, left, 178],
      ['two of them.', left, 190],
    ]
    const read_ = (name: string) => [
      `History of ${name}`,
      `It is ${name}, of which so many words are said that the line of ${name} is full of them.`,
      `Then ${name} begins with another one that goes on for so many words of ${name} that it is two of them.`,
    ]
    expect(await textsOf([...lines(50, 'left'), ...lines(242, 'right')])).toEqual([...read_('left'), ...read_('right')])
  })

  it('reads a table row by row', async () => {
    const rows = ['France', 'Italy', 'Spain', 'Norway', 'Sweden', 'Chile'].flatMap((country, index): Drawn[] => [
      [country, 50, 130 + 20 * index],
      [`${index}00`, 300, 130 + 20 * index],
    ])
    expect((await textsOf(rows)).slice(0, 2)).toEqual(['France 000', 'Italy 100'])
  })

  it('leaves out running heads, footers and the numbers of pages', async () => {
    const pages = [1, 2, 3].map((number): Drawn[] => [
      [`Report of 1938`, 50, 40, 8],
      ...column(50, 130, `Sentence ${number} is of this page and has so many words that`, 'it ends here.'),
      [`Page ${number} of 3`, 280, 815, 8],
    ])
    expect(await textsOf(...pages)).toEqual(
      [1, 2, 3].map((number) => `Sentence ${number} is of this page and has so many words that it ends here.`),
    )
    expect(await textsOf([['Only here', 50, 40], ...column(50, 130, 'Text.'), ['7', 290, 815]])).toEqual([
      'Only here',
      'Text.',
    ])
  })

  it('has raised numbers as marks of notes; powers and units are none', async () => {
    const font = await (await PDFDocument.create()).embedFont(StandardFonts.TimesRoman)
    const raised = (font_: PDFFont, before: string, number: string, after: string): Drawn[] => {
      const end = 50 + font_.widthOfTextAtSize(before, 10)
      const next = end + font_.widthOfTextAtSize(number, 6)
      return [
        [before, 50, 130],
        [number, end, 126, 6],
        [after, next, 130],
      ]
    }
    expect(await textsOf(raised(font, 'It rose.', '12', ' It fell.'))).toEqual(['It rose.[12] It fell.'])
    expect(await textsOf(raised(font, 'It has 10', '6', ' friends.'))).toEqual(['It has 10^6 friends.'])
    expect(await textsOf(raised(font, 'It has 5 km', '2', ' of land.'))).toEqual(['It has 5 km2 of land.'])
    const { paragraphs } = await readDocument(await pdfOf([raised(font, 'It rose.', '3', ' It fell.')]))
    expect(paragraphs[0]?.sentences.map(({ references }) => references)).toEqual([['3'], []])
  })

  it('has items of lists as paragraphs, but a number within a sentence is none', async () => {
    const texts = await textsOf(
      column(
        50,
        130,
        'They are:',
        '• one thing of which there is so much to say that the line is full',
        'and goes on',
        '• two things',
        'A state that is either (1) a party to what was agreed by others, or',
        '(2) has said so.',
      ),
    )
    expect(texts).toEqual([
      'They are:',
      '• one thing of which there is so much to say that the line is full and goes on',
      '• two things',
      'A state that is either (1) a party to what was agreed by others, or (2) has said so.',
    ])
  })

  it.each([
    ['what it says', 'A Report', 'A Report'],
    ['the largest words, if a program wrote it', 'Microsoft Word - draft3.doc', 'Large words'],
    ['the largest words, if it says none', undefined, 'Large words'],
  ])('has for its title %s', async (_, said, title) => {
    const lines: Drawn[] = [
      ['Large words', 50, 130, 20],
      ['Small words are here, and there are more of them.', 50, 170],
    ]
    const bytes = await pdfOf([lines], (pdf) => said !== undefined && pdf.setTitle(said))
    expect((await readPdf(bytes)).title).toBe(title)
  })

  it('says its language', async () => {
    const bytes = await pdfOf([column(50, 130, 'Texte.')], (pdf) => pdf.setLanguage('fr-FR'))
    expect(await readDocument(bytes)).toMatchObject({ language: 'fr-FR' })
  })
})

describe('a PDF is refused', () => {
  const encrypted = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>/P -4>>endobj
trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<01><01>]>>`
  const shown = 'BT /F1 12 Tf 50 700 Td <4F60597D> Tj /F2 12 Tf (Text) Tj ET'
  const withoutCharacters = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R/F2 8 0 R>>>>>>endobj
4 0 obj<</Length ${shown.length}>>stream
${shown}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj
6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R>>endobj
7 0 obj<</Type/FontDescriptor/FontName/Song/Flags 6/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>endobj
8 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>`
  it.each([
    [
      'when it is a scan',
      () => pdfOf([[], [], []]),
      'the PDF has 3 pages and no text, so it may be a scan; let a program for text recognition (OCR)',
    ],
    [
      'when it is broken',
      () => Buffer.from('%PDF-1.7\nnothing of it'),
      'the PDF is broken or cut off (Invalid PDF structure); fetch it again',
    ],
    [
      'when it is cut off',
      async () => (await pdfOf([column(50, 130, 'Text.')])).subarray(0, 300),
      'the PDF is broken or cut off',
    ],
    ['with a password', () => Buffer.from(encrypted), 'the PDF is protected by a password; save it without one'],
    [
      'when characters are missing',
      () => Buffer.from(withoutCharacters),
      'the PDF cannot be read whole, because its fonts do not say which characters they show, but name a table that is not here: UniGB-UCS2-H;',
    ],
    ['when it is none', () => Buffer.from('Text.'), 'the PDF is broken or cut off'],
  ])('%s', async (_, bytes, message) => {
    await expect(readPdf(Buffer.from(await bytes()), 'x.pdf')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(`x.pdf: ${message}`),
    })
  })

  it('through the process that reads it, too', async () => {
    await expect(readDocument('%PDF-1.7', { file: 'x.pdf' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^x\.pdf: the PDF is broken/),
      details: { file: 'x.pdf' },
    })
  })
})

it('a PDF whose bytes are changed is read or refused', async () => {
  const whole = await pdfOf([column(50, 130, 'Text of a page.', 'And more.'), column(50, 130, 'Other text.')])
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(changes, async (edits) => {
      const bytes = Buffer.from(whole)
      for (const [at, byte] of edits) bytes[at] = byte
      try {
        // In a process of its own, because broken files can end the one that reads them.
        await readDocument(bytes, { format: 'pdf' })
      } catch (error) {
        expect(error).toBeInstanceOf(DossierError)
        expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
      }
    }),
    { numRuns: 8 },
  )
})

const article = path.join(import.meta.dirname, '../../shared/texts/Electronic_Frontier_Foundation.txt')

describe('the text of an article', () => {
  it.skipIf(existsSync(article))('is not there: ../shared/texts is absent, so it is not compared', ({ skip }) => skip())

  it.runIf(existsSync(article))('has the same paragraphs as a PDF of two columns', async () => {
    const { paragraphs } = await readDocument(readFileSync(article))
    const body = paragraphs.filter(({ section }) => section === 'BODY')
    const texts = body.map(({ text }) => text.replaceAll(/[^\x20-\xff–—‘’“”…•]/gu, '?'))
    const pdf = await inColumns(texts)
    const found = new Set((await readPdf(pdf)).paragraphs.map(({ text }) => text))
    expect(texts.filter((text) => !found.has(text))).toEqual([])
  })
})

/** Pages of two columns, with a running head, and with words divided at the ends of lines. */
async function inColumns(texts: readonly string[]): Promise<Buffer> {
  const font = await (await PDFDocument.create()).embedFont(StandardFonts.TimesRoman)
  const pages: Drawn[][] = []
  let top = Number.POSITIVE_INFINITY
  let columns = 1
  for (const text of texts) {
    for (const line of brokenLines(text, font)) {
      if (top > 780) {
        top = 100
        columns = 1 - columns
        if (columns === 0)
          pages.push([
            ['Texts that are compared', 250, 40, 8],
            [String(pages.length + 1), 295, 815, 8],
          ])
      }
      pages.at(-1)?.push([line, columns === 0 ? 50 : 310, top])
      top += 12
    }
    top += 6
  }
  return await pdfOf(pages)
}

function brokenLines(text: string, font: PDFFont): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    const fits = (words: string) => font.widthOfTextAtSize(words, 10) <= 240
    if (fits(longer)) {
      line = longer
      continue
    }
    const divided = /^\p{Ll}{8,}[.,]?$/u.test(word) && fits(`${line} ${word.slice(0, 4)}-`)
    lines.push(divided ? `${line} ${word.slice(0, 4)}-` : line)
    line = divided ? word.slice(4) : word
  }
  return [...lines, line]
}
