import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import type { FactData } from './support/graph-data.ts'

const db = await freshDatabase()
const app = createTestApp(db)

const criticism = (subject: string, object: string, period: string | undefined, ...topics: string[]): FactData => {
  return { kind: 'CRITICISM', subject, object, period, topics, statement: `winter of ${subject}` }
}
await putGraph(db, {
  entities: [
    ...['hrw', 'amnesty', 'iom', 'unhcr'].map((slug) => ({ kind: 'ORGANIZATION', slug }) as const),
    { kind: 'PERSON', slug: 'swing' },
    { kind: 'TOPIC', slug: 'detention' },
    { kind: 'TOPIC', slug: 'offshore', parent: 'detention' },
    { kind: 'TOPIC', slug: 'labour' },
  ],
  facts: [
    criticism('hrw', 'iom', '2003', 'offshore'),
    criticism('hrw', 'iom', '2003-05', 'offshore', 'labour'),
    criticism('hrw', 'unhcr', '2003/2004', 'labour'),
    criticism('amnesty', 'iom', '2002~'),
    criticism('amnesty', 'iom', undefined, 'detention'),
    criticism('swing', 'hrw', '-0043-03', 'detention'),
    criticism('swing', 'hrw', '199X'),
    criticism('swing', 'hrw', '1995/..'),
    criticism('swing', 'hrw', 'Y-5000000', 'labour'),
  ],
})

const document = `query ($where: CriticismWhere, $first: Int, $top: Int, $after: String) {
  criticisms(where: $where, first: $first, after: $after) {
    totalCount
    facets {
      critics(first: $top) { entity { slug } count } targets(first: $top) { entity { slug } count }
      topics(first: $top) { entity { slug } count } years { year count }
    }
  }
}`

type Counts = readonly { readonly entity: { readonly slug: string }; readonly count: number }[]
const written = (counts: Counts) => counts.map(({ entity, count }) => `${entity.slug} ${count}`)

async function facets(variables: object = {}) {
  const { totalCount, facets } = (await app.get(document, variables)).criticisms
  const { critics, targets, topics, years } = facets
  return { totalCount, critics: written(critics), targets: written(targets), topics: written(topics), years }
}

describe('facets of criticisms', () => {
  const whole = {
    totalCount: 9,
    critics: ['swing 4', 'hrw 3', 'amnesty 2'],
    targets: ['hrw 4', 'iom 4', 'unhcr 1'],
    topics: ['detention 4', 'labour 3', 'offshore 2'],
    years: [
      { year: -43, count: 1 },
      { year: 2003, count: 2 },
      // 2002~ may have been in 2001 or 2003.
      { year: null, count: 6 },
    ],
  }

  it('count the whole list, the most frequent first, and equals in the order of their ids', async () => {
    const { targets, topics, ...rest } = await facets()
    expect({ ...rest, targets: targets.toSorted(), topics: topics.toSorted() }).toEqual({
      ...whole,
      topics: whole.topics.toSorted(),
    })
    expect(targets.at(-1)).toBe('unhcr 1')
    expect(topics).toEqual(['detention 4', 'labour 3', 'offshore 2'])
  })

  it('count the same on every page', async () => {
    const all = await facets()
    expect(await facets({ first: 1 })).toEqual(all)
    expect(await facets({ first: 0 })).toEqual(all)
    const { criticisms } = await app.get('{ criticisms(first: 3) { pageInfo { endCursor } } }')
    expect(await facets({ first: 2, after: criticisms.pageInfo.endCursor })).toEqual(all)
  })

  it('count what the conditions leave', async () => {
    const where = { critic: { named: 'hrw' }, topics: { some: { within: { slug: 'detention' } } } }
    expect(await facets({ where })).toEqual({
      totalCount: 2,
      critics: ['hrw 2'],
      targets: ['iom 2'],
      topics: ['detention 2', 'offshore 2', 'labour 1'],
      years: [{ year: 2003, count: 2 }],
    })
    const nothing = { totalCount: 0, critics: [], targets: [], topics: [], years: [] }
    expect(await facets({ where: { critic: { named: 'nobody' } } })).toEqual(nothing)
  })

  it('show the first so many', async () => {
    expect((await facets({ top: 1 })).critics).toEqual(['swing 4'])
    expect((await facets({ top: 0 })).critics).toEqual([])
    for (const top of [-1, 101]) {
      const { errors } = await app.ask(document, { top })
      expect(errors?.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT')
    }
  })

  it('say no year for what is not within one', async () => {
    const { years } = await facets({ where: { critic: { named: 'swing' } } })
    expect(years).toEqual([
      { year: -43, count: 1 },
      { year: null, count: 3 },
    ])
  })

  it('take one statement together, and one for all their entities', async () => {
    const sent = async (fields: string) => (await app.ask(`{ criticisms { facets { ${fields} } } }`)).statements
    expect(await sent('years { count }')).toBe(1)
    expect(await sent('critics { count }')).toBe(1)
    expect(await sent('critics { count entity { slug } }')).toBe(2)
    expect(await sent('critics { count entity { slug } } targets { count entity { slug } } years { year }')).toBe(2)
  })

  it('can leave out their own condition, wherever the list must meet it, so that a choice can be changed', async () => {
    const chosen = async (where: object, ignore: boolean) => {
      const { criticisms } = await app.get(
        `query ($where: CriticismWhere, $ignore: Boolean) { criticisms(where: $where) { totalCount facets {
          critics(ignoreOwnCondition: $ignore) { entity { slug } count } targets { entity { slug } count }
          years(ignoreOwnCondition: $ignore) { year count } } } }`,
        { where, ignore },
      )
      return criticisms
    }
    const about = { topics: { some: { slug: ['detention'] } } }
    for (const where of [
      { ...about, critic: { slug: ['hrw'] } },
      { AND: [about, { AND: [{ critic: { slug: ['hrw'] } }] }] },
    ]) {
      const { totalCount, facets } = await chosen(where, true)
      expect(totalCount).toBe(2)
      expect(written(facets.critics)).toEqual(['hrw 2', 'amnesty 1', 'swing 1'])
      expect(written(facets.targets)).toEqual(['iom 2'])
      expect(written((await chosen(where, false)).facets.critics)).toEqual(['hrw 2'])
    }
    const { facets } = await chosen({ critic: { slug: ['hrw'] }, statedOn: { within: '2004' } }, true)
    expect(facets.years).toEqual([
      { year: 2003, count: 2 },
      { year: null, count: 1 },
    ])
  })

  it('count the criticisms of one topic or target', async () => {
    const { topic, organization } = await app.get(`{
      topic(ref: { slug: "detention" }) { criticisms { totalCount facets { critics { entity { slug } count } } } }
      organization(ref: { slug: "iom" }) { criticismsReceived { facets { years { year count } } } }
    }`)
    expect(topic.criticisms.totalCount).toBe(4)
    expect(written(topic.criticisms.facets.critics)).toEqual(['hrw 2', 'amnesty 1', 'swing 1'])
    expect(organization.criticismsReceived.facets.years).toEqual([
      { year: 2003, count: 2 },
      { year: null, count: 2 },
    ])
  })
})

describe('facets of entities', () => {
  it('count by kind, the most frequent first', async () => {
    const { entities } = await app.get('{ entities(first: 1) { totalCount facets { kinds { kind count } } } }')
    expect(entities).toEqual({
      totalCount: 8,
      facets: {
        kinds: [
          { kind: 'ORGANIZATION', count: 4 },
          { kind: 'TOPIC', count: 3 },
          { kind: 'PERSON', count: 1 },
        ],
      },
    })
  })

  it('count what the conditions leave', async () => {
    const { entities } = await app.get(
      '{ entities(where: { criticismsMade: { some: {} } }) { facets { kinds { kind count } } } }',
    )
    expect(entities.facets.kinds).toEqual([
      { kind: 'ORGANIZATION', count: 2 },
      { kind: 'PERSON', count: 1 },
    ])
  })
})

describe('facets of facts', () => {
  it('count facts by kind, relationships by type, and facts by the documents that they rest on', async () => {
    await putGraph(db, {
      facts: [
        { kind: 'ALIAS', subject: 'unhcr', name: 'Refugee agency' },
        { kind: 'RELATIONSHIP', subject: 'iom', object: 'unhcr', type: 'COOPERATES_WITH' },
        { kind: 'RELATIONSHIP', subject: 'unhcr', object: 'iom', type: 'COOPERATES_WITH' },
        {
          kind: 'RELATIONSHIP',
          subject: 'unhcr',
          object: 'hrw',
          type: 'SUPPORTS',
          // Twice in one document counts once.
          evidence: [{ document: 'report' }, { document: 'report', paragraph: 2 }, { document: 'source' }],
        },
      ],
    })
    const counted = `facets {
      factKinds { factKind count }
      relationshipTypes { relationshipType count }
      documents { document { slug } count }
    }`
    const { entity, facts } = await app.get(`{
      entity(ref: { slug: "unhcr" }) {
        facts(first: 1) { totalCount ${counted} }
        incoming: facts(where: { object: { slug: ["unhcr"] } }) { facets { relationshipTypes { relationshipType count } } }
        none: facts(where: { factKind: [ROLE] }) { totalCount ${counted} }
      }
      facts(where: { factKind: [RELATIONSHIP] }) { totalCount facets { documents(first: 1) { document { slug } count } } }
    }`)
    expect(entity.facts).toEqual({
      totalCount: 5,
      facets: {
        factKinds: [
          { factKind: 'RELATIONSHIP', count: 3 },
          { factKind: 'ALIAS', count: 1 },
          { factKind: 'CRITICISM', count: 1 },
        ],
        relationshipTypes: [
          { relationshipType: 'COOPERATES_WITH', count: 2 },
          { relationshipType: 'SUPPORTS', count: 1 },
        ],
        documents: [
          { document: { slug: 'source' }, count: 5 },
          { document: { slug: 'report' }, count: 1 },
        ],
      },
    })
    expect(entity.incoming.facets.relationshipTypes).toEqual([{ relationshipType: 'COOPERATES_WITH', count: 1 }])
    expect(entity.none).toEqual({
      totalCount: 0,
      facets: { factKinds: [], relationshipTypes: [], documents: [] },
    })
    expect(facts).toEqual({ totalCount: 3, facets: { documents: [{ document: { slug: 'source' }, count: 3 }] } })
  })
})
