import { describe, expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { draftOf } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { seed } from '../src/dataset/seed.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { copyHarbour, edit, harbour, harbourText } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

interface Row {
  readonly revision: string
  readonly ordinal: number
  readonly operation: string
  readonly type: string
  readonly dataset: string
  readonly key: string
  readonly origin: string
  readonly origin_name: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into drafts of any kind
  readonly before: any
  // oxlint-disable-next-line typescript/no-explicit-any -- as above
  readonly after: any
}

/** The log of the last change. */
async function lastChange(): Promise<Row[]> {
  return await query<Row>(`select epoch || '-' || number as revision, change.* from change
    where number = (select max(number) from change) order by ordinal`)
}

const named = ({ operation, type, key }: Row) => `${operation} ${type} ${key}`

describe('loading a dataset', () => {
  test('records what was made, in the order in which things refer to each other', async () => {
    const { revision } = await load(harbour)
    const log = await lastChange()
    expect(log).toHaveLength(1 + 1 + 10 + 9)
    expect(log.map(({ ordinal }) => ordinal)).toEqual(log.map((_, index) => index + 1))
    expect(log[0]).toMatchObject({ operation: 'CREATE', type: 'dataset', key: 'harbour', before: null, revision })
    expect(log[0]).toMatchObject({ origin: 'FILES', origin_name: 'dataset harbour', actor: null })
    expect(log.findIndex(({ type }) => type === 'fact')).toBeGreaterThan(
      log.findLastIndex(({ type }) => type === 'entity'),
    )
  })

  test('records drafts that say what the files say', async () => {
    await load(harbour)
    const { entities, facts } = draftOf(await readDatasetOrThrow(harbour))
    const recorded = new Map((await lastChange()).map(({ type, key, after }) => [`${type} ${key}`, after]))
    for (const { key, ...draft } of facts) {
      const { statuses, ...after } = recorded.get(`fact ${key}`)
      expect(statuses).toEqual(draft.evidence.map(() => 'NOT_LOADED'))
      expect(after, key).toEqual(withoutEmpty({ key, ...draft }))
    }
    const [aid] = entities
    expect(recorded.get('entity harbour-aid')).toMatchObject({
      kind: 'ORGANIZATION',
      organizationType: aid?.organizationType,
      name: aid?.name,
    })
  })

  test('records all kinds of the first dataset so that they can be read back', async () => {
    await seed(db)
    const rows = await query<Row>(`select * from change where type = 'fact'`)
    const { key, ...draft } = draftOf(await readDatasetOrThrow('data/iom')).facts.find(
      (fact) => fact.key === 'hrw-2003-arbitrary-detention',
    ) as never as Record<string, unknown>
    const { statuses: _, ...after } = rows.find((row) => row.key === key)?.after ?? {}
    expect(after).toEqual(withoutEmpty({ key, ...draft }))
  })

  test('records nothing where nothing changes', async () => {
    await load(harbour)
    const before = await query('select * from change')
    await load(harbour)
    expect(await query('select * from change')).toEqual(before)
  })

  test('records an edit with what was there before, and gives the fact its next version', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(folder, 'facts/claims.yaml', 'amount: 40', 'amount: 41')
    await load(folder)
    const [only, ...others] = await lastChange()
    expect(others).toEqual([])
    expect(only).toMatchObject({ operation: 'UPDATE', key: 'harbour-staff', dataset: 'harbour' })
    expect([only?.before.amount, only?.after.amount]).toEqual(['40', '41'])
    expect(await query(`select version from fact where key = 'harbour-staff'`)).toEqual([{ version: 2 }])
    expect(await query('select key from fact where version > 1')).toHaveLength(1)
  })

  test('records an edited entity, and gives it its next version', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(folder, 'entities.yaml', 'name: Port Alma', 'name: Port Almay')
    await load(folder)
    expect((await lastChange()).map(named)).toEqual(['UPDATE entity port-alma'])
    expect(await query(`select slug, version from entity where version > 1`)).toEqual([
      { slug: 'port-alma', version: 2 },
    ])
  })

  test('keeps the last words of what is gone', async () => {
    await load(harbour)
    await removeDataset(db, 'harbour')
    const log = await lastChange()
    expect(log).toHaveLength(21)
    expect(log.every(({ operation, after }) => operation === 'DELETE' && after === null)).toBe(true)
    expect(log.find(({ key }) => key === 'guild-1938')?.before).toMatchObject({
      critic: 'coast-guild',
      quotations: [{ text: 'closed doors', speaker: 'coast-guild' }],
    })
  })
})

describe('loading a text', () => {
  test('records what became of the evidence, which is no edit of the facts', async () => {
    await load(harbour)
    await loadDocument(db, { file: harbourText })
    const log = await lastChange()
    expect(log[0]).toMatchObject({ type: 'document', operation: 'UPDATE', after: { isLoaded: true } })
    const guild = log.find(({ key }) => key === 'guild-1938')
    expect([guild?.before.statuses, guild?.after.statuses]).toEqual([
      ['NOT_LOADED', 'NOT_LOADED'],
      ['FOUND', 'FOUND'],
    ])
    expect(await query('select key from fact where version > 1')).toEqual([])

    await unloadDocument(db, 'harbour-aid')
    const back = (await lastChange()).find(({ key }) => key === 'guild-1938')
    expect([back?.before, back?.after]).toEqual([guild?.after, guild?.before])
  })
})

describe('a slug that is renamed', () => {
  test('keeps the entity, records the change, and stays known', async () => {
    const folder = copyHarbour()
    await load(folder)
    const [before] = await query<{ id: number }>(`select id from entity where slug = 'port-alma'`)
    edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
    // The facts still say "port-alma", which keeps its meaning.
    await load(folder)
    expect(await query(`select id, version from entity where slug = 'alma'`)).toEqual([{ id: before?.id, version: 2 }])
    expect(await query('select slug, entity_id from former_slug')).toEqual([
      { slug: 'port-alma', entity_id: before?.id },
    ])
    const [change] = (await lastChange()).filter(({ type }) => type === 'entity')
    expect(change).toMatchObject({
      operation: 'UPDATE',
      key: 'alma',
      before: { slug: 'port-alma' },
      after: { slug: 'alma', formerSlugs: ['port-alma'] },
    })
    expect((await load(folder)).changed).toEqual({})
  })

  test('can be two that become one', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(
      folder,
      'entities.yaml',
      'slug: harbour-aid',
      'slug: harbour-aid\n    formerSlugs: [harbour-help, harbour-charity]',
    )
    await load(folder)
    expect(await query('select slug from former_slug order by slug')).toEqual([
      { slug: 'harbour-charity' },
      { slug: 'harbour-help' },
    ])
  })
})

describe('two entities that become one', () => {
  test('may still be named as both in facts that are not edited', async () => {
    const folder = copyHarbour()
    await load(folder)
    edit(folder, 'entities.yaml', '- {slug: coast-guild, name: Coast Guild, organizationType: OTHER}', '')
    edit(folder, 'entities.yaml', '- slug: harbour-aid', '- slug: harbour-aid\n    formerSlugs: [coast-guild]')
    await load(folder)
    const log = (await lastChange()).map(named)
    expect(log).toEqual(['DELETE entity coast-guild', 'UPDATE entity harbour-aid', 'UPDATE fact guild-1938'])
    const [claim] = (await lastChange()).filter(({ key }) => key === 'guild-1938')
    expect(claim?.after).toMatchObject({ critic: 'harbour-aid', target: 'harbour-aid', publishedBy: 'harbour-aid' })
    expect((await load(folder)).changed).toEqual({})
  })
})

function withoutEmpty(draft: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(draft), (_, value) =>
    Array.isArray(value) && value.length === 0 ? undefined : value,
  )
}
