import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { datasetDifference } from '../src/change/difference.ts'
import type { DatasetDraft } from '../src/change/draft.ts'
import type { ItemChange } from '../src/change/item.ts'
import { patchedFiles } from '../src/dataset/patch/patched-files.ts'
import { draftOf } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset } from '../src/dataset/seed.ts'
import { storedFilesOrThrow } from '../src/dataset/stored-files.ts'
import { loadDocument } from '../src/document/load.ts'
import { copyHarbour, edit, harbour, harbourText, writeFiles } from './support/dataset.ts'
import { datasetGraph, emptyDatasets, failure } from './support/dataset-graph.ts'
import { filesLayout, filesOf, randomDraft } from './support/random-files.ts'

const { db, load, query } = await datasetGraph()

async function differenceTo(folder: string): Promise<ItemChange[]> {
  return await datasetDifference(db.prisma, draftOf(await readDatasetOrThrow(folder)))
}

const summary = (changes: readonly ItemChange[]) =>
  changes.map(({ operation, type, key }) => `${operation} ${type} ${key}`)

describe('what loading would change', () => {
  test('is everything, of a dataset that the graph does not have', async () => {
    const changes = await differenceTo(harbour)
    expect(changes).toHaveLength(1 + 1 + 10 + 9)
    expect(new Set(changes.map(({ operation }) => operation))).toEqual(new Set(['CREATE']))
    expect(changes[0]?.after).toMatchObject({ slug: 'harbour', title: 'Harbour Aid', language: 'en' })
  })

  test('is nothing, where the graph says the same in other words', async () => {
    await load(harbour)
    await loadDocument(db, { file: harbourText })
    const folder = copyHarbour()
    // Another order of labels, and one that repeats the name.
    edit(folder, 'entities.yaml', 'labels: [The Harbour', 'labels: [harbour aid, The Harbour')
    expect(await differenceTo(folder)).toEqual([])
    expect((await load(folder)).changed).toEqual({})
  })

  test('is said item by item, with what it says before and after', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'slug: coast-guild', 'slug: guild-of-the-coast, formerSlugs: [coast-guild]')
    edit(folder, 'facts/edges.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
    edit(folder, 'dataset.yaml', 'licence: Made up', 'licence: Written')
    edit(folder, 'facts/claims.yaml', 'key: harbour-founded-again', 'key: harbour-founded-later')
    const changes = await differenceTo(folder)
    expect(summary(changes)).toEqual([
      'UPDATE dataset harbour',
      'UPDATE entity coast-guild',
      'UPDATE fact brook-head',
      'CREATE fact harbour-founded-later',
      'DELETE fact harbour-founded-again',
    ])
    expect(changes[1]).toMatchObject({
      before: { slug: 'coast-guild' },
      after: { slug: 'guild-of-the-coast', formerSlugs: ['coast-guild'] },
    })
    const logged = await query<{ count: number }>('select count(*)::int from change')
    await load(folder)
    const [now] = await query<{ count: number }>('select count(*)::int from change')
    // Facts of the entity have another slug in their images, too.
    expect((now?.count ?? 0) - (logged[0]?.count ?? 0)).toBeGreaterThanOrEqual(changes.length)
    expect(await differenceTo(folder)).toEqual([])
  })
})

describe('a patch of the files that are stored', () => {
  test('of the first dataset loads to what was proposed', async () => {
    await load(firstDataset)
    const draft = draftOf(await readDatasetOrThrow(firstDataset))
    const [fact, removed, ...facts] = draft.facts
    const [entity, ...entities] = draft.entities
    if (!fact || !removed || !entity) throw new Error('The first dataset is empty')
    const proposed: DatasetDraft = {
      ...draft,
      entities: [{ ...entity, summary: 'Another summary: of it.', labels: [...entity.labels, label] }, ...entities],
      facts: [{ ...fact, statement: 'Another statement.' }, { ...removed, key: 'a-new-key' }, ...facts],
    }
    const changes = await datasetDifference(db.prisma, proposed)
    expect(changes.map(({ operation }) => operation)).toEqual(['UPDATE', 'CREATE', 'UPDATE', 'DELETE'])
    await expectPatched(changes, proposed)
  })

  test('of random files does, too', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomDraft, randomDraft, filesLayout, async (draft, proposed, layout) => {
        await emptyDatasets(db)
        const folder = writeFiles(Object.fromEntries(filesOf(draft, layout).map((file) => [file.path, file.text])))
        await load(folder)
        rmSync(folder, { recursive: true })
        await expectPatched(await datasetDifference(db.prisma, proposed), proposed)
      }),
      { numRuns: 10 },
    )
  })

  test('needs the files: an earlier version did not store them', async () => {
    await load(harbour)
    await query('delete from dataset_file')
    const error = await failure(storedFilesOrThrow(db.prisma, 'harbour'))
    expect(error).toMatchObject({ code: 'CONFLICT' })
    expect(error.message).toContain('Load them once more with `dataset load`')
    await load(harbour)
    expect(await storedFilesOrThrow(db.prisma, 'harbour')).toHaveLength(4)
  })
})

const label = { text: 'One more name', aliasKind: 'ALSO_KNOWN_AS' } as const

/** Loads the patched files and looks whether the graph then says what was proposed. */
async function expectPatched(changes: readonly ItemChange[], proposed: DatasetDraft): Promise<void> {
  const files = patchedFiles(await storedFilesOrThrow(db.prisma, proposed.slug), changes)
  const folder = writeFiles(Object.fromEntries(files.map(({ path, text }) => [path, text])))
  expect(summary(await differenceTo(folder))).toEqual(summary(changes))
  await load(folder)
  expect(await datasetDifference(db.prisma, proposed)).toEqual([])
  rmSync(folder, { recursive: true })
}
