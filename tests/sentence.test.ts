import { describe, expect, it } from 'vitest'
import { readSentences, sentenceDigest } from '../src/document/sentence.ts'
import { checkLanguage } from '../src/model/language.ts'

const split = (text: string, language = 'en') => readSentences(text, language).map((sentence) => sentence.text)

describe('sentences', () => {
  it.each([
    ['titles', ['He met Dr. Smith and Mrs. Jones in St. Louis.', 'They talked.']],
    ['initials', ['J. R. R. Tolkien met George W. Bush.', 'A. A. Milne did not.']],
    [
      'abbreviated countries',
      ['The U.S. Government paid.', 'He left the U.S.', 'The end came in the U.N. Security Council.'],
    ],
    ['companies', ['Acme Inc. was sold to Foo Ltd. Board members left.', 'It was by Bar Corp.', 'The rest is known.']],
    ['numbers', ['No. 5 is on p. 12 of vol. 3.', 'It was c. 1950 or Jan. 3.', 'It cost US$1.8 billion.']],
    [
      'numbers at the beginning',
      ['It failed.', '14 people were hurt in 1990.', '15 left.', 'That was "bad."', '3 stayed.'],
    ],
    ['quotes', ['He said "Stop!" and left.', '"It is over."', 'She said “Really?”', 'Then (it rained.)', 'It ended.']],
    ['what is foreign', ['Foo et al. Bar found it, e.g. Paris, i.e. France.', 'Etc.']],
    ['web sites and ellipses', ['See www.iom.int for more... and more.', 'It is 3.5.2 now.']],
    ['question and exclamation marks', ['Why?', 'Because!', 'So it is.']],
  ])('of English keep %s together', (_, sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences)
  })

  it.each([
    ['de', ['Am 3. Mai kam Dr. Müller z.B. nach Bonn.', 'Der 2. Weltkrieg begann.', 'Er sagte nein.']],
    ['fr', ['M. Dupont vint en 1990 av. la fin.', 'Il dit « Non ! » et partit.']],
    ['es', ['El Sr. López vive en EE. UU. desde 1990.', '¿Por qué?', 'Nadie lo sabe.']],
    ['ja', ['これは文です。', '次の文です。']],
    ['pl', ['Dnia 3. Maja przyszedł.', 'Potem odszedł.']],
    ['xx-unknown', ['One is here.', 'J. Two is there.']],
  ])('of %s follow its own rules', (language, sentences) => {
    expect(split(sentences.join(language === 'ja' ? '' : ' '), language)).toEqual(sentences)
  })

  it('are numbered from 1, with normalised spaces', () => {
    expect(readSentences(' A\u00a0b.\u2003 C\td. ', 'en')).toMatchObject([
      { ordinal: 1, text: 'A b.' },
      { ordinal: 2, text: 'C d.' },
    ])
  })

  it('of nothing but marks are none', () => {
    expect(split('[1] [2]')).toEqual([])
    expect(split('')).toEqual([])
  })
})

describe('citation marks', () => {
  const read = (text: string) =>
    readSentences(text, 'en').map((sentence) => [sentence.text, sentence.references.join()])

  it.each([
    [
      'after the full stop',
      'It is.[1][2] It was.[3]',
      [
        ['It is.', '1,2'],
        ['It was.', '3'],
      ],
    ],
    [
      'after a space',
      'It is. [1] [2] It was [3].',
      [
        ['It is.', '1,2'],
        ['It was.', '3'],
      ],
    ],
    [
      'with no space after them',
      'In 2016 it is.[1]The next.[2]“No.”[3]',
      [
        ['In 2016 it is.', '1'],
        ['The next.', '2'],
        ['“No.”', '3'],
      ],
    ],
    ['within the sentence', 'Some staff[2] work,[12] mostly.', [['Some staff work, mostly.', '2,12']]],
    [
      'at the beginning',
      '[1] It is. It was.',
      [
        ['It is.', '1'],
        ['It was.', ''],
      ],
    ],
    [
      'of notes',
      'It is.[a] It was[note 3] so.[nb 1] Or [Note 12] not.[ii]',
      [
        ['It is.', 'a'],
        ['It was so.', 'note 3,nb 1'],
        ['Or not.', 'Note 12,ii'],
      ],
    ],
    ['that repeat', 'It is[1] so.[1]', [['It is so.', '1']]],
    [
      'with pages',
      'It is.[1]: 23–25 It was.[2][3]: 7 Three[4]: 5 and 6.',
      [
        ['It is.', '1'],
        ['It was.', '2,3'],
        ['Three: 5 and 6.', '4'],
      ],
    ],
    [
      'after quotes',
      'He called it "bad".[1] It was "so."[2] Yes.',
      [
        ['He called it "bad".', '1'],
        ['It was "so."', '2'],
        ['Yes.', ''],
      ],
    ],
    [
      'that only remark',
      'It is so.[citation needed] It was[who?] not.[dubious – discuss][1]',
      [
        ['It is so.', ''],
        ['It was not.', '1'],
      ],
    ],
    ['of buttons', 'History[edit]', [['History', '']]],
  ])('are taken out %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('are not the words that an editor puts in', () => {
    for (const text of [
      'He said "[the] agency [t]hey agree[d] on [a] claim[s] of [IOM]".',
      'In [1951] it was [sic] so.',
    ]) {
      expect(read(text)).toEqual([[text, '']])
    }
  })
})

describe('a digest', () => {
  it('is sixteen hexadecimal digits of the text, however it is typed', () => {
    expect(sentenceDigest('It is.')).toBe('758aa1002dda5d14')
    expect(sentenceDigest(' It\u00a0 is.\n')).toBe(sentenceDigest('It is.'))
    expect(sentenceDigest('Anto\u0301nio')).toBe(sentenceDigest('Ant\u00f3nio'))
    expect(sentenceDigest('It was.')).not.toBe(sentenceDigest('It is.'))
    expect(readSentences('It is.[1]', 'en')[0]?.digest).toBe(sentenceDigest('It is.'))
  })
})

it('a language is a BCP 47 tag', () => {
  expect(checkLanguage('pt-br')).toBe('pt-BR')
  expect(() => checkLanguage('not a tag')).toThrow('"not a tag" is not a language tag; "en" or "pt-BR" would be.')
})
