import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import type { EntityData, FactData } from './support/graph-data.ts'

const runs = Number(process.env.FAST_CHECK_RUNS ?? 40)

const document = `query ($from: EntityRef!, $to: EntityRef!, $maxLength: Int, $first: Int) {
  paths(from: $from, to: $to, maxLength: $maxLength, first: $first) {
    paths { length steps { from { slug } fact { id statement evidence { anchor } } to { slug } forward } }
    searchedLength truncated
  }
}`

interface Path {
  readonly length: number
  readonly steps: readonly {
    readonly from: { readonly slug: string }
    readonly to: { readonly slug: string }
    readonly fact: { readonly id: string; readonly evidence: readonly object[] }
    readonly forward: boolean
  }[]
}

const topic = (slug: string, name = slug): EntityData => ({ kind: 'TOPIC', slug, name })
const fact = (subject: string, object: string, key = `${subject}-${object}`): FactData => {
  return { kind: 'RELATIONSHIP', type: 'RELATED_TO', key, subject, object }
}
/** A path as text: "a > b < c" leads from a to b by a fact about a, and on to c by a fact about c. */
const written = ({ steps }: Path) =>
  steps.reduce((text, { forward, to }) => `${text} ${forward ? '>' : '<'} ${to.slug}`, steps[0]?.from.slug ?? '')

describe('paths', async () => {
  const app = createTestApp(await freshDatabase().then(fill))
  const ask = async (from: string, to: string, more: object = {}) =>
    (await app.get(document, { from: { slug: from }, to: { slug: to }, ...more })).paths

  async function fill(db: Awaited<ReturnType<typeof freshDatabase>>) {
    const slugs = ['a', 'b', 'c', 'd', 'e', 'f', 'alone', 'self']
    await putGraph(db, {
      entities: [...slugs.map((slug) => topic(slug)), topic('twin-1', 'Twin'), topic('twin-2', 'Twin')],
      facts: [
        fact('a', 'b', 'first'),
        fact('b', 'a', 'second'),
        fact('b', 'c'),
        fact('d', 'c'),
        fact('d', 'e'),
        fact('b', 'f'),
        fact('f', 'd'),
        fact('self', 'self'),
        { kind: 'FIGURE', subject: 'alone', metric: 'staff', value: 1 },
      ],
    })
    return db
  }

  it('of one step', async () => {
    const { paths, searchedLength, truncated } = await ask('a', 'b')
    expect(paths).toEqual([
      {
        length: 1,
        steps: [
          {
            from: { slug: 'a' },
            to: { slug: 'b' },
            forward: true,
            fact: { id: expect.any(String), statement: 'a relationship b', evidence: [{ anchor: 'a few words 1' }] },
          },
        ],
      },
    ])
    expect([searchedLength, truncated]).toEqual([1, false])
  })

  it('tell the direction of each step', async () => {
    expect((await ask('a', 'd', { first: 4 })).paths.map(written)).toEqual([
      'a > b > c < d',
      'a > b > f > d',
      'a < b > c < d',
      'a < b > f > d',
    ])
  })

  it('of one length come before longer ones, each time in the same order', async () => {
    const { paths } = await ask('a', 'c', { first: 20 })
    expect(paths.map(written)).toEqual(['a > b > c', 'a < b > c', 'a > b > f > d > c', 'a < b > f > d > c'])
    for (const first of [1, 2, 3]) {
      expect((await ask('a', 'c', { first })).paths).toEqual(paths.slice(0, first))
    }
  })

  it('are none where there is none within the length', async () => {
    expect(await ask('a', 'e', { maxLength: 3 })).toEqual({ paths: [], searchedLength: 3, truncated: false })
    expect((await ask('a', 'e', { maxLength: 4 })).paths.map(written)).toEqual(['a > b > c < d > e'])
    expect(await ask('a', 'alone', { maxLength: 8 })).toEqual({ paths: [], searchedLength: 8, truncated: false })
    expect(await ask('alone', 'self')).toEqual({ paths: [], searchedLength: 4, truncated: false })
  })

  it('lead to the same place in no step', async () => {
    for (const slug of ['a', 'self']) {
      expect(await ask(slug, slug)).toEqual({ paths: [{ length: 0, steps: [] }], searchedLength: 0, truncated: false })
    }
  })

  it('have bounds that explain themselves', async () => {
    const refused = async (more: object) => {
      return await app.refusal(document, { from: { slug: 'a' }, to: { slug: 'b' }, ...more })
    }
    for (const [more, message] of [
      [{ maxLength: 0 }, '`maxLength` is 0: it goes from 1 to 8.'],
      [{ maxLength: 9 }, '`maxLength` is 9: it goes from 1 to 8.'],
      [{ first: 0 }, '`first` is 0: it goes from 1 to 20.'],
      [{ first: -1 }, '`first` is -1: it goes from 1 to 20.'],
      [{ first: 21 }, '`first` is 21: it goes from 1 to 20.'],
    ] as const) {
      expect(await refused(more)).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } })
    }
  })

  it('need both ends', async () => {
    const refused = (from: object, to: object) => app.refusal(document, { from, to })
    expect(await refused({ slug: 'a' }, { slug: 'nothing' })).toMatchObject({
      message: '`to`: nothing in the graph has the slug "nothing".',
      extensions: { code: 'NOT_FOUND', argument: 'to' },
    })
    for (const to of [{ slug: 'a' }, { named: 'nobody either' }]) {
      expect(await refused({ named: 'nobody' }, to)).toMatchObject({
        message: '`from`: nothing in the graph has the name "nobody".',
        extensions: { code: 'NOT_FOUND', argument: 'from' },
      })
    }
    const { extensions } = await refused({ named: 'twin' }, { slug: 'a' })
    expect([extensions.code, extensions.candidates]).toMatchObject([
      'AMBIGUOUS_NAME',
      [{ slug: 'twin-1' }, { slug: 'twin-2' }],
    ])
  })
})

const db = await freshDatabase()

describe('paths over random graphs', () => {
  const app = createTestApp(db)
  const slugs = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const ends = fc.tuple(fc.constantFrom(...slugs), fc.constantFrom(...slugs))

  it('are the shortest ones, all of them, in order', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(
      fc.array(ends, { maxLength: 14, size: 'max' }),
      ends,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 20 }),
      async (edges, [from, to], maxLength, first) => {
        await emptyGraph(db)
        const entities = slugs.map((slug) => topic(slug))
        await putGraph(db, { entities, facts: edges.map(([a, b], index) => fact(a, b, `f${index}`)) })
        const data = await app.get(document, { from: { slug: from }, to: { slug: to }, maxLength, first })
        const { paths, searchedLength, truncated } = data.paths
        const all = bruteForce(edges, from, to, maxLength)
        expect(paths.map(written)).toEqual(all.slice(0, first).map(({ text }) => text))
        expect(truncated).toBe(false)
        const shown = all.slice(0, first).at(-1)?.facts.length
        if (from === to) expect(searchedLength).toBe(0)
        else if (all.length >= first) expect(searchedLength).toBe(shown ?? 0)
        else expect(searchedLength, 'all paths are shown').toBe(maxLength)
        for (const { steps } of paths as Path[]) {
          const met = [from, ...steps.map((step) => step.to.slug)]
          expect(new Set(met).size, 'no entity twice').toBe(met.length)
        }
      },
    )
    await fc.assert(property, { numRuns: runs })
  })

  it('give up at their bounds, and say so', { timeout: 120_000 }, async () => {
    await emptyGraph(db)
    // Between two hubs lie more facts than a search follows.
    const entities = [topic('a'), topic('b'), topic('hub-1'), topic('hub-2')]
    await putGraph(db, {
      entities,
      facts: [fact('a', 'hub-1', 'in'), fact('hub-1', 'hub-2'), fact('hub-2', 'b', 'out')],
    })
    await repeatFact('hub-1-hub-2', 20_000)
    const ask = { from: { slug: 'a' }, to: { slug: 'b' }, first: 3 }
    const started = performance.now()
    const { paths } = (await app.get(document, ask)) as { paths: { paths: Path[]; truncated: boolean } }
    expect(paths.paths.map(written)).toEqual(Array(3).fill('a > hub-1 > hub-2 > b'))
    expect(paths.truncated).toBe(true)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(new Set(paths.paths.map(({ steps }) => steps[1]?.fact.id)).size).toBe(3)
    const again = (await app.get(document, ask)) as { paths: { paths: Path[] } }
    expect(again.paths.paths).toEqual(paths.paths)
  })
})

/** Adds copies of a fact, by SQL and without triggers: so many take long otherwise. */
async function repeatFact(key: string, times: number): Promise<void> {
  await db.sql.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    const { rows } = await sql<{ id: number }>`
      insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement)
      select kind, key || number, dataset_id, digest, subject_id, object_id, statement
      from fact, generate_series(1, ${times}) as number where key = ${key} returning id`.execute(tx)
    const ids = sql`unnest(${rows.map((row) => row.id)}::integer[]) as copy (id)`
    await sql`insert into relationship (id, type) select copy.id, 'RELATED_TO' from ${ids}`.execute(tx)
    await sql`insert into evidence (fact_id, ordinal, paragraph_id, anchor)
      select copy.id, 0, p.id, 'a few words' from ${ids}, (select id from paragraph limit 1) as p`.execute(tx)
  })
}

interface Walk {
  readonly facts: readonly number[]
  readonly text: string
}

/** All paths without a repeated entity, shorter ones first, then in order of their facts, each forwards before backwards. */
function bruteForce(edges: readonly (readonly [string, string])[], from: string, to: string, most: number): Walk[] {
  if (from === to) return [{ facts: [], text: '' }]
  const found: Walk[] = []
  function walk(place: string, met: readonly string[], facts: readonly number[], text: string): void {
    if (place === to) {
      found.push({ facts, text })
      return
    }
    if (facts.length === most) return
    for (const [index, [subject, object]] of edges.entries()) {
      for (const [near, far, arrow] of [
        [subject, object, '>'],
        [object, subject, '<'],
      ] as const) {
        if (near === place && !met.includes(far)) walk(far, [...met, far], [...facts, index], `${text} ${arrow} ${far}`)
      }
    }
  }
  walk(from, [from], [], from)
  return found.toSorted((a, b) => {
    const byFacts = a.facts.map((index, place) => index - (b.facts[place] ?? 0)).find((difference) => difference !== 0)
    return a.facts.length - b.facts.length || (byFacts ?? 0)
  })
}
