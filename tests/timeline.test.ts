import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom' },
    { kind: 'ORGANIZATION', slug: 'un' },
    { kind: 'PERSON', slug: 'swing' },
  ],
  facts: [
    {
      kind: 'RELATIONSHIP',
      type: 'PART_OF',
      subject: 'iom',
      object: 'un',
      statement: 'joined the UN',
      period: '2016-09',
    },
    { kind: 'ALIAS', subject: 'iom', name: 'PICMME', statement: 'was called PICMME', period: '1951/1952' },
    { kind: 'FIGURE', subject: 'iom', metric: 'staff', value: 9, statement: 'had a staff of 9' },
    {
      kind: 'ROLE',
      subject: 'swing',
      object: 'iom',
      title: 'Head',
      statement: 'was led by Swing',
      period: '2008/2018',
    },
    { kind: 'CRITICISM', subject: 'un', object: 'iom', statement: 'was criticised', period: '1990~' },
    {
      kind: 'ATTRIBUTE',
      subject: 'iom',
      attribute: 'founded',
      value: '1951-12-06',
      statement: 'was founded',
      period: '1951-12-06',
    },
    { kind: 'ALIAS', subject: 'iom', name: 'IOM', statement: 'is called IOM', period: '1989/..' },
    { kind: 'ALIAS', subject: 'iom', name: 'ICEM', statement: 'ceased to be ICEM', period: '/1980' },
    {
      kind: 'RELATIONSHIP',
      type: 'FUNDS',
      subject: 'un',
      object: 'swing',
      statement: 'not about the IOM',
      period: '1960',
    },
    {
      kind: 'RELATIONSHIP',
      type: 'RELATED_TO',
      subject: 'iom',
      object: 'iom',
      statement: 'knows itself',
      period: '1999',
    },
  ],
})

async function timeline(args = ''): Promise<string[]> {
  const { organization } = await app.get(
    `{ organization(ref: { slug: "iom" }) { facts${args} { nodes { statement period { label } } } } }`,
  )
  return organization.facts.nodes.map((fact: { statement: string; period: { label: string } }) => {
    return `${fact.period.label}: ${fact.statement}`
  })
}

const dated = [
  'from 1951 to 1952: was called PICMME',
  '6 December 1951: was founded',
  // Around 1990 may be as early as 1989.
  'around 1990: was criticised',
  'since 1989: is called IOM',
  '1999: knows itself',
  'from 2008 to 2018: was led by Swing',
  'September 2016: joined the UN',
]
/** The begin of these is not known; they stand in the order in which they were entered. */
const undated = ['date unknown: had a staff of 9', 'until 1980: ceased to be ICEM']

describe('the facts of an entity', () => {
  it('are its chronology: in order of time, from both of their ends, each once, the undated last', async () => {
    expect(await timeline()).toEqual([...dated, ...undated])
    expect(await timeline('(orderBy: { field: FROM })')).toEqual([...dated, ...undated])
  })

  it('run backwards, with the undated where they are wanted', async () => {
    const backwards = dated.toReversed()
    expect(await timeline('(orderBy: { field: FROM, direction: DESC })')).toEqual([
      ...backwards,
      ...undated.toReversed(),
    ])
    expect(await timeline('(orderBy: { field: FROM, direction: DESC, nulls: FIRST })')).toEqual([
      ...undated.toReversed(),
      ...backwards,
    ])
    expect(await timeline('(orderBy: { field: FROM, nulls: FIRST })')).toEqual([...undated, ...dated])
  })

  it('are ordered by their end, too: what goes on has none', async () => {
    const ends = await timeline('(orderBy: [{ field: UNTIL }, { field: FROM }])')
    expect(ends.slice(0, 4)).toEqual([dated[1], dated[0], undated[1], dated[2]])
    expect(ends.slice(-2)).toEqual([dated[3], undated[0]])
  })

  it('are those of a time, and of a kind', async () => {
    expect(await timeline('(where: { period: { within: "1950/1959" } })')).toEqual(dated.slice(0, 2))
    expect(await timeline('(where: { period: { overlaps: "1960" } })')).toEqual(undated)
    expect(await timeline('(where: { period: { overlaps: "2020" } })')).toEqual([dated[3], undated[0]])
    expect(await timeline('(where: { factKind: [CRITICISM, ROLE] })')).toEqual([dated[2], dated[5]])
    expect(await timeline('(where: { object: { slug: "iom" } })')).toEqual([dated[2], dated[4], dated[5]])
  })

  it('are counted in all', async () => {
    const { organization } = await app.get('{ organization(ref: { slug: "iom" }) { facts(first: 2) { totalCount } } }')
    expect(organization.facts.totalCount).toBe(9)
  })
})

it('counts a fact that leads back to where it starts once, also in the order FACTS', async () => {
  await putGraph(db, {
    entities: [
      { kind: 'TOPIC', slug: 'two' },
      { kind: 'TOPIC', slug: 'self' },
    ],
    facts: [
      { kind: 'RELATIONSHIP', type: 'RELATED_TO', subject: 'self', object: 'self' },
      { kind: 'FIGURE', subject: 'two', metric: 'books', value: 1 },
      { kind: 'FIGURE', subject: 'two', metric: 'books', value: 2 },
    ],
  })
  const { topics } = await app.get(
    '{ topics(orderBy: { field: FACTS, direction: DESC }) { nodes { slug facts { totalCount } } } }',
  )
  expect(topics.nodes).toEqual([
    { slug: 'two', facts: { totalCount: 2 } },
    { slug: 'self', facts: { totalCount: 1 } },
  ])
})
