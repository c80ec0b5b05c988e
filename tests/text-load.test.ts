import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkEvidenceOfFiles } from '../src/dataset/evidence.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readSources } from '../src/dataset/source.ts'
import { listDocuments } from '../src/document/list.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { showDocument } from '../src/document/show.ts'
import { createTestApp } from './support/app.ts'
import { edit, freshFolder, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph } from './support/dataset-graph.ts'

// Texts that have no number, in the graph.

const { allRows, db, load } = await datasetGraph()
const app = createTestApp(db)

beforeEach(async () => {
  await db.pool.query('truncate dataset, entity, document restart identity cascade')
})

const text = 'Harbour Aid\n\nHarbour Aid rose.[1] It fell.\n\nIt came back.\n'
const notes = '[^1]: A report of 1938.\n[^2]: Another, <https://example.org/2>\n'
const markdown = `# Harbour Aid\n\nHarbour Aid rose.[^1] It fell.[^2]\n\nIt came back.\n\n${notes}`

/** A dataset that cites a text. */
const dataset = (document: string, references = '[]') =>
  writeFiles({
    'dataset.yaml': `slug: small\ntitle: Small\ndocuments:\n  - ${document}\n`,
    'all.yaml': `organizations: [{slug: guild, name: Guild, organizationType: NGO}]
attributes:
  - key: deed
    subject: guild
    attribute: deed
    value: rose
    statement: It rose.
    evidence: [{document: report, paragraph: 1, anchor: Harbour Aid rose, references: ${references}}]
`,
  })

const documents = async () =>
  (await listDocuments(db)).map(({ slug, format, isLoaded, paragraphs }) => ({ slug, format, isLoaded, paragraphs }))

async function references(slug: string) {
  const { document } = await app.get(`{ document(slug: "${slug}") { references { nodes { label title url } } } }`)
  return document.references.nodes.map(({ label, title, url }: Record<string, string>) => [label, title, url])
}

/** Does something twice; the second time changes nothing. */
async function twice<T>(task: () => Promise<T>): Promise<T> {
  const result = await task()
  const rows = await allRows()
  await task()
  expect(changedTables(rows, await allRows())).toEqual([])
  return result
}

describe('a text without a number', () => {
  test('makes a document with its format, and is the same when it is loaded again', async () => {
    const loaded = await twice(() => loadDocument(db, { text }))
    expect(loaded).toMatchObject({ slug: 'harbour-aid', title: 'Harbour Aid', paragraphs: 2, sentences: 3 })
    expect(await documents()).toEqual([{ slug: 'harbour-aid', format: 'text', isLoaded: true, paragraphs: 2 }])
    const { document } = await app.get('{ document(slug: "harbour-aid") { externalId format title } }')
    expect(document).toEqual({ externalId: null, format: 'text', title: 'Harbour Aid' })
  })

  test('takes the place of what it was before, when that is said', async () => {
    await loadDocument(db, { text })
    const edited = text.replace('It fell.', 'It fell again.')
    await expect(loadDocument(db, { text: edited })).rejects.toMatchObject({
      code: 'CONFLICT',
      message:
        'The slug "harbour-aid", which follows from the title "Harbour Aid", is that of a document with another text. Give a slug: "harbour-aid" if it is the same document, another if not.',
    })
    expect(await twice(() => loadDocument(db, { text: edited, slug: 'harbour-aid' }))).toMatchObject({ sentences: 3 })
    expect(await loadDocument(db, { text, slug: 'other' })).toMatchObject({ slug: 'other', changed: true })
    expect(await loadDocument(db, { text }), 'by its digest').toMatchObject({ slug: 'other', changed: false })
  })

  test('belongs to the document of a dataset that has its title, its digest or its slug', async () => {
    const folder = dataset('{slug: report, title: Harbour Aid}')
    await load(folder)
    expect(await twice(() => loadDocument(db, { text }))).toMatchObject({ slug: 'report', evidence: { FOUND: 1 } })
    await load(folder)
    expect(await documents()).toEqual([{ slug: 'report', format: 'text', isLoaded: true, paragraphs: 2 }])
    await unloadDocument(db, 'report')
    edit(folder, 'dataset.yaml', 'title: Harbour Aid', 'title: A report of it')
    await load(folder)
    expect(await loadDocument(db, { text })).toMatchObject({ slug: 'harbour-aid', mayBe: ['report'] })
    expect(await twice(() => loadDocument(db, { text, slug: 'report' }))).toMatchObject({ evidence: { FOUND: 1 } })
    expect(await documents()).toHaveLength(1)
  })

  test('is not taken for the text of a document whose digest is known to be another one', async () => {
    await load(dataset(`{slug: report, title: Harbour Aid, sha256: ${'a'.repeat(64)}}`))
    expect(await loadDocument(db, { text })).toMatchObject({ slug: 'harbour-aid' })
  })

  test('whose title several documents have, asks which', async () => {
    await load(dataset('{slug: report, title: Harbour Aid}\n  - {slug: other, title: Harbour Aid}'))
    await expect(loadDocument(db, { text })).rejects.toMatchObject({
      code: 'AMBIGUOUS_NAME',
      message: 'The title "Harbour Aid" is that of 2 documents: other, report. Say with the slug which it is.',
    })
  })

  test('is found by its address', async () => {
    const page = (words: string) => `<html><link rel=canonical href="https://example.org/aid"><p>${words}</html>`
    const first = await loadDocument(db, { text: page('Harbour Aid rose.') })
    expect(await loadDocument(db, { text: page('Harbour Aid fell.') })).toMatchObject({
      slug: first.slug,
      changed: true,
    })
    const { document } = await app.get(`{ document(slug: "${first.slug}") { url } }`)
    expect(document).toEqual({ url: 'https://example.org/aid' })
  })

  test('is in the language that it says, unless somebody says another', async () => {
    const page = '<html lang="de"><title>Eins</title><p>Am 3. Mai. Danach.</html>'
    await loadDocument(db, { text: page })
    const { document } = await app.get('{ document(slug: "eins") { language } }')
    expect(document).toEqual({ language: 'de' })
    await loadDocument(db, { text: page, slug: 'eins', language: 'en' })
    expect((await app.get('{ document(slug: "eins") { language } }')).document).toEqual({ language: 'en' })
  })
})

describe('the references that a text lists itself', () => {
  const own = [
    ['1', 'A report of 1938.', null],
    ['2', 'Another, https://example.org/2', 'https://example.org/2'],
  ]
  const read = { text: markdown, format: 'markdown' } as const

  test('are those of its document, and go with it', async () => {
    await twice(() => loadDocument(db, read))
    expect(await references('harbour-aid')).toEqual(own)
    const other = markdown.replace('[^2]: Another', '[^3]: A third one').replace('fell.[^2]', 'fell.[^3]')
    await twice(() => loadDocument(db, { ...read, text: other, slug: 'harbour-aid' }))
    expect(await references('harbour-aid')).toEqual([
      own[0],
      ['3', 'A third one, https://example.org/2', 'https://example.org/2'],
    ])
    await loadDocument(db, { text, slug: 'harbour-aid' })
    expect(await references('harbour-aid')).toEqual([])
  })

  test.each(['dataset first', 'text first'])('stand behind what a dataset says, %s', async (order) => {
    const folder = dataset(
      '{slug: report, title: Harbour Aid, references: ["1", {label: "2", title: Ours}, "9"]}',
      '["1"]',
    )
    const steps = [() => load(folder), () => loadDocument(db, { ...read, slug: 'report' })]
    for (const step of order === 'dataset first' ? steps : steps.toReversed()) await step()
    const all = [own[0], ['2', 'Ours', null], ['9', null, null]]
    expect(await references('report')).toEqual(all)
    await twice(async () => {
      await load(folder)
      await loadDocument(db, { ...read, slug: 'report' })
    })
    expect(await references('report')).toEqual(all)
    // What the dataset does not list any more is that of the text again.
    edit(folder, 'dataset.yaml', '{label: "2", title: Ours}, "9"', '"9"')
    await load(folder)
    expect(await references('report')).toEqual([...own, ['9', null, null]])
    await unloadDocument(db, 'report')
    expect(await references('report')).toEqual([
      ['1', null, null],
      ['9', null, null],
    ])
  })

  test('are listed by files that are written from the graph, once evidence cites them', async () => {
    await load(dataset('{slug: report, title: Harbour Aid, references: ["1"]}', '["1"]'))
    await loadDocument(db, read)
    const other = writeFiles({
      'dataset.yaml': 'slug: second\ntitle: Second\ndocuments: []\n',
      'all.yaml': `organizations: [{slug: league, name: League, organizationType: NGO}]
attributes:
  - key: deed
    subject: league
    attribute: deed
    value: fell
    statement: It fell.
    evidence: [{document: report, paragraph: 1, anchor: It fell, references: ["2"]}]
`,
    })
    const rows = await db.prisma.reference.findMany({
      select: { label: true, listed: true },
      orderBy: { label: 'asc' },
    })
    expect(rows).toEqual([
      { label: '1', listed: true },
      { label: '2', listed: false },
    ])
    await twice(() => load(other))
    expect(await db.prisma.reference.findMany({ where: { listed: false } })).toEqual([])
    await unloadDocument(db, 'report')
    expect(await references('report')).toEqual([
      ['1', null, null],
      ['2', null, null],
    ])
  })

  test('go with the text when two documents become one', async () => {
    await loadDocument(db, read)
    await load(dataset('{slug: report, title: Report}'))
    expect(await loadDocument(db, { ...read, slug: 'report' })).toMatchObject({ slug: 'report' })
    expect(await references('report')).toEqual(own)
    expect(await documents()).toEqual([{ slug: 'report', format: 'markdown', isLoaded: true, paragraphs: 2 }])
  })
})

test('pages are shown where a text has them', async () => {
  const pdf = await PDFDocument.create()
  for (const words of ['Harbour Aid rose.', 'It came back.']) pdf.addPage().drawText(words, { x: 50, y: 600, size: 10 })
  pdf.setTitle('Harbour Aid')
  const file = path.join(freshFolder(), 'x.pdf')
  writeFileSync(file, await pdf.save())
  await twice(() => loadDocument(db, { file }))
  const query = '{ document(slug: "harbour-aid") { format paragraphs { nodes { number page text } } } }'
  expect((await app.get(query)).document).toEqual({
    format: 'pdf',
    paragraphs: {
      nodes: [
        { number: 1, page: 1, text: 'Harbour Aid rose.' },
        { number: 2, page: 2, text: 'It came back.' },
      ],
    },
  })
  await loadDocument(db, { text, slug: 'harbour-aid' })
  expect((await app.get(query)).document.paragraphs.nodes).toMatchObject([{ page: null }, { page: null }])
  const shown = await showDocument(file, {})
  expect(shown).toMatchObject({ format: 'pdf', title: 'Harbour Aid', paragraphs: [{ page: 1 }, { page: 2 }] })
  expect(shown).not.toHaveProperty('number')
})

test('the files of a dataset are checked against texts in any form', async () => {
  const folder = dataset(
    '{slug: other, title: Other}\n  - {slug: report, title: Harbour Aid, references: ["1", "2"]}',
    '["1"]',
  )
  const file = path.join(freshFolder(), 'x.md')
  writeFileSync(file, markdown)
  const small = await readDatasetOrThrow(folder)
  const sources = await readSources(small, [file])
  expect(sources.map(({ document }) => document.slug)).toEqual(['report'])
  expect(checkEvidenceOfFiles(small, sources).counts).toMatchObject({ FOUND: 1 })
  writeFileSync(file, '# Elsewhere\n\nText.\n')
  await expect(readSources(small, [file])).rejects.toThrow(
    `${file} is "Elsewhere", without a number, and is none of the dataset "small", whose documents are without number (other), without number (report).`,
  )
})
