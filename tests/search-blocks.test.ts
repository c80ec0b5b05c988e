import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { sql } from '../src/database/sql.ts'
import { query } from '../src/database/statement.ts'
import { judged } from './fixtures/judged-searches.ts'
import { createTestApp } from './support/app.ts'
import { filledDatabase, freshConnection, freshDatabase } from './support/database.ts'
import { generateGraph } from './support/generate.ts'
import { putGraph } from './support/graph.ts'

interface Edge {
  readonly score: number
  readonly node: { readonly id: string }
}

const page = `query ($query: String!, $after: String, $factKinds: [FactKind!], $documents: Boolean, $first: Int = 100) {
  search(query: $query, first: $first, after: $after, factKinds: $factKinds, documents: $documents) {
    totalCount pageInfo { hasNextPage endCursor } edges { score node { id } }
  }
}`

describe('a search with very many matches', async () => {
  const connection = await freshConnection()
  await generateGraph(connection, { facts: 8000 })
  const db = openDatabase(connection, { poolSize: 2 })
  afterAll(() => db.close())
  const app = createTestApp(db)

  async function walk(query: string, more: object = {}): Promise<{ edges: Edge[]; totalCount: number; pages: number }> {
    const edges: Edge[] = []
    for (let pages = 1, after: string | null = null; ; pages += 1) {
      const { search } = await app.get(page, { query, after, ...more })
      edges.push(...search.edges)
      if (!search.pageInfo.hasNextPage) return { edges, totalCount: search.totalCount, pages }
      after = search.pageInfo.endCursor
    }
  }

  it.each(['human rights', 'refugees -border', '"human rights" or detention'])(
    'shows each of them once, page by page: %s',
    async (query) => {
      const { edges, totalCount } = await walk(query)
      expect(totalCount).toBeGreaterThan(1000)
      expect(edges).toHaveLength(totalCount)
      expect(new Set(edges.map(({ node }) => node.id)).size).toBe(totalCount)
    },
    60_000,
  )

  // Many texts are alike, so there are pages that end between entities, facts and documents with the same score.
  it.each([1, 3, 7])('has the same order on pages of any size: %i', async (first) => {
    const { edges } = await app.get(page, { query: 'interpreter or hotline' }).then(({ search }) => search)
    const scores = new Set(edges.map(({ score }: Edge) => score))
    expect(scores.size).toBeLessThan(edges.length / 2)
    const ids: string[] = []
    for (let after: string | null = null; ids.length < edges.length; ) {
      const { search } = await app.get(page, { query: 'interpreter or hotline', after, first })
      ids.push(...search.edges.map(({ node }: Edge) => node.id))
      after = search.pageInfo.endCursor
    }
    expect(ids.slice(0, edges.length)).toEqual(edges.map(({ node }: Edge) => node.id))
  })

  it.each([
    ['human rights', { factKinds: ['CRITICISM', 'ROLE'] }],
    ['human rights', {}],
    ['interpreter or hotline', {}],
    ['detention', { documents: true }],
  ])('has the best of hundreds first: %s, %o', async (words, sources) => {
    const { edges } = await walk(words, sources)
    const scores = edges.map(({ score }) => score)
    const best = scores.toSorted((a, b) => b - a)
    const mean = (of: readonly number[]) => of.slice(0, 10).reduce((sum, score) => sum + score, 0) / 10
    expect(scores.slice(0, 100)).toEqual(scores.slice(0, 100).toSorted((a, b) => b - a))
    expect(mean(scores)).toBeGreaterThan(0.9 * mean(best))
  })

  it('reads no more of them as they grow', async () => {
    const rows = await query(
      db,
      sql<{ found: number }>`select count(id)::int as found from search_block('fact', array['human'::tsquery],
      array['human'::tsquery], null, null, 1, '{0.1, 0.2, 0.4, 1}', '{}', 0, 0, 100, 1000, 'infinity', 0)`,
    )
    expect(rows[0]?.found).toBeGreaterThanOrEqual(100)
    expect(rows[0]?.found).toBeLessThan(400)
  })

  it.each([
    ['entity', 9],
    ['fact', 7],
    ['sentence', 9],
  ])('reads a sample of each %s from its own index: %i', async (scope, sample) => {
    const rows = await query(
      db,
      sql<{ scans: number }>`select case when count(*) >= 0 then
        pg_stat_get_xact_numscans(${`${scope}_search_${sample}_idx`}::regclass)::int end as scans
      from search_block(${scope}, array['human'::tsquery], array['human'::tsquery], null, null, 1, '{0.1, 0.2, 0.4, 1}',
        '{}', 0, ${sample}, 1, 1, 'infinity', 0)`,
    )
    expect(rows[0]?.scans).toBeGreaterThan(0)
  })

  it('is of tiers that each have half of what the next one has', async () => {
    const rows = await query(
      db,
      sql<{ tier: number; count: number }>`
      select search_tier(id) as tier, count(*)::int as count from generate_series(1, 102400) as id group by 1 order by 1`,
    )
    for (const { tier, count } of rows) expect(count / 2 ** Math.max(0, tier - 1)).toBeCloseTo(100, -1)
    expect(rows).toHaveLength(11)
  })
})

describe('a search of the first dataset', async () => {
  const db = await filledDatabase()
  const app = createTestApp(db)

  it.each(judged)('has a good answer among the first three: %s', async (query, answers) => {
    const { search } = await app.get(
      `query ($query: String!) {
        search(query: $query, first: 3) { nodes { ... on Entity { slug } ... on Fact { key } } }
      }`,
      { query },
    )
    const first: string[] = search.nodes.map((node: { slug?: string; key?: string }) => node.slug ?? node.key)
    expect(first.filter((name) => answers.includes(name))).not.toEqual([])
  })
})

describe('what is searched follows the graph', async () => {
  const db = await freshDatabase()
  const app = createTestApp(db)
  await putGraph(db, {
    entities: [
      { kind: 'ORGANIZATION', slug: 'iom', name: 'Migration Agency' },
      { kind: 'ORGANIZATION', slug: 'watch', name: 'Watch' },
      { kind: 'TOPIC', slug: 'custody', name: 'Custody' },
      { kind: 'TOPIC', slug: 'prisons', name: 'Prisons' },
      { kind: 'TOPIC', slug: 'cells', name: 'Cells' },
    ],
    facts: [
      {
        kind: 'CRITICISM',
        key: 'walls',
        subject: 'watch',
        object: 'iom',
        statement: 'It built walls.',
        topics: ['cells'],
      },
    ],
  })
  const found = async (words: string) =>
    (
      await app.get('query ($query: String!) { search(query: $query, factKinds: [CRITICISM]) { nodes { id } } }', {
        query: words,
      })
    ).search.nodes.length
  const move = (topic: string, broader: string | null) =>
    query(
      db,
      sql`update topic set broader_id = (select id from entity where slug = ${broader})
      where id = (select id from entity where slug = ${topic})`,
    )
  const current = async () => {
    for (const table of ['entity', 'fact', 'sentence']) {
      const rows = await query(
        db,
        sql`select id from ${sql.ref(table)} as t where search <> ${sql.raw(`${table}_vector(t)`)}`,
      )
      expect(rows, table).toEqual([])
    }
  }

  it('when a topic moves in its tree, and one above it', async () => {
    expect([await found('custody'), await found('prisons'), await found('cells')]).toEqual([0, 0, 1])
    await move('cells', 'prisons')
    expect([await found('custody'), await found('prisons')]).toEqual([0, 1])
    await move('prisons', 'custody')
    expect([await found('custody'), await found('prisons'), await found('cells')]).toEqual([1, 1, 1])
    await move('prisons', null)
    expect([await found('custody'), await found('prisons')]).toEqual([0, 1])
    await current()
  })

  it('when a sentence moves to another document', async () => {
    await db.pool.query(`
      insert into document (slug, title) select 'text-' || n, 'Text' from generate_series(1, 40) as n;
      insert into paragraph (document_id, number) select id, 7 from document order by id;
      insert into sentence (paragraph_id, ordinal, text, digest, labels)
        select id, 1, 'A tower stands.', md5(id::text), '{}' from paragraph where number = 7 order by id`)
    await current()
    const rows = await query(
      db,
      sql<{ isRight: boolean }>`
      update sentence set paragraph_id = next.id, ordinal = 2 from paragraph as own, paragraph as next
      where own.id = paragraph_id and next.document_id = own.document_id + 1 and own.number = 7 and next.number = 7
      returning sentence.document_id = next.document_id as "isRight"`,
    )
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter(({ isRight }) => !isRight)).toEqual([])
    await current()
  })

  it('when a criticism gets another topic, and when its words change', async () => {
    await query(db, sql`update criticism_topic set topic_id = (select id from entity where slug = 'custody')`)
    expect([await found('custody'), await found('prisons'), await found('cells')]).toEqual([1, 0, 0])
    await query(db, sql`update fact set statement = 'It built towers.'`)
    expect([await found('walls'), await found('towers')]).toEqual([0, 1])
    await current()
  })
})
