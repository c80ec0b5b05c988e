import { beforeEach, describe, expect, it } from 'vitest'
import { replaceDataset } from '../src/change/dataset.ts'
import type { EntityDraft, FactDraft } from '../src/change/draft.ts'
import { DraftError } from '../src/change/problem.ts'
import { changeDatasetFrom, type ItemDraft, replaceDatasetFrom } from '../src/change/stream.ts'
import { changeGraph } from '../src/change/transaction.ts'
import { factKind, factKinds } from '../src/model/kind.ts'
import { freshDatabase } from './support/database.ts'
import { said } from './support/random-proposals.ts'

const db = await freshDatabase()

const header = {
  slug: 'register',
  title: 'Register',
  language: 'en',
  documents: [{ slug: 'list', title: 'List', language: 'en', formerSlugs: [], references: [] }],
}
const author = { origin: { by: 'IMPORT', name: 'test' } } as const

const plain = { formerSlugs: [], labels: [], identifiers: [] }

function place(slug: string, partOf?: string, more: Partial<EntityDraft> = {}): ItemDraft {
  const draft = { ...plain, kind: 'PLACE', slug, name: slug, ...(partOf && { partOf }), ...more } as EntityDraft
  return { type: 'entity', draft }
}

function alias(key: string, subject: string, name: string, evidence = [1]): ItemDraft {
  const pieces = evidence.map((paragraph) => ({ document: 'list', paragraph, anchor: name, references: [] }))
  const draft = { kind: 'ALIAS', key, subject, name, aliasKind: 'ACRONYM', statement: name, evidence: pieces }
  return { type: 'fact', draft: draft as FactDraft }
}

/** Writes items in batches of two, unless it is said otherwise. */
async function write(items: readonly ItemDraft[], { batchSize = 2, isWhole = true, dataset = header } = {}) {
  async function* read() {
    yield* items
  }
  const run = isWhole ? replaceDatasetFrom : changeDatasetFrom
  return await changeGraph(db, author, (change) => run(change, { ...dataset, items: read }, batchSize))
}

const problemsOf = async (items: readonly ItemDraft[]) => {
  const error = await write(items).catch((thrown: unknown) => thrown)
  if (!(error instanceof DraftError)) throw error
  const lines = error.problems.map(({ draft, path, message }) => {
    return `${'slug' in draft ? draft.slug : draft.key} ${path.join('.')}: ${message}`
  })
  return { code: error.code, title: error.message.split('\n')[0], lines }
}

beforeEach(async () => {
  await db.pool.query('truncate dataset, entity, document restart identity cascade')
})

describe('a dataset as a stream', () => {
  it('links trees whatever the order, and does not write what is there', async () => {
    const items = [place('inn', 'town'), place('town', 'land'), place('well', 'town'), place('land'), place('sea')]
    await write(items)
    expect((await said(db)).match(/"partOf":"\w+"/g)).toEqual(['"partOf":"town"', '"partOf":"land"', '"partOf":"town"'])
    const again = await write(items.toReversed())
    expect(again.changed).toEqual({})
    expect(again.result).toBe(5)
    const moved = await write([...items.slice(1), place('inn', 'sea')])
    expect(moved.changed.place).toEqual({ inserted: 0, updated: 1, deleted: 0 })
  })

  it('turns a tree round at once, without a circle in between', async () => {
    await write([place('a', 'b'), place('b', 'c'), place('c', 'd'), place('d')])
    await write([place('a'), place('b', 'a'), place('c', 'b'), place('d', 'c')])
    expect((await said(db)).match(/"partOf":"\w+"/g)).toEqual(['"partOf":"a"', '"partOf":"b"', '"partOf":"c"'])
  })

  it('refuses a circle through several batches', async () => {
    const items = [place('a', 'b'), place('x'), place('b', 'c'), place('y'), place('c', 'a')]
    await expect(write(items)).rejects.toThrow(/would lie in itself/)
  })

  it('removes what it lacks, in batches: facts, places with what lies in them, and texts without a use', async () => {
    const items = [
      place('a'),
      place('b', 'a'),
      place('c', 'b'),
      place('d', 'c'),
      alias('k', 'd', 'D'),
      alias('l', 'a', 'A'),
    ]
    await write(items)
    const { changed } = await write([place('e'), place('f'), place('g')])
    expect(changed.place).toEqual({ inserted: 3, updated: 0, deleted: 4 })
    expect(changed.fact?.deleted).toBe(2)
    expect(await db.prisma.entity.count()).toBe(3)
    expect(await db.prisma.paragraph.count()).toBe(0)
  })

  it('makes one of two entities, and moves the facts of the one that goes', async () => {
    await write([place('a'), place('b'), place('c', 'b'), alias('k', 'b', 'B')])
    await write([place('c', 'b'), alias('k', 'b', 'B'), place('a', undefined, { formerSlugs: ['b'] })])
    const fact = await db.prisma.fact.findFirstOrThrow({ include: { subject: { select: { slug: true } } } })
    expect(fact.subject.slug).toBe('a')
    expect(await said(db)).toContain('"partOf":"a"')
  })

  it('leaves out labels that facts of other batches give as names', async () => {
    const labels = [{ text: 'UNO', aliasKind: 'ACRONYM' as const }]
    await write([place('a', undefined, { labels }), place('b'), place('c'), alias('k', 'a', 'UNO')])
    expect(await db.prisma.name.count({ where: { text: 'UNO' } })).toBe(1)
    await write([place('a', undefined, { labels }), place('b'), place('c')])
    expect(await db.prisma.name.count({ where: { text: 'UNO', aliasId: null } })).toBe(1)
    // A part whose fact gives the name of an entity that stays.
    await write([place('d'), place('e'), alias('m', 'a', 'UNO')], { isWhole: false })
    expect(await db.prisma.name.count({ where: { text: 'UNO', aliasId: null } })).toBe(0)
    expect(await db.prisma.entity.count()).toBe(5)
  })
})

describe('what is wrong with a stream', () => {
  it('is a slug or a key that an earlier batch has', async () => {
    const items = [
      ...[place('a'), place('b', undefined, { formerSlugs: ['z'] }), place('a'), place('z')],
      ...[place('c', undefined, { formerSlugs: ['b'] }), place('d'), alias('k', 'a', 'A'), alias('l', 'a', 'A')],
      ...[alias('k', 'b', 'B')],
    ]
    expect(await problemsOf(items)).toEqual({
      code: 'BAD_USER_INPUT',
      title: 'The dataset "register" is not right:',
      lines: [
        'a slug: "a" is the slug of an earlier item already; choose another one',
        'z slug: "z" is a former slug of another item; a former slug finds one thing only',
        'c formerSlugs.0: "b" is the slug of another item; a former slug finds one thing only',
        'k key: "k" is the key of an earlier item already; choose another one',
      ],
    })
  })

  it('is a reference to nothing, and nothing is written then', async () => {
    const items = [place('a', 'nowhere'), place('b'), place('c'), alias('k', 'nobody', 'A'), alias('l', 'a', 'A')]
    expect(await problemsOf(items)).toEqual({
      code: 'CONFLICT',
      title: 'The dataset "register" does not fit the graph:',
      lines: ['a partOf: nothing has the slug "nowhere"', 'k subject: nothing has the slug "nobody"'],
    })
    expect(await db.prisma.entity.count()).toBe(0)
  })

  it('is told a thousand times at most', async () => {
    const items = Array.from({ length: 1500 }, (_, index) => place(`p-${index}`, 'nowhere'))
    const { title, lines } = await problemsOf(items)
    expect(title).toBe('The dataset "register" does not fit the graph; these are the first 1000 problems:')
    expect(lines).toHaveLength(1000)
  })

  it('is a slug that another dataset has, or the removal of what another one refers to', async () => {
    const other = { ...header, slug: 'other', documents: [] }
    await write([place('a'), place('b'), place('c')])
    await expect(write([place('a'), place('x'), place('y')], { dataset: other })).rejects.toThrow(
      /belongs to the dataset/,
    )
    await write([place('x', 'a'), place('y'), place('z')], { dataset: other })
    await expect(write([place('b'), place('c'), place('d')])).rejects.toThrow(
      /"a" is used by the place x of the dataset/,
    )
  })

  it('is what a sentence does not say, in facts that did not change, too', async () => {
    const items = [place('a'), place('b'), place('c'), alias('k', 'a', 'A')]
    await write(items)
    const { id } = await db.prisma.document.findFirstOrThrow()
    await changeGraph(db, author, async (change) => {
      const { writeRecords } = await import('../src/change/text.ts')
      const { readSingleSentence } = await import('../src/document/sentence.ts')
      const records = ['A is it.'].map((text) => ({ text, sentences: readSingleSentence(text) }))
      await writeRecords(change, id, { language: 'en', sha256: 'f'.repeat(64), records })
    })
    const { draft: fact } = items[3] as { draft: FactDraft }
    const other = { ...fact, name: 'B', evidence: [{ ...fact.evidence[0], anchor: 'A is it' }] } as FactDraft
    const { warnings } = await write([...items.slice(0, 3), { type: 'fact', draft: other }])
    expect(warnings.map(({ draft, message }) => [draft === other, message])).toEqual([[true, expect.any(String)]])
    const again = await write([...items.slice(0, 3), { type: 'fact', draft: other }])
    expect(again.warnings).toHaveLength(1)
    expect(again.changed).toEqual({})
  })
})

it('facts refer to facts that refer to none, so that two passes write them all', () => {
  const referred = factKinds().flatMap(({ fields }) =>
    Object.values(fields).flatMap((field) => (field.holds === 'fact' ? [factKind(field.kind)] : [])),
  )
  expect(referred.length).toBeGreaterThan(0)
  expect(referred.flatMap(({ fields }) => Object.values(fields).filter(({ holds }) => holds === 'fact'))).toEqual([])
})

it('a stream that is small is one batch: it says what a dataset at once says', async () => {
  const items = [place('a', 'nowhere')]
  const { lines } = await problemsOf(items)
  await expect(
    changeGraph(db, author, (change) => {
      const entities = items.map(({ draft }) => draft as EntityDraft)
      return replaceDataset(change, { ...header, entities, facts: [] })
    }),
  ).rejects.toMatchObject({ problems: [{ message: lines[0]?.split('partOf: ')[1] }] })
})
