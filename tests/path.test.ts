import { describe, expect, it } from 'vitest'
import type { Database } from '../src/database/open.ts'
import { type Expression, sql } from '../src/database/sql.ts'
import { query } from '../src/database/statement.ts'
import { createTestApp, type Data } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import type { EntityData, FactData } from './support/graph-data.ts'

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
    await query(db, sql`insert into former_slug (slug, entity_id) select 'once-b', id from entity where slug = 'b'`)
    return db
  }

  it('start and end at what has, or had, the slugs', async () => {
    for (const [from, to, text] of [
      ['once-b', 'c', 'b > c'],
      ['c', 'once-b', 'c < b'],
      ['A', 'Once-B', 'a > b'],
    ] as const) {
      expect((await ask(from, to)).paths.map(written)).toEqual([text])
    }
  })

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
    expect((await ask('a', 'd', { first: 4 })).paths.map(written)).toEqual(['a > b > c < d', 'a > b > f > d'])
    expect((await ask('d', 'a', { first: 4 })).paths.map(written)).toEqual(['d > c < b < a', 'd < f < b < a'])
  })

  it('of one length come before longer ones, each time in the same order', async () => {
    const { paths } = await ask('a', 'c', { first: 20 })
    expect(paths.map(written)).toEqual(['a > b > c', 'a > b > f > d > c'])
    for (const first of [1, 2]) {
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
    expect(await refused({ named: 'twinn' }, { slug: 'a' })).toMatchObject({
      message: '`from`: nothing in the graph has the name "twinn". Did you mean "Twin"?',
      extensions: { code: 'NOT_FOUND', suggestions: ['Twin'] },
    })
    const { extensions } = await refused({ named: 'twin' }, { slug: 'a' })
    expect([extensions.code, extensions.candidates]).toMatchObject([
      'AMBIGUOUS_NAME',
      [{ slug: 'twin-1' }, { slug: 'twin-2' }],
    ])
  })
})

describe('what connects', async () => {
  const db = await freshDatabase()
  const app = createTestApp(db)
  const place = (slug: string, parent?: string): EntityData => ({ kind: 'PLACE', slug, ...(parent ? { parent } : {}) })
  await putGraph(db, {
    entities: [
      ...['hrw', 'iom', 'un'].map((slug) => ({ kind: 'ORGANIZATION', slug }) as const),
      { kind: 'ORGANIZATION', slug: 'guild' },
      place('world'),
      place('switzerland', 'world'),
      place('geneva', 'switzerland'),
      place('nauru', 'world'),
      topic('detention'),
      { ...topic('offshore-detention'), parent: 'detention' },
    ],
    facts: [
      { kind: 'CRITICISM', key: 'c1', subject: 'hrw', object: 'iom', about: ['nauru'], period: '2003' },
      { kind: 'CRITICISM', key: 'c2', subject: 'hrw', object: 'iom', about: ['nauru'], topics: ['offshore-detention'] },
      { kind: 'CRITICISM', key: 'c3', subject: 'guild', object: 'guild', attribution: 'some', about: ['geneva'] },
      { ...fact('un', 'iom', 'r1'), type: 'FUNDS', period: '2016/..' } as FactData,
      { ...fact('iom', 'un', 'r2'), type: 'PART_OF', period: '2003' } as FactData,
      { ...fact('iom', 'geneva', 'r3'), type: 'HEADQUARTERED_IN' } as FactData,
    ],
  })
  const route = `query ($from: String!, $to: String!, $through: PathThrough, $maxLength: Int) {
    paths(from: { slug: $from }, to: { slug: $to }, through: $through, first: 20, maxLength: $maxLength) {
      paths { steps { from { slug } to { slug } via alsoVia forward fact { key } facts { key } } }
      searchedLength
    }
  }`
  const show = ({ to, via, alsoVia, forward, facts }: Data) => {
    const ways = [via, ...alsoVia].join('+')
    return `${ways}${forward ? '>' : '<'}${to.slug}(${facts.map(({ key }: Data) => key).join(' ')})`
  }
  const ask = async (from: string, to: string, through?: object, maxLength = 2): Promise<string[]> => {
    const { paths } = await app.get(route, { from, to, through, maxLength })
    expect(paths.paths.length > 0 || paths.searchedLength === maxLength).toBe(true)
    return paths.paths.map(({ steps }: Data) => steps.map(show).join(' '))
  }

  it('is one step for all parallel facts, in either direction', async () => {
    expect(await ask('hrw', 'iom', undefined, 1)).toEqual(['FACT>iom(c1 c2)'])
    expect(await ask('iom', 'un', undefined, 1)).toEqual(['FACT<un(r1 r2)'])
  })

  it('is what a criticism is about, both for its critic and for its target', async () => {
    expect(await ask('nauru', 'hrw', undefined, 1)).toEqual(['ABOUT<hrw(c1 c2)'])
    expect(await ask('iom', 'nauru', undefined, 1)).toEqual(['ABOUT>nauru(c1 c2)'])
  })

  it('is the topic under which a criticism is filed', async () => {
    expect(await ask('hrw', 'offshore-detention', undefined, 1)).toEqual(['TOPIC>offshore-detention(c2)'])
    expect(await ask('hrw', 'detention')).toEqual(['TOPIC>offshore-detention(c2) BROADER>detention()'])
  })

  it('is the target alone where no critic is named', async () => {
    expect(await ask('guild', 'geneva', undefined, 1)).toEqual(['ABOUT>geneva(c3)'])
  })

  it('are the trees, upwards and downwards', async () => {
    expect(await ask('geneva', 'switzerland')).toEqual(['PART_OF>switzerland()'])
    expect(await ask('world', 'geneva')).toEqual(['PART_OF<switzerland() PART_OF<geneva()'])
    expect(await ask('detention', 'offshore-detention')).toEqual(['BROADER<offshore-detention()'])
    const { paths } = await app.get(
      '{ paths(from: { slug: "geneva" }, to: { slug: "world" }) { paths { steps { fact { key } facts { key } } } } }',
    )
    expect(paths.paths[0].steps).toEqual(Array(2).fill({ fact: null, facts: [] }))
  })

  it('is restricted by way', async () => {
    expect(await ask('hrw', 'nauru', { via: ['FACT'] })).toEqual([])
    expect(await ask('iom', 'nauru', { via: ['FACT', 'PART_OF'] }, 4)).toEqual([
      'FACT>geneva(r3) PART_OF>switzerland() PART_OF>world() PART_OF<nauru()',
    ])
    expect(await ask('hrw', 'nauru', { via: ['ABOUT'] }, 1)).toEqual(['ABOUT>nauru(c1 c2)'])
    expect(await ask('hrw', 'iom', { via: ['ABOUT'] })).toEqual(['ABOUT>nauru(c1 c2) ABOUT<iom(c1 c2)'])
    expect(await ask('hrw', 'iom', { via: [] })).toEqual([])
  })

  it('is restricted by kinds of facts and types of relationships', async () => {
    expect(await ask('iom', 'un', { relationshipTypes: ['FUNDS'] })).toEqual(['FACT<un(r1)'])
    expect(await ask('hrw', 'un', { relationshipTypes: ['FUNDS'] })).toEqual([])
    expect(await ask('hrw', 'un', { factKinds: ['CRITICISM'] })).toEqual([])
    expect(
      await ask('hrw', 'un', { factKinds: ['CRITICISM', 'RELATIONSHIP'], relationshipTypes: ['PART_OF'] }),
    ).toEqual(['FACT>iom(c1 c2) FACT>un(r2)'])
    expect(await ask('hrw', 'nauru', { factKinds: ['RELATIONSHIP'] }, 1)).toEqual([])
    for (const none of [{ factKinds: [] }, { relationshipTypes: [] }]) {
      expect(await ask('hrw', 'iom', none)).toEqual([])
      expect(await ask('geneva', 'switzerland', none), 'trees have no facts').toEqual(['PART_OF>switzerland()'])
    }
  })

  it('is restricted by time', async () => {
    expect(await ask('iom', 'un', { period: { within: '2003' } })).toEqual(['FACT>un(r2)'])
    expect(await ask('hrw', 'iom', { period: { within: '2003' } }, 1)).toEqual(['FACT>iom(c1)'])
    expect(await ask('hrw', 'iom', { period: { overlaps: '2020' } }, 1)).toEqual(['FACT>iom(c2)'])
    expect(await ask('hrw', 'nauru', { period: { before: '2000' } }, 1)).toEqual([])
  })

  it('is all that is left when hubs are avoided', async () => {
    expect(await ask('hrw', 'geneva')).toEqual(['FACT>iom(c1 c2) FACT>geneva(r3)'])
    const avoid = [{ slug: 'iom' }]
    expect(await ask('hrw', 'geneva', { avoid }, 4)).toEqual([
      'ABOUT>nauru(c1 c2) PART_OF>world() PART_OF<switzerland() PART_OF<geneva()',
    ])
    expect(await ask('hrw', 'geneva', { avoid: [...avoid, { named: 'WORLD' }] }, 8)).toEqual([])
    expect(await ask('hrw', 'iom', { avoid: [] }, 1)).toEqual(['FACT>iom(c1 c2)'])
    const nothing = { via: null, factKinds: null, relationshipTypes: null, period: null, avoid: null }
    expect(await ask('hrw', 'iom', nothing, 1)).toEqual(['FACT>iom(c1 c2)'])
  })

  it('cannot avoid an end, nor what is not there', async () => {
    const refused = (avoid: object[]) => app.refusal(route, { from: 'hrw', to: 'iom', through: { avoid } })
    expect(await refused([{ slug: 'un' }, { slug: 'hrw' }])).toMatchObject({
      message: '`through.avoid[1]` is where the paths start: name only entities between the two.',
      extensions: { code: 'BAD_USER_INPUT', argument: 'through.avoid[1]' },
    })
    expect((await refused([{ named: 'IOM' }])).message).toContain('is where the paths end')
    expect(await refused([{ slug: 'nothing' }])).toMatchObject({
      message: expect.stringContaining('`through.avoid[0]`'),
      extensions: { code: 'NOT_FOUND' },
    })
    expect(await refused(Array(51).fill({ slug: 'un' }))).toMatchObject({
      message: '`through.avoid` has 51 items: name at most 50.',
      extensions: { code: 'BAD_USER_INPUT', maximum: 50 },
    })
    expect((await refused([{ id: 'garbage' }])).extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('paths at hubs', async () => {
  const db = await freshDatabase()
  const app = createTestApp(db)
  await putGraph(db, {
    entities: [topic('a'), topic('b'), topic('hub-1'), topic('hub-2'), topic('crowd')],
    facts: [fact('a', 'hub-1', 'in'), fact('hub-1', 'hub-2', 'many'), fact('hub-2', 'b', 'out')],
  })
  await repeatFact(db, 'many', 20_000)
  await connectCrowd(db, 'a', 'crowd', 20_001)

  it('go through any number of parallel facts once, and nothing is missing', async () => {
    const ask = { from: { slug: 'hub-1' }, to: { slug: 'b' }, first: 3, maxLength: 3 }
    const { paths } = await app.get(document, ask)
    expect(paths.paths.map(written)).toEqual(['hub-1 > hub-2 > b'])
    expect([paths.truncated, paths.searchedLength]).toEqual([false, 3])
  })

  it('are the same whether one is asked for or several', async () => {
    const slugs = ['a', 'b', 'hub-1', 'crowd', 'm1']
    const pairs = slugs.flatMap((from) => slugs.map((to) => [from, to]))
    for (const maxLength of [1, 2, 3]) {
      const found = await Promise.all(
        pairs.map(async ([from = '', to = '']) => {
          const [one, two] = await Promise.all(
            [1, 2].map((first) => app.get(document, { from: { slug: from }, to: { slug: to }, first, maxLength })),
          )
          expect(one?.paths.paths, `${from} to ${to}`).toEqual(two?.paths.paths.slice(0, 1))
          return one?.paths.paths.length
        }),
      )
      // Something is proved only where there are paths, and where there are none.
      expect(new Set(found)).toEqual(new Set([0, 1]))
    }
  })

  it('refuse to list more facts of a step than a list without pages shows', async () => {
    const list = '{ paths(from: { slug: "hub-1" }, to: { slug: "hub-2" }) { paths { steps { facts { id } } } } }'
    const { message, extensions, path } = await app.refusal(list)
    expect(extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 'items', maximum: 1_000 })
    expect(message).toContain('`PathStep.facts` has more than 1000 items')
    expect(path).toEqual(['paths', 'paths', 0, 'steps', 0, 'facts'])
  })

  it('say where they gave up', async () => {
    const ask = { from: { slug: 'a' }, to: { slug: 'crowd' }, first: 3 }
    const between = ['a > m1 > crowd', 'a > m10 > crowd', 'a > m100 > crowd']
    const { paths } = await app.get(document, ask)
    expect(paths.paths.map(written), 'the shortest are all known').toEqual(between)
    expect([paths.truncated, paths.searchedLength]).toEqual([false, 2])
    expect((await app.get(document, ask)).paths, 'the same again').toEqual(paths)

    await connect(db, 'a', 'crowd')
    const { paths: longer } = await app.get(document, ask)
    expect(longer.paths.map(written)).toEqual(['a > crowd', ...between.slice(0, 2)])
    expect([longer.truncated, longer.searchedLength]).toEqual([true, 1])
    expect((await app.get(document, ask)).paths, 'the same again').toEqual(longer)
  })
})

/** Adds copies of a fact, by SQL and without triggers: so many take long otherwise. */
async function repeatFact(db: Database, key: string, times: number): Promise<void> {
  await withoutTriggers(
    db,
    sql`
      insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement)
      select kind, key || number, dataset_id, digest, subject_id, object_id, statement
      from fact, generate_series(1, ${times}::integer) as number where key = ${key}`,
  )
}

/** Adds a fact between two entities. */
async function connect(db: Database, start: string, end: string): Promise<void> {
  await withoutTriggers(
    db,
    sql`
      insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement)
      select 'RELATIONSHIP', 'direct', (select min(id) from dataset), '', a.id, b.id, 'direct'
      from entity as a, entity as b where a.slug = ${start} and b.slug = ${end}`,
  )
}

/** Puts so many entities between two, each with a fact on either side. */
async function connectCrowd(db: Database, start: string, end: string, size: number): Promise<void> {
  const id = (slug: string) => sql`(select id from entity where slug = ${slug})`
  await withoutTriggers(
    db,
    sql`
      with crowd as (
        insert into entity (kind, slug, name, name_key, dataset_id, digest)
        select 'PERSON', 'm' || number, 'm' || number, 'm' || number, (select min(id) from dataset), ''
        from generate_series(1, ${size}::integer) as number returning id
      )
      insert into fact (kind, key, dataset_id, digest, subject_id, object_id, statement)
      select 'RELATIONSHIP', side || id, (select min(id) from dataset), '', subject, object, 'crowd'
      from crowd, lateral (values ('in', ${id(start)}, id), ('out', id, ${id(end)})) as fact (side, subject, object)`,
  )
}

async function withoutTriggers(db: Database, statement: Expression<unknown>): Promise<void> {
  const all = [
    sql`set local session_replication_role = replica`,
    statement,
    sql`insert into relationship (id, type) select id, 'RELATED_TO' from fact where id not in (select id from relationship)`,
    sql`insert into evidence (fact_id, ordinal, paragraph_id, anchor)
      select id, 0, (select min(id) from paragraph), 'a few words' from fact where id not in (select fact_id from evidence)`,
    sql`select fill_edges()`,
  ].map((one) => one.compile())
  await db.prisma.$transaction(all.map(({ text, parameters }) => db.prisma.$executeRawUnsafe(text, ...parameters)))
  await query(db, sql`analyze`)
}
