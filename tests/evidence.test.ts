import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateAnchor } from '../src/change/anchor.ts'
import { coverage } from '../src/dataset/coverage.ts'
import { SourceText } from '../src/dataset/source-text.ts'
import { readDocument } from '../src/document/read.ts'
import { readSentences } from '../src/document/sentence.ts'
import { sentenceDigest } from '../src/model/sentence-digest.ts'

const sentences = (text: string) => readSentences(text, 'en')
const status = (text: string, anchor: string, digest?: string) => locateAnchor(sentences(text), anchor, digest).status

describe('an anchor', () => {
  it('is FOUND in the one sentence that holds it', () => {
    const both = sentences('It rose in 1951.[1] It fell in 1952.')
    expect(locateAnchor(both, 'in 1952')).toEqual({ status: 'FOUND', sentence: both[1] })
    expect(locateAnchor(both, 'It rose in 1951.')).toEqual({ status: 'FOUND', sentence: both[0] })
  })

  it('is ORPHANED in none, AMBIGUOUS in several, NOT_LOADED without text', () => {
    expect(locateAnchor(sentences('It rose.'), 'It fell')).toEqual({ status: 'ORPHANED' })
    expect(locateAnchor([], 'It fell')).toEqual({ status: 'ORPHANED' })
    expect(locateAnchor(sentences('It rose. It fell.'), 'It')).toEqual({ status: 'AMBIGUOUS' })
    expect(locateAnchor(undefined, 'It')).toEqual({ status: 'NOT_LOADED' })
  })

  it('is in one sentence when it stands there twice', () => {
    expect(status('Again and again and again.', 'and again')).toBe('FOUND')
  })

  it('never spans two sentences', () => {
    expect(status('It rose. It fell.', 'rose. It')).toBe('ORPHANED')
  })

  it('with a digest is sought only in the sentence that has it', () => {
    const text = 'It rose. It fell.'
    expect(locateAnchor(sentences(text), 'It', sentenceDigest('It fell.'))).toMatchObject({
      status: 'FOUND',
      sentence: { ordinal: 2 },
    })
    expect(status(text, 'rose', sentenceDigest('It fell.'))).toBe('ORPHANED')
    expect(status(text, 'It', sentenceDigest('It stood.'))).toBe('ORPHANED')
    expect(status('It rose. It rose.', 'rose', sentenceDigest('It rose.'))).toBe('AMBIGUOUS')
  })

  it('with the digest of a former cut is found where its words stand unchanged', () => {
    const text = 'It was refused by the U.S. Amnesty agreed. It fell. It rose again.'
    expect(sentences(text)).toHaveLength(4)
    // Joined in former times, and told apart now; and the other way round.
    const joined = sentenceDigest('It was refused by the U.S. Amnesty agreed.')
    expect(locateAnchor(sentences(text), 'Amnesty agreed', joined)).toMatchObject({
      status: 'FOUND',
      sentence: { ordinal: 2 },
    })
    expect(status(text, 'It fell', joined)).toBe('ORPHANED')
    const parted = 'Tiger Pte. Ltd. opened an office. It was small.'
    expect(status(parted, 'opened an office', sentenceDigest('Ltd. opened an office.'))).toBe('FOUND')
    expect(status(parted, 'Tiger', sentenceDigest('Ltd. opened an office.'))).toBe('ORPHANED')
    expect(status(parted, 'opened an office', sentenceDigest('Ltd. opened no office.'))).toBe('ORPHANED')
    expect(status('They approve it.It is so.', 'It is', sentenceDigest('They approve it.It is so.'))).toBe('FOUND')
  })

  it.each([
    ['white space', "Ant\u00f3nio's\u00a0own   words.", " António's  own\twords "],
    ['composition of accents', 'Ant\u00f3nio came.', 'Anto\u0301nio came'],
    ['curly quotes', 'The “open prison” of migrants’ rights.', `"open prison" of migrants' rights`],
    ['straight quotes', `The "open prison" of migrants' rights.`, '“open prison” of migrants’ rights'],
    ['soft hyphens', 'The organi\u00adzation.', 'organization'],
    ['hyphens that do not break', 'A man\u2011made lake.', 'man-made'],
    ['hyphens of other code points', 'A man-made lake.', 'man\u2010made lake'],
    ['minus signs', 'It is \u22125 degrees.', '-5 degrees'],
    ['kinds of en dashes', 'In 2003–2004 it rose.', '2003\u20122004'],
    ['zero-width characters', 'An or\u200bgan\u200dization of\ufe0f Rome.', 'organization\u2060 of Rome'],
    ['narrow spaces', 'Some 10\u202f000 people.', '10 000\u2009people'],
    ['other apostrophes', 'The people\u02bcs own.', 'people\u00b4s own'],
    ['ligatures', 'The o\ufb03ce.', 'office'],
    ['wide letters', 'The \uff21\uff22 body.', 'AB body'],
    ['ellipses', 'And so on… and on.', 'so on... and'],
  ])('looks past %s', (_, text, anchor) => {
    expect(status(text, anchor)).toBe('FOUND')
  })

  it.each([
    ['It rose in 1951,[3] which was new.', 'in 1951,[3] which'],
    ['It rose.[1][2] It fell.', 'It rose.[1][2]'],
    ['It rose[citation needed] in 1951.', 'rose[citation needed] in 1951'],
    ['It rose.[1] It fell.', '[1] It fell'],
    ['He said "[the] agency agree[d]".', 'the'],
    ['He said "[the] agency agree[d]".', '[the] agency agree[d]'],
  ])('copied with its marks is found in %s', (text, anchor) => {
    expect(status(text, anchor)).toBe('FOUND')
  })

  it.each([
    ['powers', 'Some 10² people.', '102'],
    ['case', 'The form.', 'the Form'],
    ['wording', 'Several forms.', 'many forms'],
    ['accents', 'António came.', 'Antonio came'],
    ['punctuation', 'Rose, fell.', 'Rose fell'],
    ['dashes', 'Rose–fell.', 'Rose-fell'],
    ['nothing', 'Some text.', ' '],
  ])('does not look past %s', (_, text, anchor) => {
    expect(status(text, anchor)).toBe('ORPHANED')
  })

  it.each([
    ['form', 'The formation and the uniform.', 'ORPHANED'],
    ['form', 'The formation has a form.', 'FOUND'],
    ['organisation', "L'organisation et la paix.", 'FOUND'],
    ['made disasters', 'All man-made disasters.', 'FOUND'],
    ['11', 'Some 11,500 staff.', 'ORPHANED'],
    ['500', 'Some 11,500 staff.', 'ORPHANED'],
    ['8', 'Of US$1.8 billion.', 'ORPHANED'],
    ['2004', 'The quake of 2004/2005.', 'FOUND'],
    ['in 2016', 'Thus in 2016.', 'FOUND'],
    ['(IOM)', 'The body (IOM)is.', 'FOUND'],
    ['IOM', 'The IOM2 of PIOM.', 'ORPHANED'],
    ['e', 'Cafe\u0301s e\u0301.', 'ORPHANED'],
    ['𐐀', 'Deseret 𐐀𐐁.', 'ORPHANED'],
    ['組織', '国際組織は。', 'FOUND'],
    ['องค์การ', 'เป็นองค์การระหว่าง', 'FOUND'],
  ])('%s in "%s" is %s, for it begins and ends where words do', (anchor, text, expected) => {
    expect(status(text, anchor)).toBe(expected)
  })

  it('is found wherever it was taken from, at the borders of words', () => {
    const word = fc.stringMatching(/^[a-zé'’“"0-9-]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (words, from, length) => {
        const start = from % words.length
        const anchor = words.slice(start, start + 1 + (length % words.length)).join('  ')
        const text = words.join(' ')
        expect(locateAnchor([{ text, digest: sentenceDigest(text) }], anchor).status).toBe('FOUND')
      }),
    )
  })
})

describe('coverage', async () => {
  const document = await readDocument(
    `7,\nFoo,\n\nIt rose.[1] It fell.\n\nStates:\n\nInformation box\n{'Type': 'Body', 'Seat': 'Rome'}`,
  )

  it('lists every sentence and entry with its facts, or why it has none', () => {
    const evidence = [
      { factKey: 'a', paragraph: 1, anchor: 'rose' },
      { factKey: 'b', paragraph: 1, anchor: 'It', digest: sentenceDigest('It rose.') },
      { factKey: 'a', paragraph: 1, anchor: 'It rose' },
      { factKey: 'c', paragraph: 3, anchor: 'Type: Body' },
    ]
    const result = coverage(new SourceText(document), evidence, [
      { paragraph: 2, anchor: 'States', reason: 'A heading.' },
    ])
    expect(result.sentences).toEqual([
      { paragraph: 1, ordinal: 1, text: 'It rose.', facts: ['a', 'b'], uncoveredReason: undefined },
      { paragraph: 1, ordinal: 2, text: 'It fell.', facts: [], uncoveredReason: undefined },
      { paragraph: 2, ordinal: 1, text: 'States:', facts: [], uncoveredReason: 'A heading.' },
      { paragraph: 3, ordinal: 1, text: 'Type: Body', facts: ['c'], uncoveredReason: undefined },
      { paragraph: 4, ordinal: 1, text: 'Seat: Rome', facts: [], uncoveredReason: undefined },
    ])
    expect(result.totals).toEqual({ sentences: 5, covered: 2, uncovered: 1, missing: 2, unplaced: 0 })
  })

  it('counts only evidence that is FOUND, and lists the rest', () => {
    const evidence = [
      { factKey: 'a', paragraph: 1, anchor: 'It' },
      { factKey: 'b', paragraph: 9, anchor: 'It' },
    ]
    const result = coverage(new SourceText(document), evidence, [{ paragraph: 4, anchor: 'Paris', reason: 'None.' }])
    expect(result.unplaced).toEqual([
      { factKey: 'a', paragraph: 1, anchor: 'It', status: 'AMBIGUOUS' },
      { factKey: 'b', paragraph: 9, anchor: 'It', status: 'ORPHANED' },
      { factKey: undefined, paragraph: 4, anchor: 'Paris', status: 'ORPHANED' },
    ])
    expect(result.totals).toEqual({ sentences: 5, covered: 0, uncovered: 0, missing: 5, unplaced: 3 })
  })
})
