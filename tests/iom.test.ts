import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkEvidenceOfFiles, coverageOf } from '../src/dataset/evidence.ts'
import { checkFactsOfFiles } from '../src/dataset/fact-checks.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { problemText } from '../src/dataset/read/problem.ts'
import { readDataset, readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset, seed, seedIfEmpty } from '../src/dataset/seed.ts'
import { readSources } from '../src/dataset/source.ts'
import { loadDocument } from '../src/document/load.ts'
import { listChecks } from '../src/evidence/check-list.ts'
import { freshDatabase } from './support/database.ts'

/** The texts of sources are not part of the project: they lie beside it where somebody has put them. */
const sourceFolder = path.join(import.meta.dirname, '../../shared/sources')
const files = existsSync(sourceFolder) ? readdirSync(sourceFolder).map((name) => path.join(sourceFolder, name)) : []

describe('the first dataset', () => {
  test('is read without problems', async () => {
    const { problems, dataset } = await readDataset(firstDataset)
    expect(problems.map(problemText)).toEqual([])
    expect(dataset?.facts.length).toBeGreaterThan(200)
  })

  test('is loaded into an empty graph, and only into that', async () => {
    const db = await freshDatabase()
    expect((await seedIfEmpty(db))?.dataset).toBe('iom')
    expect(await seedIfEmpty(db)).toBeUndefined()
    expect((await seed(db)).changed).toEqual({})
  })

  test('is left alone where the graph manages it', async () => {
    const db = await freshDatabase()
    await seed(db)
    await adoptDataset(db, 'iom')
    expect((await seed(db)).changed).toEqual({})
    await db.prisma.fact.updateMany({ where: { key: 'iom-budget' }, data: { statement: 'Changed by a proposal.' } })
    expect(await seedIfEmpty(db)).toBeUndefined()
    await expect(seed(db)).rejects.toThrow('update the fact "iom-budget"')
    expect(await db.prisma.fact.findFirst({ where: { key: 'iom-budget' } })).toMatchObject({
      statement: 'Changed by a proposal.',
    })
  })
})

describe.skipIf(files.length === 0)(
  files.length === 0 ? 'its document (skipped: there is no folder shared/sources beside the project)' : 'its document',
  () => {
    test('is covered sentence by sentence', async () => {
      const dataset = await readDatasetOrThrow(firstDataset)
      const sources = await readSources(dataset, files)
      expect(sources.map(({ isOther }) => isOther)).toEqual(files.map(() => false))
      for (const source of sources) {
        const { totals, sentences, unplaced } = coverageOf(dataset, source)
        expect(unplaced).toEqual([])
        expect(sentences.filter(({ facts, uncoveredReason }) => facts.length === 0 && !uncoveredReason)).toEqual([])
        expect(totals.covered + totals.uncovered).toBe(totals.sentences)
        expect(totals.sentences).toBeGreaterThan(40)
      }
    })

    test('has every piece of evidence in one sentence of its own', async () => {
      const dataset = await readDatasetOrThrow(firstDataset)
      const { counts, problems } = checkEvidenceOfFiles(dataset, await readSources(dataset, files))
      expect(problems.map(problemText)).toEqual([])
      expect(counts).toMatchObject({ AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 })

      const db = await freshDatabase()
      await loadDataset(db, dataset)
      for (const file of files) await loadDocument(db, { file })
      const stored = await db.prisma.evidence.groupBy({ by: ['status'], _count: true })
      expect(stored).toEqual([{ status: 'FOUND', _count: counts.FOUND }])
    })

    test('says word for word what the facts say, or a fact says why not', async () => {
      const dataset = await readDatasetOrThrow(firstDataset)
      const { counts, problems, warnings } = checkFactsOfFiles(dataset, await readSources(dataset, files))
      expect([...problems, ...warnings].map(problemText)).toEqual([])
      expect(counts.CONFIRMED).toBeGreaterThan(400)
      expect(counts).toMatchObject({ NOT_LOADED: 0, NOT_CONFIRMED: counts.answered, wrong: 0 })

      const db = await freshDatabase()
      await loadDataset(db, dataset)
      for (const file of files) await loadDocument(db, { file })
      expect((await listChecks(db)).counts).toEqual(counts)
      expect(await loadDataset(db, dataset)).toMatchObject({ changed: {}, warnings: [] })
    })

    test('carries the citations that its evidence gives', async () => {
      const dataset = await readDatasetOrThrow(firstDataset)
      const [source] = await readSources(dataset, files)
      const known = new Set(source?.text.sentences.flatMap(({ references }) => references))
      expect(dataset.documents.flatMap(({ references }) => references.map(({ label }) => label))).toEqual([...known])
    })
  },
)
