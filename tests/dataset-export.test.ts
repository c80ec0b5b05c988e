import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { datasetDifference } from '../src/change/difference.ts'
import { adoptDataset, exportDataset, releaseDataset } from '../src/dataset/manage.ts'
import { draftOf } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset } from '../src/dataset/seed.ts'
import { datasetFiles } from '../src/dataset/write/files.ts'
import { loadDocument } from '../src/document/load.ts'
import { copyHarbour, edit, freshFolder, harbour, harbourText, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph, emptyDatasets, failure } from './support/dataset-graph.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import type { GraphData } from './support/graph-data.ts'
import { filesLayout, filesOf, randomDraft } from './support/random-files.ts'
import { randomGraph } from './support/random-graph.ts'

const { db, load, allRows, query } = await datasetGraph()

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.includes('.'))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  )

/** Only what drafts say: no dates without facts, and no texts that lack what the facts quote. */
function withoutTexts({ entities, documents, facts }: Required<GraphData>): GraphData {
  return {
    entities: entities.map(({ date: _, ...entity }) => entity),
    documents: documents.map(({ paragraphs: _, ...document }) => document),
    facts: facts.map(({ evidence, ...fact }) => {
      const cited = evidence?.map(({ document, paragraph, references }) => ({ document, paragraph, references }))
      return { ...fact, evidence: cited }
    }),
  }
}

/** Exports a dataset and loads that: no row changes but the stored files, and exporting again gives the same bytes. */
async function expectLaw(slug: string): Promise<string> {
  const folder = freshFolder()
  const before = await allRows()
  await exportDataset(db, slug, folder)
  expect(changedTables(before, await allRows())).toEqual([])
  expect((await load(folder)).changed).toEqual({})
  expect(changedTables(before, await allRows()).filter((name) => name !== 'dataset_file')).toEqual([])
  const again = freshFolder()
  await exportDataset(db, slug, again)
  expect(filesIn(again)).toEqual(filesIn(folder))
  rmSync(again, { recursive: true })
  return folder
}

/** Whoever reads YAML, of either version, finds a text where there is one: all but amounts and numbers of paragraphs. */
function expectTexts(name: string, text: string): void {
  for (const version of ['1.1', '1.2'] as const) {
    const reviver = (key: unknown, value: unknown) => {
      const isNumber = ['amount', 'upTo', 'paragraph'].includes(key as string)
      const type = typeof value === 'object' && value !== null ? 'object' : isNumber ? 'number' : 'string'
      expect([name, key, typeof value]).toEqual([name, key, type])
      return value
    }
    parse(text, reviver, { version, logLevel: 'error' })
  }
}

describe('loading an export changes nothing', () => {
  test.each([
    ['iom', firstDataset],
    ['harbour', harbour],
  ])('of the dataset %s', async (slug, folder) => {
    await load(folder)
    const read = async (from: string) => draftOf(await readDatasetOrThrow(from))
    expect(await datasetDifference(db.prisma, await read(await expectLaw(slug)))).toEqual([])
  })

  test('of a dataset whose text is loaded', async () => {
    await load(harbour)
    await loadDocument(db, { file: harbourText })
    await expectLaw('harbour')
  })

  test('of random files', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomDraft, filesLayout, async (draft, layout) => {
        await emptyDatasets(db)
        const folder = writeFiles(Object.fromEntries(filesOf(draft, layout).map((file) => [file.path, file.text])))
        await load(folder)
        expect((await load(folder)).changed).toEqual({})
        const exported = await expectLaw('test')
        for (const [name, text] of Object.entries(filesIn(exported))) expectTexts(name, text)
        for (const one of [folder, exported]) rmSync(one, { recursive: true })
      }),
      { numRuns: 6 },
    )
  })

  test('of random graphs that no files made', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomGraph, async (graph) => {
        await emptyGraph(db)
        await putGraph(db, withoutTexts(graph))
        rmSync(await expectLaw('test'), { recursive: true })
      }),
      { numRuns: 6 },
    )
  })

  test('of items that are entities of another dataset, were renamed, and are referred to by other slugs', async () => {
    await load(harbour)
    const facts = `relationships:
  - key: tie
    subject: guild
    relationshipType: FUNDS
    object: old-club
    period: 1990/1990
    statement: The Guild funds the club.
    evidence: [{paragraph: 1, anchor: funds the club}]
figures:
  - {key: budget, subject: old-club, metric: budget, amount: "0070.50", statement: It has 70.50., evidence: [{paragraph: 2, anchor: it has}]}
responses:
  - {key: answer, responder: guild, criticism: harbour/guild-1938, stance: REJECTS, reply: No., statement: It says no., evidence: [{paragraph: 3, anchor: says no}]}
`
    const items = `organizations:
  - {slug: guild, sameAs: coast-guild, formerSlugs: [the-guild], name: The Guild, labels: [CG, {text: The Guild, aliasKind: FORMER}]}
  - {slug: club, formerSlugs: [old-club], name: Club, organizationType: NGO, labels: [b, a, {text: c, aliasKind: ACRONYM}]}
`
    await load(writeFiles({ 'items.yaml': items, 'facts.yaml': facts }))
    const folder = await expectLaw('small')
    expect(filesIn(folder)['relationships.yaml']).toContain(
      'subject: coast-guild\n    object: club\n    period: "1990"',
    )
    expect(filesIn(folder)['figures.yaml']).toContain('amount: 70.5\n')
    // The other dataset renames what this one refers to.
    const renamed = copyHarbour()
    edit(renamed, 'entities.yaml', 'slug: coast-guild', 'slug: guild-of-the-coast, formerSlugs: [coast-guild]')
    await load(renamed)
    expect(filesIn(await expectLaw('small'))['organizations.yaml']).toContain('sameAs: guild-of-the-coast')
  })
})

test('an edit is written that the log of changes does not show', async () => {
  await load(harbour)
  const item = (labels: string) =>
    `organizations:\n  - {slug: guild, sameAs: coast-guild, name: The Guild, labels: [${labels}]}\n`
  const motto = (period: string) =>
    `attributes:\n  - {key: motto, subject: guild, attribute: motto, value: "1951", ${period}statement: S., evidence: [{paragraph: 1, anchor: a}]}\n`
  const said = async (folder: string) => {
    await load(folder)
    const names = await query('select text, kind::text from name where same_as_id is not null order by kind::text')
    const [fact] = await query<{ from_edtf: string | null }>(`select from_edtf from fact where key = 'motto'`)
    return { names, period: fact?.from_edtf }
  }
  const name = { text: 'The Guild', kind: 'ALSO_KNOWN_AS' }
  const full = writeFiles({ 'a.yaml': item('{text: The Guild, aliasKind: FORMER}'), 'b.yaml': motto('period: 1951, ') })
  const both = { names: [name, { ...name, kind: 'FORMER' }], period: '1951' }
  expect(await said(full)).toEqual(both)
  const exported = await expectLaw('small')
  expect(await said(writeFiles({ 'a.yaml': item(''), 'b.yaml': motto('') }))).toEqual({ names: [name], period: null })
  expect(await said(exported)).toEqual(both)
})

describe('an export', () => {
  test('has what the graph does not have from the files that were loaded last', async () => {
    const folder = copyHarbour()
    writeFileSync(
      path.join(folder, 'more.yaml'),
      '# Nothing there.\nuncovered:\n  - {paragraphs: 3–4, reason: Nothing.}\n  - {paragraph: 1, anchor: "a: b", reason: A heading.}\n',
    )
    await load(folder)
    const files = await datasetFiles(db.prisma, 'harbour')
    expect(files.at(-1)).toEqual({
      path: 'uncovered.yaml',
      text: 'uncovered:\n  - paragraph: 2\n    anchor: Harbour Aid denied it\n    reason: A denial of a criticism is no fact of its own here.\n  - paragraphs: 3-4\n    reason: Nothing.\n  - paragraph: 1\n    anchor: "a: b"\n    reason: A heading.\n',
    })
    await expectLaw('harbour')
  })

  test('of very many things has a file of lines for them', async () => {
    await load(harbour)
    const files = await datasetFiles(db.prisma, 'harbour', 100)
    expect(files.map(({ path: name }) => name)).toEqual(
      expect.arrayContaining(['dataset.yaml', 'attributes.ndjson', 'figures.ndjson', 'uncovered.yaml']),
    )
    expect(files.find((file) => file.path === 'figures.ndjson')?.text).toContain('"paragraph":')
    const folder = writeFiles(Object.fromEntries(files.map((file) => [file.path, file.text])))
    expect((await load(folder)).changed).toEqual({})
  })

  test('goes into an empty folder, or in the place of the dataset', async () => {
    await load(harbour)
    const folder = path.join(freshFolder(), 'a', 'b')
    await exportDataset(db, 'harbour', folder)
    mkdirSync(path.join(folder, 'old'))
    writeFileSync(path.join(folder, 'old', 'notes.yaml'), 'people: []\n')
    writeFileSync(path.join(folder, 'notes.txt'), 'mine')
    expect(await failure(exportDataset(db, 'harbour', folder))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('holds YAML files already'),
    })
    await exportDataset(db, 'harbour', folder, { replace: true })
    expect(readdirSync(path.join(folder, 'old'))).toEqual([])
    expect(filesIn(folder)['notes.txt'] ?? '').toBe('mine')
    await load(folder)
    const other = writeFiles({})
    expect((await failure(exportDataset(db, 'harbour', other, { replace: true }))).message).toContain(
      'holds the dataset "small"; --replace is for a folder with the dataset "harbour"',
    )
    expect(await failure(exportDataset(db, 'nothing', freshFolder()))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the files of a dataset', () => {
  const stored = () => query<{ path: string; text: string }>('select path, text from dataset_file order by path')

  test('are stored as they were loaded', async () => {
    const folder = copyHarbour()
    await load(folder)
    expect((await stored()).map(({ path: name }) => name)).toEqual([
      'dataset.yaml',
      'entities.yaml',
      'facts/claims.yaml',
      'facts/edges.yaml',
    ])
    const before = await allRows()
    expect((await load(folder)).storedFiles).toBe(0)
    expect(changedTables(before, await allRows())).toEqual([])
    writeFileSync(
      path.join(folder, 'entities.yaml'),
      `# New.\n${readFileSync(path.join(folder, 'entities.yaml'), 'utf8')}`,
    )
    rmSync(path.join(folder, 'facts', 'edges.yaml'))
    edit(
      folder,
      'facts/claims.yaml',
      'attributes:',
      `${readFileSync(path.join(harbour, 'facts/edges.yaml'), 'utf8')}\nattributes:`,
    )
    expect(await load(folder)).toMatchObject({ changed: {}, storedFiles: 3 })
    expect(changedTables(before, await allRows())).toEqual(['dataset_file'])
    expect((await stored())[1]?.text).toMatch(/^# New\.\n/)
  })

  test('are not text with a character that is none', async () => {
    expect((await failure(load(writeFiles({ 'a.yaml': '# a\u0000b\npeople: []\n' })))).message).toContain('U+0000')
  })
})

describe('a dataset that the graph manages', () => {
  test('is not changed by files, unless they say the same', async () => {
    await load(harbour)
    const revision = await db.prisma.$queryRaw`select number from revision`
    expect(await adoptDataset(db, 'harbour')).toMatchObject({ managedBy: 'GRAPH', changed: true, hasFiles: true })
    expect(await adoptDataset(db, 'harbour')).toMatchObject({ changed: false })
    expect(await db.prisma.$queryRaw`select number from revision`).not.toEqual(revision)
    expect((await load(harbour)).changed).toEqual({})
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
    edit(folder, 'entities.yaml', 'slug: coast-guild', 'slug: guild-of-the-coast, formerSlugs: [coast-guild]')
    const before = await allRows()
    const error = await failure(load(folder))
    expect(error).toMatchObject({
      code: 'CONFLICT',
      details: {
        changes: [
          { operation: 'UPDATE', type: 'entity', key: 'coast-guild' },
          { operation: 'UPDATE', type: 'fact', key: 'brook-head' },
        ],
      },
    })
    expect(error.message).toContain('`dataset release harbour FOLDER`')
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('is changed by its files again when it is released', async () => {
    await load(harbour)
    await adoptDataset(db, 'harbour')
    const folder = freshFolder()
    expect(await releaseDataset(db, 'harbour', folder)).toMatchObject({ managedBy: 'FILES', changed: true })
    const files = await query<{ path: string; text: string }>('select path, text from dataset_file')
    expect(filesIn(folder)).toEqual(Object.fromEntries(files.map((file) => [file.path, file.text])))
    edit(folder, 'roles.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
    expect((await load(folder)).changed.fact).toEqual({ inserted: 0, updated: 1, deleted: 0 })
  })

  test('stays managed by the graph when its files cannot be written', async () => {
    await load(harbour)
    await adoptDataset(db, 'harbour')
    const file = path.join(freshFolder(), 'file')
    writeFileSync(file, '')
    expect(await failure(releaseDataset(db, 'harbour', path.join(file, 'folder')))).toMatchObject({
      code: 'UNAVAILABLE',
    })
    expect(await db.prisma.dataset.findFirst()).toMatchObject({ managedBy: 'GRAPH' })
  })
})
