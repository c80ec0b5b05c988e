import { describe, expect, it, test } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, edit, problemsOf } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'
import { putGraph } from './support/graph.ts'

const { load, db: loaded, query } = await datasetGraph()

// A source may say that something was criticised and not by whom.

describe('a criticism whose source names no critic', async () => {
  const db = await freshDatabase()
  const app = createTestApp(db)
  await putGraph(db, {
    entities: [
      { kind: 'ORGANIZATION', slug: 'iom' },
      { kind: 'ORGANIZATION', slug: 'hrw' },
    ],
    facts: [
      { kind: 'CRITICISM', key: 'named', subject: 'hrw', object: 'iom', period: '2003' },
      { kind: 'CRITICISM', key: 'itself', subject: 'iom', object: 'iom', period: '2004' },
      {
        kind: 'CRITICISM',
        key: 'unnamed',
        subject: 'iom',
        object: 'iom',
        attribution: 'several governments',
        period: '2005',
      },
    ],
  })
  const years = async (where: object) => {
    const { criticisms } = await app.get(
      'query ($where: CriticismWhere) { criticisms(where: $where) { totalCount nodes { statedOn { edtf } } } }',
      { where },
    )
    expect(criticisms.totalCount).toBe(criticisms.nodes.length)
    return criticisms.nodes.map(({ statedOn }: { statedOn: { edtf: string } }) => statedOn.edtf)
  }

  it('has the words of its source in place of a critic, and its target as its subject', async () => {
    const { criticisms } = await app.get(
      '{ criticisms { nodes { critic { slug } attribution target { slug } subject { slug } object { slug } } } }',
    )
    const iom = { slug: 'iom' }
    expect(criticisms.nodes).toEqual([
      { critic: { slug: 'hrw' }, attribution: null, target: iom, subject: { slug: 'hrw' }, object: iom },
      { critic: iom, attribution: null, target: iom, subject: iom, object: iom },
      { critic: null, attribution: 'several governments', target: iom, subject: iom, object: iom },
    ])
  })

  it('meets no condition on its critic', async () => {
    expect(await years({ critic: { slug: ['iom'] } })).toEqual(['2004'])
    expect(await years({ critic: { named: 'iom' } })).toEqual(['2004'])
    expect(await years({ critic: {} })).toEqual(['2003', '2004'])
    expect(await years({ NOT: { critic: {} } })).toEqual(['2005'])
    expect(await years({ NOT: { critic: { slug: ['hrw'] } } })).toEqual(['2004', '2005'])
    expect(await years({ target: { slug: ['iom'] } })).toEqual(['2003', '2004', '2005'])
  })

  it('is received and not made', async () => {
    const { organization } = await app.get(`{ organization(ref: { slug: "iom" }) {
      criticismsMade { totalCount nodes { statedOn { edtf } } } criticismsReceived { totalCount } facts { totalCount }
    } }`)
    expect(organization).toEqual({
      criticismsMade: { totalCount: 1, nodes: [{ statedOn: { edtf: '2004' } }] },
      criticismsReceived: { totalCount: 3 },
      facts: { totalCount: 3 },
    })
  })

  it.each([
    [{ criticismsMade: { some: { statedOn: { within: '2005' } } } }, []],
    [{ criticismsMade: { none: { statedOn: { within: '2005' } } } }, ['hrw', 'iom']],
    [{ criticismsMade: { count: { eq: 1 } } }, ['hrw', 'iom']],
    [{ named: 'iom', criticismsMade: { count: { eq: 1 } } }, ['iom']],
    [{ criticismsReceived: { count: { eq: 3 } } }, ['iom']],
    [{ facts: { some: { subject: { slug: ['iom'] }, period: { within: '2005' } } } }, ['iom']],
  ])('is not counted as made by its target: %j', async (where, slugs) => {
    const { entities } = await app.get('query ($where: EntityWhere) { entities(where: $where) { nodes { slug } } }', {
      where,
    })
    expect(entities.nodes.map(({ slug }: { slug: string }) => slug)).toEqual(slugs)
  })

  it('counts for no critic in facets and orders, and makes nobody one', async () => {
    const data = await app.get(`{
      criticisms { facets { critics { entity { slug } count } targets { entity { slug } count } } }
      only: criticisms(where: { statedOn: { within: "2005" } }) { facets { critics { count } targets { count } } }
      entities(orderBy: [
        { field: CRITICISMS_MADE, direction: DESC, criticisms: { statedOn: { within: "2004/2005" } } }, { field: NAME }
      ]) { nodes { slug } }
      made: entities(orderBy: [
        { field: CRITICISMS_MADE, direction: DESC, criticisms: { statedOn: { within: "2005" } } }, { field: NAME }
      ]) { nodes { slug } }
      critics { nodes { slug } }
    }`)
    expect(data.criticisms.facets).toEqual({
      critics: [
        { entity: { slug: 'iom' }, count: 1 },
        { entity: { slug: 'hrw' }, count: 1 },
      ],
      targets: [{ entity: { slug: 'iom' }, count: 3 }],
    })
    expect(data.only.facets).toEqual({ critics: [], targets: [{ count: 1 }] })
    expect(data.entities.nodes[0]).toEqual({ slug: 'iom' })
    expect(data.made.nodes[0]).toEqual({ slug: 'hrw' })
    expect(data.critics.nodes).toEqual([{ slug: 'hrw' }, { slug: 'iom' }])
    await db.pool.query(`delete from fact where key = 'itself'`)
    expect((await app.get('{ critics { nodes { slug } } }')).critics.nodes).toEqual([{ slug: 'hrw' }])
  })

  it('leads to nowhere in a path', async () => {
    const { paths } = await app.get(`{ paths(from: { slug: "hrw" }, to: { slug: "iom" }, first: 20) {
      paths { steps { fact { statement } } }
    } }`)
    expect(paths.paths).toHaveLength(1)
  })
})

describe('in a dataset', () => {
  const attribution = 'attribution: several captains'

  test('is loaded, recorded and read back', async () => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'critic: coast-guild', attribution)
    await load(folder)
    expect(
      await query(
        `select has_subject, subject_id = object_id as same, attribution from fact join criticism using (id)`,
      ),
    ).toEqual([{ has_subject: false, same: true, attribution: 'several captains' }])
    const [change] = await query<{ after: object }>(`select after from change where key = 'guild-1938'`)
    expect(change?.after).toMatchObject({ attribution: 'several captains', target: 'harbour-aid' })
    expect(change?.after).not.toHaveProperty('critic')
    expect((await load(folder)).changed).toEqual({})

    edit(folder, 'facts/edges.yaml', attribution, 'critic: coast-guild')
    await load(folder)
    expect(await query(`select has_subject, attribution from fact join criticism using (id)`)).toEqual([
      { has_subject: true, attribution: null },
    ])
  })

  test.each([
    [
      `critic: coast-guild\n    ${attribution}`,
      'facts/edges.yaml:25:18: criticisms[0].attribution: there is a critic, "coast-guild", as well; `attribution` is for a ' +
        'source that names no critic: take one out',
    ],
    [
      '# nobody',
      'facts/edges.yaml:23:5: criticisms[0].critic: is missing; give the slug of the critic, or the words of a source that ' +
        'names none as `attribution`',
    ],
  ])('has either a critic or the words of its source: %j', async (put, problem) => {
    const folder = copyHarbour()
    edit(folder, 'facts/edges.yaml', 'critic: coast-guild', put)
    expect(await problemsOf(folder)).toEqual([problem])
  })

  test.each([
    `update criticism set attribution = 'somebody'`,
    `update fact set has_subject = false where kind = 'CRITICISM'`,
    `update fact set has_subject = false where kind = 'ROLE'`,
  ])('is refused by the database when it is neither or both: %s', async (statement) => {
    await load(copyHarbour())
    await expect(loaded.pool.query(statement)).rejects.toThrow(/is not a whole/)
  })
})
