import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { recordStatements } from '../src/database/tracked-operation.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { checkEvidence } from '../src/evidence/list.ts'
import { citeDocument, rowVersions } from './support/cited-document.ts'
import { freshDatabase } from './support/database.ts'

const db = await freshDatabase()

const source = (...paragraphs: string[]) => `7,\nRedCross,\n\n${paragraphs.join('\n\n')}\n`
const text = source('The Red Cross rose.[1] It fell.', 'It stood. It stood.', 'Last words.')
const none = { FOUND: 0, AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 }

const citations = [
  { paragraph: 1, anchor: 'rose' },
  { paragraph: 1, anchor: 'It fell' },
  { paragraph: 2, anchor: 'It stood' },
  { paragraph: 3, anchor: 'First words' },
  { paragraph: 9, anchor: 'Nowhere' },
]

const statuses = async () => (await checkEvidence(db)).map(({ factKey, status }) => `${factKey} ${status}`)
const revision = async () => (await db.prisma.revision.findUniqueOrThrow({ where: { id: 1 } })).number

beforeEach(async () => {
  await db.pool.query('truncate dataset, entity, document restart identity cascade')
})

describe('a text of a document that is cited', () => {
  beforeEach(() => citeDocument(db, { slug: 'red', externalId: '7' }, citations))

  it('belongs to the document with its number, and its evidence is checked', async () => {
    expect(await statuses()).toEqual(citations.map((_, index) => `fact-${index + 1} NOT_LOADED`))
    const before = await revision()
    expect(await loadDocument(db, { text })).toEqual({
      slug: 'red',
      title: 'Title of red',
      changed: true,
      paragraphs: 3,
      sentences: 5,
      evidence: { FOUND: 2, AMBIGUOUS: 1, ORPHANED: 2, NOT_LOADED: 0 },
      checks: { CONFIRMED: 0, NOT_CONFIRMED: 0, NOT_LOADED: 0, answered: 0, wrong: 0 },
    })
    expect(await revision()).toBe(before + 1n)
    expect(await checkEvidence(db, { document: 'red' })).toEqual(
      [
        { status: 'FOUND', factKey: 'fact-1', paragraph: 1, anchor: 'rose', sentence: 'The Red Cross rose.' },
        { status: 'FOUND', factKey: 'fact-2', paragraph: 1, anchor: 'It fell', sentence: 'It fell.' },
        { status: 'AMBIGUOUS', factKey: 'fact-3', paragraph: 2, anchor: 'It stood', sentence: null },
        { status: 'ORPHANED', factKey: 'fact-4', paragraph: 3, anchor: 'First words', sentence: null },
        { status: 'ORPHANED', factKey: 'fact-5', paragraph: 9, anchor: 'Nowhere', sentence: null },
      ].map((row) => ({ dataset: 'red', document: 'red', ...row })),
    )
  })

  it('changes no row when it is loaded again', async () => {
    await loadDocument(db, { text })
    const before = await rowVersions(db)
    expect(await loadDocument(db, { text: Buffer.from(text), slug: 'red' })).toMatchObject({ changed: false })
    await checkEvidence(db)
    expect(await rowVersions(db)).toEqual(before)
  })

  it('replaces the one before, row by row, and statuses follow', async () => {
    await loadDocument(db, { text })
    const before = await rowVersions(db)
    const edited = source('The Red Cross rose.[1] It fell.', 'It stood. It lay.', 'First words. Last words.', 'More.')
    expect(await loadDocument(db, { text: edited })).toMatchObject({
      changed: true,
      evidence: { FOUND: 4, AMBIGUOUS: 0, ORPHANED: 1, NOT_LOADED: 0 },
    })
    const after = await rowVersions(db)
    expect(after.sentence?.slice(0, 2)).toEqual(before.sentence?.slice(0, 2))
    expect(after.fact).toEqual(before.fact)
  })

  it('takes nothing that is cited with it when it gets shorter, and comes back whole', async () => {
    await loadDocument(db, { text })
    expect(await loadDocument(db, { text: source('It fell.'), replace: true })).toMatchObject({
      paragraphs: 1,
      evidence: { FOUND: 1, AMBIGUOUS: 0, ORPHANED: 4, NOT_LOADED: 0 },
    })
    expect(
      await db.prisma.paragraph.findMany({ select: { number: true, text: true }, orderBy: { number: 'asc' } }),
    ).toEqual([{ number: 1, text: 'It fell.' }, ...[2, 3, 9].map((number) => ({ number, text: null }))])
    expect((await loadDocument(db, { text })).evidence).toEqual({ FOUND: 2, AMBIGUOUS: 1, ORPHANED: 2, NOT_LOADED: 0 })
  })

  it.each([
    ['a shorter one', source('It fell.'), {}, '2 of 5 pieces of evidence would lose their places'],
    ['another one of the same slug', source('Nothing.', 'It stood.'), { slug: 'red' }, '2 of 5'],
    [
      'one in which a sentence stands twice',
      source('The Red Cross rose.[1] It fell. It fell.', 'It stood. It stood.'),
      {},
      '1 of 5 pieces of evidence would lose its place',
    ],
  ])(
    'is not replaced by %s, in which evidence would lose its place, unless that is said',
    async (_, other, labels, words) => {
      await loadDocument(db, { text })
      const before = await rowVersions(db)
      const loaded = loadDocument(db, { text: other, ...labels })
      await expect(loaded).rejects.toMatchObject({ code: 'CONFLICT', details: { slug: 'red', evidence: 5 } })
      await expect(loaded).rejects.toThrow(`The document "red" has another text already. ${words}`)
      await expect(loaded).rejects.toThrow('load it with --replace')
      expect(await rowVersions(db)).toEqual(before)
      expect(await loadDocument(db, { text }), 'the same again').toMatchObject({ changed: false })
      expect(await loadDocument(db, { text: other, ...labels, replace: true })).toMatchObject({ changed: true })
      expect(await loadDocument(db, { text: other }), 'the same again').toMatchObject({ changed: false })
      await unloadDocument(db, 'red')
      expect(await loadDocument(db, { text }), 'where there is no text').toMatchObject({ changed: true })
    },
  )

  it('may be replaced by one in which some evidence is found for the first time, if none is lost', async () => {
    await loadDocument(db, { text })
    const more = source('The Red Cross rose.[1] It fell.', 'It stood. It stood.', 'First words.', 'More.')
    expect(await loadDocument(db, { text: more })).toMatchObject({ changed: true, evidence: { FOUND: 3 } })
  })

  it('is taken out again, and evidence and document stay', async () => {
    await loadDocument(db, { text })
    const evidence = { ...none, NOT_LOADED: 5 }
    expect(await unloadDocument(db, 'red')).toEqual({ slug: 'red', changed: true, removed: false, evidence })
    expect(await db.prisma.sentence.count()).toBe(0)
    expect(await db.prisma.paragraph.findMany({ where: { text: { not: null } } })).toEqual([])
    expect(await db.prisma.paragraph.count()).toBe(4)
    const before = await rowVersions(db)
    expect(await unloadDocument(db, 'red')).toEqual({ slug: 'red', changed: false, removed: false, evidence })
    expect(await rowVersions(db)).toEqual(before)
    expect(await loadDocument(db, { text })).toMatchObject({ changed: true, evidence: { FOUND: 2 } })
  })

  it('keeps the labels of its dataset', async () => {
    await expect(loadDocument(db, { text, title: 'Other' })).rejects.toThrow(
      'A dataset declares the document "red" with the title "Title of red"; change it there, or leave it out here.',
    )
    await expect(loadDocument(db, { text, language: 'fr' })).rejects.toThrow('with the language "en"')
    expect(await loadDocument(db, { text, title: 'Title of red', language: 'en' })).toMatchObject({ changed: true })
  })

  it('takes as many statements for much evidence as for little', async () => {
    const count = async () => (await recordStatements(() => loadDocument(db, { text }))).statements.length
    const few = await count()
    await unloadDocument(db, 'red')
    const many = Array.from({ length: 60 }, (_, index) => ({ paragraph: (index % 3) + 1, anchor: 'rose' }))
    await citeDocument(db, { slug: 'blue', externalId: '8' }, many)
    const other = text.replace('7', '8')
    const { result, statements } = await recordStatements(() => loadDocument(db, { text: other }))
    expect(result.evidence).toEqual({ ...none, FOUND: 20, ORPHANED: 40 })
    expect(statements.length).toBe(few)
  })
})

describe('a text of a document that nobody knows', () => {
  it('makes the document, with the title and the slug that the text gives', async () => {
    const loaded = await loadDocument(db, { text })
    expect(loaded).toMatchObject({ slug: 'red-cross', title: 'Red Cross', changed: true, evidence: none })
    expect(await db.prisma.document.findMany()).toMatchObject([{ externalId: '7', language: 'en', datasetId: null }])
  })

  it('takes labels, then and later', async () => {
    await loadDocument(db, { text, slug: 'rc', title: 'RC', language: 'de' })
    expect(await loadDocument(db, { text })).toMatchObject({ slug: 'rc', title: 'RC', changed: false })
    expect(await loadDocument(db, { text, title: 'Rotes Kreuz' })).toMatchObject({
      title: 'Rotes Kreuz',
      changed: true,
    })
    expect(await db.prisma.sentence.groupBy({ by: ['language'] })).toEqual([{ language: 'de' }])
    await loadDocument(db, { text, language: 'en' })
    expect(await db.prisma.sentence.groupBy({ by: ['language'] })).toEqual([{ language: 'en' }])
  })

  it('leaves nothing behind when it is taken out', async () => {
    await loadDocument(db, { text })
    expect(await unloadDocument(db, 'red-cross')).toEqual({
      slug: 'red-cross',
      changed: true,
      removed: true,
      evidence: none,
    })
    expect(await db.prisma.document.count()).toBe(0)
  })
})

describe('what cannot be told apart is refused, and changes nothing', () => {
  it.each([
    [
      'another document by slug',
      { slug: 'blue' },
      'CONFLICT',
      'The document "blue" has the number 8, and this text has 7',
    ],
    [
      'a new slug for a known number',
      { slug: 'new' },
      'CONFLICT',
      'Number 7 is known as "red", and there is no document "new"',
    ],
    ['a slug that is none', { slug: 'Red Cross' }, 'BAD_USER_INPUT', '"Red Cross" is not a slug'],
    ['an empty title', { title: ' ' }, 'BAD_USER_INPUT', 'The title is empty'],
    ['a language that is none', { language: 'x y' }, 'BAD_USER_INPUT', '"x y" is not a language tag'],
  ])('%s', async (_, labels, code, message) => {
    await citeDocument(db, { slug: 'red', externalId: '7' }, citations)
    await citeDocument(db, { slug: 'blue', externalId: '8' }, [])
    const before = await rowVersions(db)
    await expect(loadDocument(db, { text, ...labels })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
    expect(await rowVersions(db)).toEqual(before)
  })

  it('a slug that is taken', async () => {
    await loadDocument(db, { text })
    await expect(loadDocument(db, { text: text.replace('7', '8') })).rejects.toThrow(
      'The slug "red-cross", which follows from the title "Red Cross", is taken by a document that has the number 7, and this text has 8.',
    )
  })

  it('a number that two documents have, unless one has the text', async () => {
    await citeDocument(db, { slug: 'red', externalId: '7' }, citations)
    await citeDocument(db, { slug: 'rouge', externalId: '7' }, [])
    await expect(loadDocument(db, { text })).rejects.toMatchObject({
      code: 'AMBIGUOUS_NAME',
      message: 'Number 7 is the number of 2 documents: red, rouge. Say with the slug which it is.',
      details: { slugs: ['red', 'rouge'] },
    })
    await loadDocument(db, { text, slug: 'rouge' })
    expect(await loadDocument(db, { text })).toMatchObject({ slug: 'rouge', changed: false })
  })

  it('a document or a file that is not there', async () => {
    await expect(unloadDocument(db, 'gone')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no document "gone"'),
    })
    await expect(checkEvidence(db, { document: 'gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(loadDocument(db, { file: 'gone.txt' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'There is no file "gone.txt"; give the path of a source file.',
    })
    await expect(loadDocument(db, { file: tmpdir() })).rejects.toThrow(
      'this is a folder; give the path of a source file',
    )
  })
})

it('a file is loaded by its path', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'red.txt')
  await writeFile(file, text)
  expect(await loadDocument(db, { file })).toMatchObject({ slug: 'red-cross', paragraphs: 3 })
  await writeFile(file, '7,')
  await expect(loadDocument(db, { file })).rejects.toThrow(`${file}, line 2: the title is missing`)
})

it('several at once follow one another', async () => {
  await citeDocument(db, { slug: 'red', externalId: '7' }, citations)
  const loads = [text, source('It fell.'), text, source('It fell. It fell.')].map((each) =>
    loadDocument(db, { text: each, replace: true }),
  )
  await Promise.all([...loads, checkEvidence(db)])
  expect((await loadDocument(db, { text })).evidence).toEqual({ FOUND: 2, AMBIGUOUS: 1, ORPHANED: 2, NOT_LOADED: 0 })
  expect(await db.prisma.sentence.count()).toBe(5)
})
