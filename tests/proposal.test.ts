import { describe, expect, test } from 'vitest'
import { type ImageType, imagesOf } from '../src/change/image.ts'
import { acceptProposal, checkProposal } from '../src/change/proposal/accept.ts'
import { addToProposal, createProposal } from '../src/change/proposal/create.ts'
import { rejectProposal, submitProposal, withdrawProposal } from '../src/change/proposal/decide.ts'
import type { ChangeRequest } from '../src/change/proposal/request.ts'
import { revertRevision } from '../src/change/proposal/revert.ts'
import { loadDocument } from '../src/document/load.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { datasetGraph, failure } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

const ann = await db.prisma.actor.create({ data: { name: 'Ann', isMachine: false } })
const bob = await db.prisma.actor.create({ data: { name: 'Bob', isMachine: false } })

async function harbourGraph(): Promise<void> {
  await load(harbour)
  await db.prisma.$executeRaw`update dataset set managed_by = 'GRAPH'`
}

async function draft(changes: readonly ChangeRequest[]): Promise<string> {
  const origin = { by: 'PERSON', name: 'Ann' } as const
  return await db.prisma.$transaction((tx) =>
    createProposal(tx, { title: 'A title', reason: 'A reason', by: ann, origin, changes }),
  )
}

async function propose(...changes: readonly ChangeRequest[]): Promise<string> {
  const key = await draft(changes)
  await db.prisma.$transaction((tx) => submitProposal(tx, key, ann))
  return key
}

const makePatch = async () => 'a patch'

async function accept(key: string, ordinals?: number[]) {
  return await acceptProposal(db, { key, by: bob, mayDecideOwn: false, makePatch, ...(ordinals && { ordinals }) })
}

async function statuses(key: string): Promise<string[]> {
  const rows = await query<{ status: string }>(
    'select status from proposed_change join proposal on id = proposal_id where proposal.key = $1 order by ordinal',
    [key],
  )
  return rows.map(({ status }) => status)
}

async function stateOf(key: string): Promise<string> {
  return (await db.prisma.proposal.findUniqueOrThrow({ where: { key } })).state
}

/** All that the graph says. */
async function snapshot(): Promise<string[]> {
  const types: ImageType[] = ['dataset', 'document', 'entity', 'sameAs', 'fact']
  const lines = await Promise.all(
    types.map(async (type) => {
      const table = type === 'sameAs' ? 'same_as' : type
      const rows = await query<{ dataset: string; key: string; content: object }>(
        `select * from (${imagesOf(type, `select id from ${table}`)}) as image order by dataset, key`,
      )
      return rows.map(({ dataset, key, content }) => JSON.stringify([type, dataset, key, content]))
    }),
  )
  return lines.flat().toSorted()
}

const item = { dataset: 'harbour' }

const newFact: ChangeRequest = {
  ...item,
  operation: 'CREATE',
  type: 'fact',
  key: 'guild-1950',
  values: {
    kind: 'CRITICISM',
    key: 'guild-1950',
    critic: 'coast-guild',
    target: 'harbour-aid',
    claim: 'It opened its doors too late.',
    statedOn: '1950',
    topics: ['shelter'],
    statement: 'The Coast Guild said that Harbour Aid opened its doors too late.',
    evidence: [{ document: 'harbour-aid', paragraph: 2, anchor: 'the Coast Guild criticised', references: ['2'] }],
  },
}

const newSummary: ChangeRequest = {
  ...item,
  operation: 'UPDATE',
  type: 'entity',
  key: 'harbour-aid',
  expectedVersion: 1,
  values: { summary: 'A charity for sailors.' },
}

describe('accepting a proposal', () => {
  test('warns of words that were copied, and does it', async () => {
    await harbourGraph()
    await loadDocument(db, { file: harbourText })
    const statement = 'It was founded in 1921 in Port Alma, and somebody knew.'
    const evidence = [{ document: 'harbour-aid', paragraph: 1, anchor: 'helps sailors in distress' }]
    const values = { ...newFact.values, statement, critic: 'harbour-aid', evidence, statedOn: null }
    const key = await propose({ ...newFact, values })
    const { problems, warnings } = await checkProposal(db, key)
    expect(problems).toEqual([])
    expect(warnings).toContainEqual(
      expect.objectContaining({ ordinal: 1, code: 'STATEMENT_COPIED', path: ['statement'] }),
    )
    expect((await accept(key)).problems).toEqual([])
  })

  test('writes what it says, and nothing before', async () => {
    await harbourGraph()
    const before = await snapshot()
    const key = await propose(newFact, newSummary)
    expect(await statuses(key)).toEqual(['NEW', 'NEW'])
    expect(await checkProposal(db, key)).toEqual({ problems: [], warnings: expect.any(Array) })
    expect(await snapshot()).toEqual(before)
    expect((await accept(key)).problems).toEqual([])
    expect(await stateOf(key)).toBe('ACCEPTED')
    const after = await snapshot()
    expect(after).toHaveLength(before.length + 1)
    expect(
      after.find((line) => line.includes('"harbour-aid","name"') || line.includes('A charity for sailors.')),
    ).toBeDefined()
    const log = await query('select operation, type, key, actor, proposal from change order by number, ordinal')
    expect(log.slice(-2)).toEqual([
      { operation: 'UPDATE', type: 'entity', key: 'harbour-aid', actor: 'Ann', proposal: key },
      { operation: 'CREATE', type: 'fact', key: 'guild-1950', actor: 'Ann', proposal: key },
    ])
    const [entity] = await query<{ version: number }>(`select version from entity where slug = 'harbour-aid'`)
    expect(entity?.version).toBe(2)
  })

  test('leaves alone what it does not speak of', async () => {
    await harbourGraph()
    const before = await snapshot()
    await accept(await propose(newSummary))
    const after = await snapshot()
    expect(after.filter((line) => !before.includes(line))).toHaveLength(1)
    expect(before.filter((line) => !after.includes(line))).toHaveLength(1)
  })

  test('some changes now, the others later', async () => {
    await harbourGraph()
    const key = await propose(newFact, newSummary)
    expect((await accept(key, [2])).problems).toEqual([])
    expect(await statuses(key)).toEqual(['NEW', 'ACCEPTED'])
    expect(await stateOf(key)).toBe('PARTLY_ACCEPTED')
    expect((await accept(key)).problems).toEqual([])
    expect(await stateOf(key)).toBe('ACCEPTED')
    expect((await accept(key)).problems).toMatchObject([{ code: 'CONFLICT', message: /is ACCEPTED/ }])
  })

  test('not by its author', async () => {
    await harbourGraph()
    const key = await propose(newSummary)
    const error = await failure(acceptProposal(db, { key, by: ann, mayDecideOwn: false, makePatch }))
    expect(error.code).toBe('FORBIDDEN')
    expect(await acceptProposal(db, { key, by: ann, mayDecideOwn: true, makePatch })).toMatchObject({ problems: [] })
  })

  test('of two that change the same, one', async () => {
    await harbourGraph()
    const keys = await Promise.all([
      propose(newSummary),
      propose({ ...newSummary, values: { summary: 'Other words.' } }),
    ])
    const judgements = await Promise.all(keys.map((key) => accept(key)))
    expect(judgements.map(({ problems }) => problems.map(({ code }) => code)).toSorted()).toEqual([[], ['STALE']])
  })

  test('a fact that is deleted, and its entity with it', async () => {
    await harbourGraph()
    const remove = (type: 'fact' | 'entity', key: string): ChangeRequest => {
      return { ...item, operation: 'DELETE', type, key, expectedVersion: 1, values: {} }
    }
    const entity = remove('entity', 'alma-coast')
    const used = await accept(await propose(entity))
    expect(used.problems).toMatchObject([{ code: 'CONFLICT', message: /"alma-coast" is used by the place port-alma/ }])
    const place: ChangeRequest = {
      ...item,
      operation: 'UPDATE',
      type: 'entity',
      key: 'port-alma',
      expectedVersion: 1,
      values: { partOf: null },
    }
    expect((await accept(await propose(entity, place))).problems).toEqual([])
    expect(await query(`select from entity where slug = 'alma-coast'`)).toEqual([])
  })
})

describe('what stands in the way', () => {
  test('is named for each change, all at once', async () => {
    await harbourGraph()
    const key = await draft([
      { ...newSummary, expectedVersion: 7 },
      { ...newFact, values: { ...newFact.values, statedOn: 'yesterday', critic: undefined } },
      { ...newFact, key: 'b', values: { ...newFact.values, key: 'b', critic: 'nobody', claim: 'Other' } },
      { ...newSummary, key: 'nothing' },
      { ...newFact, key: 'guild-1938', values: { ...newFact.values, key: 'guild-1938' } },
      { ...newSummary, key: 'coast-guild', values: { name: 'Coast Guild' } },
      { ...newSummary, key: 'ada-brook', expectedVersion: undefined as never },
    ])
    const { problems } = await checkProposal(db, key)
    expect(problems.map(({ ordinal, code, path }) => [ordinal, code, path.join('.')])).toEqual([
      [1, 'STALE', 'expectedVersion'],
      [2, 'BAD_USER_INPUT', 'statedOn'],
      [4, 'NOT_FOUND', ''],
      [5, 'EXISTS', ''],
      [7, 'EXPECTED_VERSION_MISSING', 'expectedVersion'],
      [3, 'CONFLICT', 'critic'],
    ])
    expect(await statuses(key)).toEqual(['NEW', 'INVALID', 'INVALID', 'INVALID', 'NEW', 'DUPLICATE', 'INVALID'])
  })

  test('a fact that the graph states already, unless the proposal takes that away', async () => {
    await harbourGraph()
    const [{ content: values }] = (await query<{ content: Record<string, unknown> }>(
      imagesOf('fact', `select id from fact where key = 'harbour-founded-again'`),
    )) as [{ content: Record<string, unknown> }]
    const twin = { ...item, type: 'fact', key: 'harbour-founded-again', expectedVersion: 1 } as const
    const again: ChangeRequest = {
      ...item,
      operation: 'CREATE',
      type: 'fact',
      key: 'twin',
      values: { ...values, key: 'twin' },
    }
    const removal: ChangeRequest = { ...twin, operation: 'DELETE', values: {} }
    const update = (statement: unknown): ChangeRequest => ({ ...twin, operation: 'UPDATE', values: { statement } })
    expect(await statuses(await draft([again]))).toEqual(['DUPLICATE'])
    expect(await statuses(await draft([again, update(values.statement)]))).toEqual(['DUPLICATE', 'DUPLICATE'])
    expect(await statuses(await draft([again, update('Founded around 1922.')]))).toEqual(['NEW', 'NEW'])
    const later = await draft([removal])
    await db.prisma.$transaction((tx) => addToProposal(tx, later, { by: ann, changes: [again] }))
    expect(await statuses(later)).toEqual(['NEW', 'NEW'])
    const key = await propose(again, removal)
    expect((await accept(key)).problems).toEqual([])
    const left = await query(`select key from fact where statement = $1`, [values.statement])
    expect(left).toEqual([{ key: 'twin' }])
  })

  test('an anchor that the loaded text lacks', async () => {
    await harbourGraph()
    await loadDocument(db, { file: harbourText })
    const evidence = [{ document: 'harbour-aid', paragraph: 2, anchor: 'words that nobody wrote', references: [] }]
    const key = await propose({ ...newFact, values: { ...newFact.values, evidence } })
    const { problems } = await accept(key)
    expect(problems).toMatchObject([{ ordinal: 1, code: 'ANCHOR_NOT_FOUND', path: ['evidence', '0', 'anchor'] }])
    expect(await statuses(key)).toEqual(['INVALID'])
    expect(await stateOf(key)).toBe('OPEN')
  })

  test('a rejection is remembered, whatever the key', async () => {
    await harbourGraph()
    const key = await propose(newFact)
    expect(
      (await failure(db.prisma.$transaction((tx) => rejectProposal(tx, key, { by: bob, reason: ' ' })))).code,
    ).toBe('BAD_USER_INPUT')
    await db.prisma.$transaction((tx) => rejectProposal(tx, key, { by: bob, reason: 'It was later.' }))
    expect(await stateOf(key)).toBe('REJECTED')
    const again = await draft([{ ...newFact, key: 'other', values: { ...newFact.values, key: 'other' } }])
    expect(await statuses(again)).toEqual(['REJECTED'])
    expect((await failure(db.prisma.$transaction((tx) => submitProposal(tx, again, ann)))).code).toBe('BAD_USER_INPUT')
  })

  test("a proposal that was withdrawn, or is somebody else's", async () => {
    await harbourGraph()
    const key = await propose(newFact)
    expect((await failure(db.prisma.$transaction((tx) => withdrawProposal(tx, key, bob)))).code).toBe('FORBIDDEN')
    await db.prisma.$transaction((tx) => withdrawProposal(tx, key, ann))
    expect((await accept(key)).problems).toMatchObject([{ code: 'CONFLICT', message: /is WITHDRAWN/ }])
  })
})

describe('undoing renamings', () => {
  const rename = (key: string, slug: string, expectedVersion: number, values = {}): ChangeRequest => {
    return { ...item, operation: 'UPDATE', type: 'entity', key, expectedVersion, values: { slug, ...values } }
  }

  /** Whatever the broader topic is called then. */
  const narrower = (key: string, slug: string, version: number) => rename(key, slug, version, { broader: key })

  test('of two that change places', async () => {
    await harbourGraph()
    expect((await accept(await propose(rename('shelter', 'x', 1)))).problems).toEqual([])
    const swap = await propose(narrower('shelter-access', 'shelter', 1), rename('x', 'shelter-access', 2))
    expect((await accept(swap)).problems).toEqual([])
    const topics = await query(`select name, slug from entity where kind = 'TOPIC' order by slug`)
    expect(topics).toEqual([
      { name: 'Access to shelter', slug: 'shelter' },
      { name: 'Shelter', slug: 'shelter-access' },
    ])
    const back = await propose(narrower('shelter', 'shelter-access', 2), rename('shelter-access', 'shelter', 3))
    expect((await accept(back)).problems).toEqual([])
    expect(await query(`select name from entity where slug = 'shelter'`)).toEqual([{ name: 'Shelter' }])
  })

  test('to the slug of one that goes, and of one that stays', async () => {
    await harbourGraph()
    const campaign: ChangeRequest = {
      ...item,
      operation: 'DELETE',
      type: 'entity',
      key: 'open-doors',
      expectedVersion: 1,
      values: {},
    }
    const taken = await accept(await propose(rename('alma-accord', 'open-doors', 1)))
    expect(taken.problems).toMatchObject([{ ordinal: 1, code: 'EXISTS', path: ['slug'] }])
    expect((await accept(await propose(rename('alma-accord', 'open-doors', 1), campaign))).problems).toEqual([])
    expect(await query(`select kind::text from entity where slug = 'open-doors'`)).toEqual([{ kind: 'AGREEMENT' }])
  })
})

test('a revision by which a dataset took a document that none had is not undone', async () => {
  const { prisma } = db
  const alone = { slug: 'harbour-aid', title: 'Harbour Aid', language: 'en' }
  await prisma.$executeRaw`insert into document (slug, title, language) values (${alone.slug}, ${alone.title}, 'en')`
  await prisma.$executeRaw`insert into change (epoch, number, ordinal, origin, origin_name, operation, type, dataset, key, after)
    select epoch, number, 1, 'FILES', 'document', 'CREATE', 'document', '', 'harbour-aid', '{}' from revision`
  await harbourGraph()
  const [row] = await query<{ revision: string }>(`select epoch || '-' || number as revision from change
    where key = 'harbour-aid' and type = 'document' order by number desc limit 1`)
  const undo = prisma.$transaction((tx) => revertRevision(tx, row?.revision ?? '', { by: ann, reason: 'Because.' }))
  expect((await failure(undo)).message).toMatch(/took the document "harbour-aid", which no dataset declared, into/)
})

describe('undoing a revision', () => {
  test.each<[string, ChangeRequest[]]>([
    ['a new fact', [newFact]],
    ['an edit', [newSummary]],
    ['a renaming', [{ ...newSummary, values: { slug: 'harbour-help', formerSlugs: ['harbour-aid'] } }]],
    ['a renaming that keeps no former slug', [{ ...newSummary, values: { slug: 'harbour-help' } }]],
    ['a deletion', [{ ...item, operation: 'DELETE', type: 'fact', key: 'guild-1938', expectedVersion: 1, values: {} }]],
    ['labels', [{ ...newSummary, values: { labels: [], identifiers: [] } }]],
  ])('restores what the graph said: %s', async (_name, changes) => {
    await harbourGraph()
    await loadDocument(db, { file: harbourText })
    const before = await snapshot()
    expect((await accept(await propose(...changes))).problems).toEqual([])
    expect(await snapshot()).not.toEqual(before)
    const [row] = await query<{ revision: string }>(`select epoch || '-' || number as revision from revision`)
    const key = await db.prisma.$transaction(async (tx) => {
      const made = await revertRevision(tx, row?.revision ?? '', { by: ann, reason: 'It was wrong.' })
      await submitProposal(tx, made, ann)
      return made
    })
    expect((await accept(key)).problems).toEqual([])
    expect(await snapshot()).toEqual(before)
  })
})
