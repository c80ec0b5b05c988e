import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ReadDocument, readDocument } from '../src/document/read.ts'
import { readableTitle } from '../src/document/title.ts'

const head = '7,\nFooBar,\n\nFirst paragraph.\n\nSecond one.[1]\n'

const texts = ({ paragraphs }: ReadDocument) => paragraphs.map(({ text }) => text)
const box = ({ paragraphs }: ReadDocument) =>
  paragraphs.filter(({ section }) => section === 'INFORMATION_BOX').map(({ text }) => text)

describe('the head', () => {
  it('is a number, a title and a digest of the bytes', async () => {
    const document = await readDocument(head)
    expect(document).toMatchObject({ externalId: '7', format: 'article', title: 'FooBar', language: 'en' })
    expect(document.sha256).toBe((await readDocument(Buffer.from(head))).sha256)
    expect(document.sha256).toBe(createHash('sha256').update(head).digest('hex'))
  })

  it.each([
    ['spaces round the number', ' 7 , \nFooBar,\n\nText.\n'],
    ['no commas', '7\nFooBar\n\nText.\n'],
    ['no empty line after the title', '7,\nFooBar,\nText.\n'],
    ['empty lines before the number', '\n\n7,\nFooBar,\n\nText.\n'],
    ['a byte order mark', '\uFEFF7,\nFooBar,\n\nText.\n'],
    ['Windows line ends', '7,\r\nFooBar,\r\n\r\nText.\r\n'],
    ['line ends of old', '7,\rFooBar,\r\rText.'],
    ['no line end at all after the text', '7,\nFooBar,\n\nText.'],
  ])('may have %s', async (_, source) => {
    const { externalId, title, paragraphs } = await readDocument(source)
    expect({ externalId, title }).toEqual({ externalId: '7', title: 'FooBar' })
    expect(paragraphs).toMatchObject([{ number: 1, section: 'BODY', text: 'Text.' }])
  })

  it('keeps the commas and spaces of a title', async () => {
    expect((await readDocument('7,\nParis, Texas,\n\nText.')).title).toBe('Paris, Texas')
  })
})

describe('a readable title', () => {
  const title = async (runTogether: string, text: string) =>
    readableTitle(await readDocument(`7,\n${runTogether},\n\n${text}`))

  it.each([
    ['InternationalBodyforX', 'The International Body for X (IBX) is a body.', 'International Body for X'],
    ['RedCross', 'A red cross on white.', 'Red cross'],
    ['Polandtoday', 'Poland is a country.', 'Polandtoday'],
    ['ÉcoleoftheArts', 'An École here. Arts are taught.', 'École of the Arts'],
    ['OfficeforData', 'An office it is.', 'Office for Data'],
    ['PolandToday', 'Nothing of it.', 'Poland Today'],
    ['UNWomen', 'Nothing.', 'UN Women'],
    ['Already Spaced', 'Nothing.', 'Already Spaced'],
    ['Amnesty', 'Amnesty is one word.', 'Amnesty'],
    ['UNESCO', 'The Unesco is a body. Unesco met.', 'UNESCO'],
    ['UNESCO', 'UNESCO is a body. They met: UN ESCO, Unesco.', 'UNESCO'],
    ['YouTube', 'You Tube, or YouTube, is a site. YouTube grew.', 'YouTube'],
    ['Facebook', 'On its face book and paper meet. Facebook is a site.', 'Facebook'],
    ['WikiLeaks', 'WikiLeaks leaks.', 'WikiLeaks'],
    ['OPEC', 'Opec is a body.', 'OPEC'],
    ['eBay', 'eBay is a site. See E Bay.', 'eBay'],
    ['RedCross', 'A red cross on white. The Red Cross is a body, the RedCross not.', 'Red Cross'],
    ['RedCross', '#RedCross @RedCross www.redcross.org https://x.org/RedCross and the Red Cross.', 'Red Cross'],
    [
      'OrganisationforEconomicCo-operationandDevelopment',
      'The Organisation for Economic Co\u2011operation and Development is a body.',
      'Organisation for Economic Co-operation and Development',
    ],
    ['Co-opBank', 'The Co\u2010op Bank lends.', 'Co-op Bank'],
    ["Women'sLeague", 'The Women’s League met.', "Women's League"],
    ['WorldBank', 'The World Bank lends. The WorldBank borrows. A World Bank.', 'World Bank'],
  ])('of %s', async (runTogether, text, expected) => {
    expect(await title(runTogether, text)).toBe(expected)
  })

  it('is looked for at the borders of words', async () => {
    expect(await title('RedCross', 'Hundred crosses. A Red Cross.')).toBe('Red Cross')
  })
})

describe('paragraphs', () => {
  it('are the lines that are not empty, without buttons, spaces made plain', async () => {
    const document = await readDocument(
      '7,\nFoo,\n\nHistory[edit]\n\u00A0 \n[edit]\n A\u00A0b\u2009c\u200B\td \u3000[2]\n',
    )
    expect(texts(document)).toEqual(['History', 'A b c d [2]'])
    expect(document.paragraphs[1]?.sentences).toMatchObject([{ text: 'A b c d', references: ['2'] }])
  })

  it('number the entries of the information box on', async () => {
    const document = await readDocument(
      `${head}\nInformation box\n{'Type': 'Agency', 'Seat': 'Geneva; 3. floor. Left.[a]'}`,
    )
    expect(document.paragraphs.map(({ number, section, text }) => [number, section, text])).toEqual([
      [1, 'BODY', 'First paragraph.'],
      [2, 'BODY', 'Second one.[1]'],
      [3, 'INFORMATION_BOX', 'Type: Agency'],
      [4, 'INFORMATION_BOX', 'Seat: Geneva; 3. floor. Left.[a]'],
    ])
    expect(document.paragraphs[3]?.sentences).toMatchObject([
      { ordinal: 1, text: 'Seat: Geneva; 3. floor. Left.', references: ['a'] },
    ])
  })
})

describe('the information box', () => {
  it.each([
    ['is missing', head],
    ['is empty', `${head}Information box\n{}`],
    ['is empty over lines', `${head}Information box\n\n{\n}\n\n`],
    ['has nothing below it', `${head}Information box\n`],
    ['is None', `${head}Information box\nNone\n`],
  ])('%s', async (_, source) => {
    expect(texts(await readDocument(source))).toEqual(['First paragraph.', 'Second one.[1]'])
  })

  it('is the last line of that name, for the body may say the same', async () => {
    const document = await readDocument(`${head}Information box\nA word on it.\nInformation box\n{'a': 'b'}`)
    expect(texts(document).slice(2)).toEqual(['Information box', 'A word on it.', 'a: b'])
    expect(texts(await readDocument(`${head}Information box\nA word on it.`)).slice(2)).toEqual([
      'Information box',
      'A word on it.',
    ])
  })

  it.each([
    [`{'a': "it's"}`, ["a: it's"]],
    [`{'a': 'it\\'s "so"', "b": "\\"x\\""}`, ['a: it\'s "so"', 'b: "x"']],
    [`{'a': 'one\\ntwo\\xa0three\\u2013four\\U0001f600'}`, ['a: one two three–four😀']],
    [`{'a': 'one ' "two"\n   'three',\n 'b': '',\n}`, ['a: one twothree', 'b:']],
    [`{'a': None, 'b': 12, 'c': -1.5, 'd': True, 'e': False}`, ['a:', 'b: 12', 'c: -1.5', 'd: yes', 'e: no']],
    [`{'a': ['x', 'y, z'], 'b': ('x',), 'c': {'x', 'y'}, 'd': []}`, ['a: x; y, z', 'b: x', 'c: x; y', 'd:']],
    [`{'a': {'x': 1, 'y': ['z', 'w']}, 'b': [['c', 'd'], {'e': 'f'}]}`, ['a: x: 1; y: (z; w)', 'b: (c; d); e: f']],
    [`{1: 'x', None: 'y', 'Key:': 'z', '__proto__': 'w'}`, ['1: x', 'y', 'Key: z', '__proto__: w']],
    [
      `{'a': r'\\d', 'b': u'x', 'c': '''it's "all"\nhere''', 'd': '\\q\\101'}`,
      ['a: \\d', 'b: x', `c: it's "all" here`, 'd: \\qA'],
    ],
    [
      `{'a': 12_345, 'b': 123456789012345678901234567890, 'c': 0x1F, 'd': 1e3}`,
      ['a: 12345', 'b: 123456789012345678901234567890', 'c: 31', 'd: 1000'],
    ],
  ])('reads %s', async (literal, expected) => {
    expect(box(await readDocument(`${head}Information box\n${literal}`))).toEqual(expected)
  })
})

const sources = path.join(import.meta.dirname, '../../shared/sources')
const files = existsSync(sources) ? readdirSync(sources).filter((file) => file.endsWith('.txt')) : []

describe('the documents at hand', () => {
  it.skipIf(files.length > 0)('are not there: ../shared/sources is absent, so nothing of it is checked', ({ skip }) =>
    skip(),
  )

  it.each(files)('%s is read whole', async (file) => {
    const document = await readDocument(readFileSync(path.join(sources, file)), { file })
    for (const { text, sentences } of document.paragraphs) {
      // No word is lost and none is added when sentences are told apart.
      const words = text.replaceAll(/\[\d+\]/g, '').replaceAll(/\s/g, '')
      expect(
        sentences
          .map((sentence) => sentence.text)
          .join('')
          .replaceAll(/\s/g, ''),
      ).toBe(words)
      expect(sentences.length).toBeGreaterThan(0)
    }
  })

  it.runIf(files.includes('000_b05746cdc44633e2.txt'))('the first has 25 paragraphs and 9 entries', async () => {
    const document = await readDocument(readFileSync(path.join(sources, '000_b05746cdc44633e2.txt')))
    expect(readableTitle(document)).toBe('International Organization for Migration')
    const { BODY, INFORMATION_BOX } = Object.groupBy(document.paragraphs, ({ section }) => section)
    expect([BODY?.length, INFORMATION_BOX?.length]).toEqual([25, 9])
    const references = document.paragraphs.map(({ sentences }) =>
      sentences.map((sentence) => sentence.references.join()),
    )
    expect(references.slice(18, 23)).toEqual([
      ['10,11', '12,13,14'],
      ['15,16', '15', '15', '15'],
      ['16', '16', '17'],
      ['18'],
      ['18', '18'],
    ])
  })
})
