import { rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDataset, removeDataset } from '../src/dataset/load.ts'
import type { Dataset } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import type { DossierError } from '../src/errors.ts'
import { copyHarbour, edit, harbour, harbourText, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'

const { allRows, db, load, query } = await datasetGraph()

/** A revision with this number, of any epoch. */
const numbered = (number: number) => expect.stringMatching(new RegExp(`^[0-9a-f]{12}-${number}$`))

describe('loading a dataset', () => {
  test('writes everything that the files say', async () => {
    const loaded = await load(harbour)
    expect(loaded).toMatchObject({ dataset: 'harbour', unchanged: 0, revision: numbered(1) })
    expect(loaded.changed.entity).toEqual({ inserted: 10, updated: 0, deleted: 0 })
    expect(loaded.changed.fact).toEqual({ inserted: 9, updated: 0, deleted: 0 })
    expect(loaded.changed.evidence?.inserted).toBe(10)

    const criticism = await db.prisma.criticism.findFirstOrThrow({
      include: {
        fact: {
          include: {
            subject: true,
            object: true,
            evidence: { include: { references: true } },
            spokespeople: { include: { person: true } },
            quotations: { include: { speaker: true } },
          },
        },
        topics: { include: { topic: true }, orderBy: { ordinal: 'asc' } },
        about: { include: { entity: true } },
        publishedBy: true,
      },
    })
    expect(criticism.fact).toMatchObject({ key: 'guild-1938', fromEdtf: '1938', untilEdtf: '1938', ongoing: false })
    expect(criticism.fact.subject.slug).toBe('coast-guild')
    expect(criticism.fact.object?.slug).toBe('harbour-aid')
    expect(criticism.topics.map(({ topic }) => topic.slug)).toEqual(['shelter-access', 'shelter'])
    expect(criticism.about[0]?.entity.slug).toBe('port-alma')
    expect(criticism.fact.spokespeople[0]?.person.slug).toBe('ada-brook')
    expect(criticism.fact.quotations[0]).toMatchObject({ text: 'closed doors', speaker: { slug: 'coast-guild' } })
    expect(criticism.publishedBy?.slug).toBe('coast-guild')
    expect(criticism.fact.evidence.map(({ references }) => references.length)).toEqual([2, 1])
  })

  test('gives an entity the dates of the first attributes in the files', async () => {
    await load(harbour)
    const organization = await db.prisma.organization.findFirstOrThrow({ where: { entity: { slug: 'harbour-aid' } } })
    expect(organization).toMatchObject({ foundedEdtf: '1921', foundedEarliest: -17_897, foundedLatest: -17_533 })
    const event = await db.prisma.event.findFirstOrThrow()
    expect(event).toMatchObject({ fromEdtf: '1921', untilEdtf: '1921', ongoing: false })
    const attribute = await db.prisma.fact.findFirstOrThrow({ where: { key: 'harbour-founded-again' } })
    expect(attribute.fromEdtf).toBe('1922~')
  })

  test('prefers the most exact of several dates, then the earliest, whatever their order', async () => {
    const own = (key: string, value: string) =>
      `  - {key: ${key}, subject: aid, attribute: founded, value: ${value}, statement: S., evidence: [{paragraph: 1, anchor: a}]}\n`
    const keys: Record<string, string> = { a: '"1951"', b: '1954-11-30', c: '1951-12-06', d: '1951/1952' }
    const founded = async (order: string) => {
      const facts = [...order].map((key) => own(key, keys[key] ?? ''))
      const organization = 'organizations: [{slug: aid, name: Aid, organizationType: NGO}]\n'
      await load(writeFiles({ 'a.yaml': `${organization}attributes:\n${facts.join('')}` }))
      return (await db.prisma.organization.findFirstOrThrow()).foundedEdtf
    }
    expect(await founded('abcd')).toBe('1951-12-06')
    expect(await founded('da')).toBe('1951')
    expect(await founded('dabc')).toBe('1951-12-06')
    expect(await founded('ab')).toBe('1954-11-30')
  })

  test('makes every name find its entity, once', async () => {
    await load(harbour)
    const names = await db.prisma.name.findMany({
      where: { entity: { slug: 'harbour-aid' } },
      orderBy: { key: 'asc' },
    })
    expect(names.map(({ key, kind, aliasId }) => [key, kind, aliasId === null])).toEqual([
      ['ha', 'ACRONYM', true],
      ['harbouraid', null, true],
      ['harbouraidsociety', 'FORMER', false],
      ['theharbour', 'ALSO_KNOWN_AS', true],
    ])
  })

  test('leaves out labels that repeat a name or an alias', async () => {
    const folder = copyHarbour()
    const labels = 'labels: [The Harbour, the harbour!, harbour-aid, {text: Harbour Aid Society, aliasKind: FORMER}'
    edit(folder, 'entities.yaml', 'labels: [The Harbour', labels)
    await load(folder)
    expect(
      await query(`select key from name join entity on entity.id = entity_id where slug = 'harbour-aid'`),
    ).toHaveLength(4)
  })
})

test('what is loaded is counted for the planner, small tables too', async () => {
  await load(harbour)
  await loadDocument(db, { file: harbourText })
  const counted = `select relname as table, reltuples as rows from pg_class
    where relname in ('criticism', 'edge', 'evidence', 'sentence') order by relname`
  expect(await query(counted)).toEqual([
    { table: 'criticism', rows: 1 },
    { table: 'edge', rows: 22 },
    { table: 'evidence', rows: 10 },
    { table: 'sentence', rows: 6 },
  ])
})

describe('loading it again', () => {
  test('changes no row of any table', async () => {
    await load(harbour)
    await loadDocument(db, { file: harbourText })
    const before = await allRows()
    const again = await load(harbour)
    expect(again).toMatchObject({ changed: {}, unchanged: 19, revision: numbered(2) })
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('writes one edited fact, under its id', async () => {
    await load(harbour)
    const [old] = await query<{ id: number; recorded_at: Date }>(`select * from fact where key = 'brook-head'`)
    const before = await allRows()
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
    const loaded = await load(folder)
    expect(loaded.changed).toEqual({ fact: { inserted: 0, updated: 1, deleted: 0 } })
    expect(loaded).toMatchObject({ unchanged: 18, revision: numbered(2) })
    expect(changedTables(before, await allRows())).toEqual(['change', 'dataset', 'dataset_file', 'fact', 'revision'])
    const [now] = await query<{ id: number; recorded_at: Date }>(`select * from fact where key = 'brook-head'`)
    expect(now?.id).toBe(old?.id)
    expect(now?.recorded_at.getTime()).toBeGreaterThan(old?.recorded_at.getTime() ?? Infinity)
  })

  test('writes the parts of a fact that were edited, and no others', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'topics: [shelter-access, shelter]', 'topics: [shelter]')
    edit(folder, 'facts/edges.yaml', 'references: [2, 3]', 'references: [3]')
    const { changed } = await load(folder)
    expect(changed).toEqual({
      fact: { inserted: 0, updated: 1, deleted: 0 },
      criticism_topic: { inserted: 0, updated: 1, deleted: 1 },
      evidence_reference: { inserted: 0, updated: 1, deleted: 1 },
      fact_check: { inserted: 0, updated: 2, deleted: 0 },
    })
  })

  test('removes a fact that the files state no more, and all that hangs on it', async () => {
    await load(harbour)
    const folder = copyHarbour()
    rmSync(path.join(folder, 'facts/edges.yaml'))
    const { changed } = await load(folder)
    expect(changed).toMatchObject({
      fact: { inserted: 0, updated: 0, deleted: 3 },
      criticism: { deleted: 1 },
      criticism_topic: { deleted: 2 },
      quotation: { deleted: 1 },
      role: { deleted: 1 },
      relationship: { deleted: 1 },
      evidence: { deleted: 4 },
      paragraph: { deleted: 1 },
    })
    expect(changed.entity).toBeUndefined()
  })

  test('removes an entity that the files declare no more', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', '  - {slug: alma-accord, name: Alma Accord}', '  []')
    const { changed } = await load(folder)
    expect(changed).toEqual({
      name: { inserted: 0, updated: 0, deleted: 1 },
      agreement: { inserted: 0, updated: 0, deleted: 1 },
      entity: { inserted: 0, updated: 0, deleted: 1 },
    })
  })

  test('follows a fact that becomes one of another kind, and an entity that does', async () => {
    await load(harbour)
    const [fact] = await query<{ id: number }>(`select id from fact where key = 'harbour-staff'`)
    const [entity] = await query<{ id: number }>(`select id from entity where slug = 'alma-accord'`)
    const folder = copyHarbour()
    edit(folder, 'facts/claims.yaml', 'figures:\n  - key: harbour-staff', '  - key: harbour-staff')
    edit(folder, 'facts/claims.yaml', 'metric: staff\n    amount: 40', 'attribute: staff\n    value: 40')
    edit(folder, 'facts/claims.yaml', 'asOf: 1939', 'period: 1939')
    edit(folder, 'entities.yaml', 'agreements:', 'people2:')
    edit(
      folder,
      'entities.yaml',
      '  - {slug: ada-brook',
      '  - {slug: alma-accord, name: Alma Accord}\n  - {slug: ada-brook',
    )
    edit(folder, 'entities.yaml', 'people2:\n  - {slug: alma-accord, name: Alma Accord}\n', '')
    await load(folder)
    expect(await query('select id from attribute where id = $1', [fact?.id])).toHaveLength(1)
    expect(await query('select id from figure')).toHaveLength(0)
    expect(await query('select id from person where id = $1', [entity?.id])).toHaveLength(1)
    expect(await query('select id from agreement')).toHaveLength(0)
    expect((await load(folder)).changed).toEqual({})
  })

  test('changes an entity with the attribute that gives it a date', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'facts/claims.yaml', 'attribute: founded\n    value: 1921', 'attribute: founded\n    value: 1920')
    const { changed } = await load(folder)
    expect(changed).toEqual({
      organization: { inserted: 0, updated: 1, deleted: 0 },
      fact: { inserted: 0, updated: 1, deleted: 0 },
      fact_check: { inserted: 0, updated: 1, deleted: 0 },
      attribute: { inserted: 0, updated: 1, deleted: 0 },
    })
    expect(await db.prisma.organization.findFirst({ where: { foundedEdtf: '1920' } })).not.toBeNull()
  })

  test('follows a renamed entity under its id, and a changed tree', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'entities.yaml', 'name: Coast Guild', 'name: Guild of the Coast')
    edit(folder, 'entities.yaml', 'partOf: alma-coast, ', '')
    edit(folder, 'entities.yaml', 'name: Alma Coast}', 'name: Alma Coast, partOf: port-alma}')
    const { changed } = await load(folder)
    expect(changed.entity).toEqual({ inserted: 0, updated: 3, deleted: 0 })
    expect(changed.place).toEqual({ inserted: 0, updated: 2, deleted: 0 })
    expect(changed.name).toEqual({ inserted: 1, updated: 0, deleted: 1 })
  })

  test('makes full text anew when the language changes', async () => {
    await load(harbour)
    const folder = copyHarbour()
    edit(folder, 'dataset.yaml', 'title: Harbour Aid\nlicence', 'title: Harbour Aid\nlanguage: de\nlicence')
    const { changed, revision } = await load(folder)
    expect(changed).toEqual({ dataset: { inserted: 0, updated: 1, deleted: 0 } })
    expect(revision).toEqual(numbered(2))
    const stale = (before: string) => query(`select key from fact where search::text ${before}`)
    expect(await stale('<> fact_vector(fact)::text')).toEqual([])
    // English would have made it "turn".
    expect(await stale("like '%''turning''%'")).not.toEqual([])
  })
})

describe('evidence', () => {
  test('is checked at once where the text is loaded, and found sentences stay found', async () => {
    await loadDocument(db, { file: harbourText, slug: 'harbour-aid' })
    await load(harbour)
    const statuses = () => query(`select status::text, count(*)::int from evidence group by 1 order by 1`)
    expect(await statuses()).toEqual([{ status: 'FOUND', count: 10 }])
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'anchor: Ada Brook led it', 'anchor: Nobody led it')
    edit(folder, 'facts/edges.yaml', 'anchor: in Port Alma, references: [1]', 'anchor: Harbour Aid')
    edit(folder, 'facts/edges.yaml', '{paragraph: 2, anchor: the Coast', '{paragraph: 99, anchor: the Coast')
    await load(folder)
    expect(await statuses()).toEqual([
      { status: 'FOUND', count: 8 },
      { status: 'ORPHANED', count: 2 },
    ])
  })

  test('keeps a text that was loaded, and takes over its document', async () => {
    await loadDocument(db, { file: harbourText, slug: 'harbour-aid', title: 'Somebody loaded this' })
    await load(harbour)
    const document = await db.prisma.document.findFirstOrThrow({ include: { dataset: true } })
    expect(document).toMatchObject({ title: 'Harbour Aid', externalId: '70001', dataset: { slug: 'harbour' } })
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/)
    await removeDataset(db, 'harbour')
    expect(await db.prisma.document.findFirst()).toMatchObject({ slug: 'harbour-aid', datasetId: null })
    expect(await query('select id from sentence')).toHaveLength(6)
  })
})

describe('removing a dataset', () => {
  test('leaves an empty graph, and says so in the revision', async () => {
    await load(harbour)
    const { changed, revision } = await removeDataset(db, 'harbour')
    expect(revision).toEqual(numbered(2))
    expect(changed.dataset).toEqual({ inserted: 0, updated: 0, deleted: 1 })
    const rows = await allRows()
    const tables = [...rows.keys()].map((place) => place.split(' ', 1)[0])
    expect([...new Set(tables)].sort()).toEqual(['_prisma_migrations', 'change', 'revision', 'revision_epoch'])
  })

  test('names those that there are', async () => {
    await load(harbour)
    const error = await failure(removeDataset(db, 'harbor'))
    expect(error).toMatchObject({ code: 'NOT_FOUND', message: 'There is no dataset "harbor"; there are harbour.' })
  })
})

describe('a dataset that does not come from files', () => {
  async function withFact(change: (dataset: Dataset) => unknown): Promise<DossierError> {
    const dataset = structuredCloneOf(await readDatasetOrThrow(harbour))
    change(dataset)
    const before = await allRows()
    const error = await failure(loadDataset(db, dataset))
    expect(changedTables(before, await allRows())).toEqual([])
    return error
  }

  /** Functions cannot be cloned, and the places are not what is changed. */
  function structuredCloneOf(dataset: Dataset): Dataset {
    return {
      ...dataset,
      facts: dataset.facts.map((fact) => ({ ...fact, draft: { ...fact.draft, evidence: [...fact.draft.evidence] } })),
    }
  }

  test('cannot leave a fact without evidence', async () => {
    const error = await withFact(({ facts: [first] }) => (first?.draft.evidence as unknown[] | undefined)?.splice(0))
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(error.message).toBe(
      'The database refused: fact alias-harbour has no evidence; every fact needs at least one piece of evidence.',
    )
  })
})

test('two loads at once come one after the other', async () => {
  const [one, other] = await Promise.all([load(harbour), load(harbour)])
  expect([one.unchanged, other.unchanged].sort()).toEqual([0, 19])
  expect(await query('select id from fact')).toHaveLength(9)
})
