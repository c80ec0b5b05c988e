import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { changeDataset, removeDataset } from '../src/change/dataset.ts'
import { documentOfSlugOrThrow } from '../src/change/document.ts'
import type { EntityDraft, FactDraft } from '../src/change/draft.ts'
import { mostChanges } from '../src/change/proposal/create.ts'
import { revertRevision } from '../src/change/proposal/revert.ts'
import { undoRevision } from '../src/change/proposal/undo.ts'
import { type ItemDraft, replaceDatasetFrom } from '../src/change/stream.ts'
import { writeRecords } from '../src/change/text.ts'
import { changeGraph } from '../src/change/transaction.ts'
import type { Database } from '../src/database/open.ts'
import { readSingleSentence } from '../src/document/sentence.ts'
import { DossierError } from '../src/errors.ts'
import { freshDatabase } from './support/database.ts'
import { edits, emptyWorld, runEdit } from './support/random-edits.ts'
import { proposalEdits, said } from './support/random-proposals.ts'

/** The same few by default, so that every run of the suite takes the same time; others each time with FAST_CHECK_RUNS. */
const { FAST_CHECK_RUNS } = process.env
const extent = FAST_CHECK_RUNS === undefined ? { numRuns: 2, seed: 5 } : { numRuns: Number(FAST_CHECK_RUNS) }

const author = { origin: { by: 'PERSON', name: 'test' } } as const

async function lastRevision({ prisma }: Database): Promise<string> {
  const row = await prisma.change.findFirstOrThrow({ orderBy: [{ number: 'desc' }] })
  return `${row.epoch}-${row.number}`
}

const names = Object.keys(edits).filter((name) => !(name in proposalEdits))
const edit = fc.record({ name: fc.constantFrom(...names), seed: fc.nat(), isLarge: fc.boolean() })
const start = ['putDocument', 'putDocument', 'putSimpleEntities', 'putSimpleEntities', 'putFact', 'putFact', 'putFact']
/** What cannot be given back is refused in so many words; then nothing is changed. */
const refusals =
  /changed the text of the document|took the document|and renamed|not all are of one dataset|is not accepted any more|does not fit the graph/

test('a revision that is undone leaves the graph as it was, at once and a few changes at a time', async () => {
  const outcomes = { undone: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(edit, { minLength: 15, maxLength: 30 }), async (seed, steps) => {
      const db = await freshDatabase()
      const world = emptyWorld(db)
      for (const [index, name] of start.entries()) await runEdit(world, name, seed + index)
      for (const { name, seed: own, isLarge } of steps) {
        const [before, datasets] = [await said(db), new Map(world.datasets)]
        if (!(await runEdit(world, name, own)) || (await said(db)) === before) continue
        const options = { ...author, mostAtOnce: isLarge ? 0 : mostChanges }
        const error = await undoRevision(db, await lastRevision(db), options).catch((thrown: unknown) => thrown)
        if (error instanceof Error) {
          if (!(error instanceof DossierError)) throw error
          expect(error.message, `${name} ${own}`).toMatch(refusals)
          expect(await said(db)).not.toBe(before)
          outcomes.refused += 1
          continue
        }
        expect(await said(db), `${name} ${own} ${isLarge}`).toBe(before)
        outcomes.undone += 1
        world.datasets.clear()
        for (const [slug, dataset] of datasets) world.datasets.set(slug, dataset)
      }
      await db.close()
    }),
    { ...extent, endOnFailure: true },
  )
  expect(outcomes.undone).toBeGreaterThan(outcomes.refused)
}, 600_000)

describe('an import', async () => {
  const db = await freshDatabase()

  /** Imports so many things with a fact each, and the records that say so. */
  async function importThings(count: number) {
    const header = { slug: 'register', title: 'Register', language: 'en' }
    const document = { slug: 'list', title: 'List', language: 'en', formerSlugs: [], references: [], format: 'records' }
    async function* items(): AsyncGenerator<ItemDraft> {
      for (let index = 1; index <= count; index += 1) {
        const slug = `thing-${index}`
        const plain = { formerSlugs: [], labels: [], identifiers: [] }
        yield { type: 'entity', draft: { ...plain, kind: 'TOPIC', slug, name: `Thing ${index}` } }
        const evidence = [{ document: 'list', paragraph: index, anchor: `T${index}`, references: [] }]
        const name = { subject: slug, name: `T${index}`, aliasKind: 'ACRONYM', statement: `It is T${index}.` }
        yield { type: 'fact', draft: { kind: 'ALIAS', key: `name-${index}`, ...name, evidence } as FactDraft }
      }
    }
    async function* records() {
      for (let index = 1; index <= count; index += 1) {
        const text = `Thing ${index} is T${index}`
        yield { text, sentences: readSingleSentence(text) }
      }
    }
    const { revision } = await changeGraph(db, author, async (change) => {
      await replaceDatasetFrom(change, { ...header, documents: [document], items }, 50)
      const { id } = await documentOfSlugOrThrow(change, 'list')
      await writeRecords(change, id, { language: 'en', sha256: String(count).padStart(64, '0'), records: records() })
    })
    return revision
  }

  it('goes as a whole, with its records', async () => {
    const before = await said(db)
    for (const mostAtOnce of [0, mostChanges]) {
      const revision = await importThings(120)
      expect(await db.prisma.sentence.count()).toBe(120)
      const { result } = await undoRevision(db, revision, { ...author, mostAtOnce })
      expect(result).toBe(242)
      expect(await said(db)).toBe(before)
      expect(await db.prisma.document.count()).toBe(0)
      expect(await db.prisma.paragraph.count()).toBe(0)
    }
  })

  it('into a dataset that was there takes out places and what lies in them', async () => {
    const place = (slug: string, partOf?: string) => {
      const draft = {
        kind: 'PLACE',
        slug,
        name: slug,
        formerSlugs: [],
        labels: [],
        identifiers: [],
        ...(partOf && { partOf }),
      }
      return draft as EntityDraft
    }
    const header = { slug: 'atlas', title: 'Atlas', language: 'en', documents: [], facts: [] }
    const write = async (...entities: EntityDraft[]) =>
      (await changeGraph(db, author, (change) => changeDataset(change, { ...header, entities }))).revision
    await write(place('land'))
    const before = await said(db)
    for (const mostAtOnce of [0, mostChanges]) {
      const revision = await write(place('town', 'land'), place('inn', 'town'), place('bar', 'inn'))
      await undoRevision(db, revision, { ...author, mostAtOnce })
      expect(await said(db)).toBe(before)
    }
    const revision = await write(place('town', 'land'))
    await write(place('inn', 'town'))
    for (const mostAtOnce of [0, mostChanges]) {
      const undone = undoRevision(db, revision, { ...author, mostAtOnce })
      await expect(undone).rejects.toThrow(/"town" is used by the place inn/)
    }
    await changeGraph(db, author, (change) => removeDataset(change, 'atlas'))
  })

  it('stays when something of it has changed since, or has been added', async () => {
    const revision = await importThings(30)
    const later = await importThings(31)
    for (const mostAtOnce of [0, mostChanges]) {
      await expect(undoRevision(db, revision, { ...author, mostAtOnce })).rejects.toThrow(
        /has changed since\. Undo the later changes first|has got more since|still has "thing-31"/,
      )
    }
    await expect(undoRevision(db, later, author)).rejects.toThrow(/changed the text of the document "list"/)
    await expect(undoRevision(db, 'yesterday', author)).rejects.toThrow(/has no changes of revision "yesterday"/)
  })

  it('of more changes than a proposal may have is told how it can be undone', async () => {
    const [{ epoch, number } = { epoch: '', number: 0n }] = await db.prisma.change.findMany({ take: 1 })
    await db.pool.query(
      `insert into change (epoch, number, ordinal, at, origin, origin_name, operation, type, dataset, key, after)
      select $1, $2, 100000 + n, now(), 'IMPORT', 'x', 'CREATE', 'entity', 'register', 'x' || n, '{}'
      from generate_series(1, ${mostChanges}) as n`,
      [epoch, number],
    )
    const by = await db.prisma.actor.create({ data: { name: 'Ann', isMachine: false } })
    const revert = db.prisma.$transaction((tx) => revertRevision(tx, `${epoch}-${number}`, { by, reason: 'No.' }))
    await expect(revert).rejects.toThrow(/a proposal at most 10000. `changes undo [0-9a-f]+-\d+` on the command line/)
  })
})
