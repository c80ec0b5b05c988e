import { rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findInGraph } from '../src/change/known-slugs.ts'
import { loadDataset, removeDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { copyHarbour, edit, harbour, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'

const { allRows, db, load, query } = await datasetGraph()

const second = {
  'dataset.yaml': 'slug: second\ntitle: Second\ndocuments: [{slug: leaflet, title: Leaflet}]\n',
  'entities.yaml': 'places:\n  - {slug: old-quay, name: Old Quay, partOf: port-alma}\n',
  'facts.yaml': `relationships:
  - key: guild-funds
    subject: coast-guild
    relationshipType: FUNDS
    object: harbour-aid
    statement: The Coast Guild pays for Harbour Aid.
    evidence:
      - {paragraph: 1, anchor: pays for it}
      - {document: harbour-aid, paragraph: 2, anchor: the Coast Guild criticised, references: [2]}
`,
}

describe('beside other datasets', () => {
  test('facts may refer to what another one declares', async () => {
    await load(harbour)
    const { changed } = await load(writeFiles(second))
    expect(changed.fact).toEqual({ inserted: 1, updated: 0, deleted: 0 })
    expect(changed.evidence_reference?.inserted).toBe(1)
    expect((await load(harbour)).changed).toEqual({})
    expect((await load(writeFiles(second))).changed).toEqual({})
  })

  test('what nobody declares is still a problem, with its place', async () => {
    const error = await failure(load(writeFiles(second)))
    expect(error.code).toBe('BAD_USER_INPUT')
    expect(error.message).toMatch(/facts\.yaml:3:14: relationships\[0\]\.subject: nothing has the slug "coast-guild"/)
  })

  test('a dataset that was right when it was read is checked again in the transaction', async () => {
    await load(harbour)
    const elsewhere = (slug: string) => findInGraph(db.prisma, slug)
    const dataset = await readDatasetOrThrow(writeFiles(second), { elsewhere })
    await removeDataset(db, 'harbour')
    const error = await failure(loadDataset(db, dataset))
    expect(error.code).toBe('CONFLICT')
    expect(error.message).toContain('relationships[0].subject: nothing has the slug "coast-guild"')
    expect(await query('select id from dataset')).toEqual([])
  })

  test('a slug belongs to one dataset', async () => {
    await load(harbour)
    const thief = {
      'dataset.yaml': 'slug: thief\ntitle: T\ndocuments: [{slug: harbour-aid, title: Mine}]\n',
      'e.yaml': 'people:\n  - {slug: coast-guild, name: Mine}\n',
    }
    const before = await allRows()
    const error = await failure(load(writeFiles(thief)))
    expect(error.code).toBe('CONFLICT')
    expect(error.message).toMatch(
      /e\.yaml:2:12: people\[0\]\.slug: "coast-guild" belongs to the dataset "harbour" already/,
    )
    expect(error.message).toMatch(
      /dataset\.yaml:3:20: documents\[0\]\.slug: "harbour-aid" belongs to the dataset "harbour" already/,
    )
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('what another one refers to can neither go nor become another kind of thing', async () => {
    await load(harbour)
    await load(writeFiles(second))
    const before = await allRows()
    const gone = await failure(removeDataset(db, 'harbour'))
    expect(gone.code).toBe('CONFLICT')
    expect(gone.message).toContain('"coast-guild" is used by the fact guild-funds of the dataset "second"')
    expect(gone.message).toContain('"port-alma" is used by the place old-quay of the dataset "second"')

    const folder = copyHarbour()
    rmSync(path.join(folder, 'facts/edges.yaml'))
    edit(folder, 'entities.yaml', '  - {slug: coast-guild, name: Coast Guild, organizationType: OTHER}\n', '')
    edit(folder, 'entities.yaml', 'people:\n', 'people:\n  - {slug: coast-guild, name: Coast Guild}\n')
    expect((await failure(load(folder))).message).toContain('"coast-guild" is used by the fact guild-funds')
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('trees of two datasets together make no circle', async () => {
    await load(harbour)
    await load(writeFiles(second))
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'name: Alma Coast}', 'name: Alma Coast, partOf: old-quay}')
    const error = await failure(load(folder))
    expect(error.code).toBe('CONFLICT')
    expect(error.message).toContain('"alma-coast" would lie in itself')
  })

  test('a document that another one cites outlives the dataset that declared it', async () => {
    await load(harbour)
    const citing = { ...second, 'entities.yaml': 'people: []\n', 'facts.yaml': '' }
    citing['facts.yaml'] = `attributes:
  - {key: x, subject: self, attribute: a, value: v, statement: S., evidence: [{document: harbour-aid, paragraph: 1, anchor: charity}]}
`
    citing['entities.yaml'] = 'topics: [{slug: self, name: Self}]\n'
    await load(writeFiles(citing))
    await removeDataset(db, 'harbour')
    expect(await db.prisma.document.findUnique({ where: { slug: 'harbour-aid' } })).toMatchObject({ datasetId: null })
    expect(await query('select number from paragraph')).toEqual([{ number: 1 }])
  })
})
