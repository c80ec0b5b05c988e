import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

// tests/filter-property.test.ts compares all conditions with a reference. Here stands what each means, by example.

const db = await freshDatabase()
const app = createTestApp(db)
const ids = await putGraph(db, {
  entities: [
    {
      kind: 'ORGANIZATION',
      slug: 'iom',
      name: 'International Organization for Migration',
      type: 'UN_AGENCY',
      date: '1951',
    },
    { kind: 'ORGANIZATION', slug: 'hrw', name: 'Human Rights Watch', labels: ['HRW'], type: 'NGO', date: '1978' },
    { kind: 'ORGANIZATION', slug: 'percent', name: '100% Rights', type: 'NGO' },
    { kind: 'PERSON', slug: 'swing', name: 'William Lacy Swing' },
    { kind: 'EVENT', slug: 'crisis', name: 'Crisis', type: 'CRISIS', date: '1990/1999' },
    { kind: 'PLACE', slug: 'switzerland' },
    { kind: 'PLACE', slug: 'geneva', parent: 'switzerland' },
    { kind: 'TOPIC', slug: 'detention' },
    { kind: 'TOPIC', slug: 'offshore', parent: 'detention' },
    { kind: 'TOPIC', slug: 'labour' },
  ],
  documents: [{ slug: 'report', title: 'The Report', paragraphs: [['One.', 'Two.']] }],
  facts: [
    {
      kind: 'CRITICISM',
      key: 'nauru',
      subject: 'hrw',
      object: 'iom',
      period: '2003',
      topics: ['offshore'],
      about: ['geneva'],
      evidence: [
        { document: 'report', sentence: 1, references: ['15'] },
        { document: 'paper', status: 'ORPHANED', references: ['16'] },
      ],
    },
    { kind: 'CRITICISM', key: 'undated', subject: 'hrw', object: 'iom', topics: ['offshore', 'labour'] },
    { kind: 'CRITICISM', key: 'bare', subject: 'swing', object: 'hrw', period: '2010/..' },
    { kind: 'RELATIONSHIP', key: 'seat', type: 'HEADQUARTERED_IN', subject: 'iom', object: 'geneva' },
    { kind: 'RELATIONSHIP', key: 'work', type: 'WORKS_ON', subject: 'hrw', object: 'offshore' },
    { kind: 'ROLE', key: 'role', subject: 'swing', object: 'iom', title: 'Director General', period: '2008/2018' },
    { kind: 'ALIAS', key: 'picmme', subject: 'iom', name: 'PICMME', aliasKind: 'FORMER', period: '1951/1952' },
    { kind: 'FIGURE', key: 'staff', subject: 'iom', metric: 'staff', value: 17761, period: '2021' },
  ],
})

async function find(field: string, type: string, where: object | null): Promise<string[]> {
  const key = ['facts', 'criticisms'].includes(field) ? 'id' : 'slug'
  const data = await app.get(`query ($where: ${type}) { ${field}(where: $where) { nodes { ${key} } } }`, { where })
  const keys = new Map(Object.entries(ids.fact).map(([name, id]) => [id, name]))
  return data[field].nodes.map((node: Record<string, string>) => node.slug ?? keys.get(node.id ?? '')).sort()
}
const entities = (where: object | null) => find('entities', 'EntityWhere', where)
const organizations = (where: object | null) => find('organizations', 'OrganizationWhere', where)
const criticisms = (where: object | null) => find('criticisms', 'CriticismWhere', where)
const facts = (where: object | null) => find('facts', 'FactWhere', where)

const allOrganizations = ['hrw', 'iom', 'percent']
const allCriticisms = ['bare', 'nauru', 'undated']

describe('what asks for nothing', () => {
  it.each([null, {}, { AND: [] }, { AND: [{}, {}] }, { OR: [{}] }, { criticismsMade: {} }, { facts: {} }])(
    '%j',
    async (where) => expect(await organizations(where)).toEqual(allOrganizations),
  )

  it('a field that is null', async () => {
    const nothing = { AND: null, OR: null, NOT: null, id: null, slug: null, kind: null, named: null, search: null }
    const more = {
      within: null,
      facts: null,
      criticismsMade: null,
      criticismsReceived: null,
      type: null,
      founded: null,
    }
    expect(await organizations({ ...nothing, ...more, headquarters: null })).toEqual(allOrganizations)
    const date = { within: null, overlaps: null, before: null, after: null, isNull: null }
    expect(await organizations({ founded: date })).toEqual(allOrganizations)
    const count = { where: null, eq: null, gt: null, gte: null, lt: null, lte: null }
    const list = { some: null, none: null, every: null, count }
    expect(await organizations({ criticismsMade: list })).toEqual(allOrganizations)
    expect(await criticisms({ topics: {}, about: { count: {} }, evidence: {}, statedOn: {} })).toEqual(allCriticisms)
  })
})

describe('what nothing can be', () => {
  it.each([
    { OR: [] },
    { slug: [] },
    { id: [] },
    { kind: [] },
    { type: [] },
    { NOT: {} },
    { AND: [{ slug: ['iom'] }, { slug: ['hrw'] }] },
    { slug: ['iom'], NOT: { slug: ['iom'] } },
    { criticismsMade: { some: {}, none: {} } },
    { criticismsMade: { count: { gt: 3, lt: 2 } } },
    { named: 'iom', kind: ['PERSON'] },
    { named: '' },
    { slug: ['i-o-m'] },
  ])('%j', async (where) => expect(await organizations(where)).toEqual([]))
})

describe('AND, OR and NOT', () => {
  it('join what stands beside them', async () => {
    expect(await organizations({ type: ['NGO'], OR: [{ slug: ['hrw'] }, { slug: ['iom'] }] })).toEqual(['hrw'])
    expect(await organizations({ type: ['NGO'], NOT: { slug: ['hrw'] } })).toEqual(['percent'])
    expect(await organizations({ OR: [{ AND: [{ type: ['NGO'] }, { named: 'hrw' }] }, { named: 'picmme' }] })).toEqual([
      'hrw',
      'iom',
    ])
  })

  it('NOT keeps what is not known to be so', async () => {
    expect(await organizations({ NOT: { founded: { before: '1960' } } })).toEqual(['hrw', 'percent'])
    expect(await facts({ factKind: ['FIGURE', 'ALIAS', 'ROLE'], NOT: { object: { slug: ['hrw'] } } })).toEqual([
      'picmme',
      'role',
      'staff',
    ])
  })
})

describe('some, none, every and count', () => {
  it('{} asks whether there is anything at all', async () => {
    expect(await criticisms({ topics: { some: {} } })).toEqual(['nauru', 'undated'])
    expect(await criticisms({ topics: { none: {} } })).toEqual(['bare'])
    expect(await organizations({ criticismsReceived: { some: {} } })).toEqual(['hrw', 'iom'])
    expect(await facts({ object: {}, factKind: ['FIGURE', 'ROLE'] })).toEqual(['role'])
    expect(await organizations({ headquarters: {} })).toEqual(['iom'])
  })

  it('every holds of an empty list', async () => {
    expect(await criticisms({ topics: { every: { slug: ['offshore'] } } })).toEqual(['bare', 'nauru'])
    expect(await organizations({ criticismsMade: { every: { statedOn: { isNull: false } } } })).toEqual([
      'iom',
      'percent',
    ])
  })

  it('count by themselves and with conditions', async () => {
    expect(await criticisms({ topics: { count: { gte: 2 } } })).toEqual(['undated'])
    expect(await criticisms({ topics: { count: { eq: 0 } } })).toEqual(['bare'])
    const about = (slug: string) => ({ topics: { some: { slug: [slug] } } })
    expect(await entities({ criticismsMade: { count: { where: about('offshore'), gte: 2 } } })).toEqual(['hrw'])
    expect(await entities({ criticismsMade: { count: { where: about('labour'), gte: 2 } } })).toEqual([])
    expect(await entities({ criticismsReceived: { count: { gt: 0, lt: 2 } } })).toEqual(['hrw'])
    expect(await entities({ kind: ['PLACE'], criticismsMade: { count: { eq: 0 } } })).toEqual(['geneva', 'switzerland'])
  })

  it('take whole numbers as large and small as GraphQL has them', async () => {
    expect(await entities({ criticismsMade: { count: { gt: 2_147_483_647 } } })).toEqual([])
    expect(await entities({ kind: ['EVENT'], criticismsMade: { count: { gt: -2_147_483_648 } } })).toEqual(['crisis'])
  })
})

describe('within', () => {
  it('takes a topic or place and what is narrower, and what is filed there', async () => {
    expect(await entities({ within: { slug: 'detention' } })).toEqual(['detention', 'hrw', 'offshore'])
    expect(await entities({ within: { slug: 'offshore' } })).toEqual(['hrw', 'offshore'])
    expect(await organizations({ within: { named: 'Switzerland' } })).toEqual(['iom'])
    expect(await criticisms({ topics: { some: { within: { slug: 'detention' } } } })).toEqual(['nauru', 'undated'])
    expect(await criticisms({ topics: { some: { within: { slug: 'nowhere' } } } })).toEqual([])
  })

  it('refuses a reference without or with two of its fields', async () => {
    const query = 'query ($where: EntityWhere) { entities(where: $where) { nodes { id } } }'
    for (const within of [{}, { slug: 'geneva', named: 'Geneva' }, { slug: null }]) {
      const { extensions, message } = await app.refusal(query, { where: { within } })
      expect(extensions.code, message).toBe('BAD_USER_INPUT')
    }
  })
})

describe('topics and places that a relation leads to', () => {
  const some = (where: object) => criticisms({ topics: { some: where } })
  const both = ['nauru', 'undated']

  it.each([
    { named: 'Detention' },
    { slug: ['detention'] },
    { id: [ids.entity.detention] },
    { search: 'detention' },
    { named: 'detention', kind: ['TOPIC'] },
    { OR: [{ named: 'nothing' }, { named: 'detention' }] },
    { AND: [{ named: 'detention' }, { named: 'offshore' }] },
  ])('%j matches what is filed below, too', async (where) => expect(await some(where)).toEqual(both))

  it('match themselves alone with `direct`, which nested conditions follow', async () => {
    expect(await some({ named: 'detention', direct: true })).toEqual([])
    expect(await some({ named: 'offshore', direct: true })).toEqual(both)
    expect(await some({ direct: true, OR: [{ named: 'detention' }, { named: 'labour' }] })).toEqual(['undated'])
    expect(await some({ direct: true, OR: [{ named: 'detention', direct: false }] })).toEqual(both)
    expect(await some({ named: 'detention', direct: false })).toEqual(both)
  })

  it('keep what `some`, `none`, `every` and NOT mean', async () => {
    const detention = { named: 'detention' }
    expect(await criticisms({ topics: { none: detention } })).toEqual(['bare'])
    expect(await criticisms({ topics: { every: { NOT: detention } } })).toEqual(['bare'])
    expect(await criticisms({ topics: { every: detention } })).toEqual(['bare', 'nauru'])
    expect(await some({ NOT: detention })).toEqual(['undated'])
    expect(await criticisms({ topics: { none: { ...detention, direct: true } } })).toEqual(allCriticisms)
  })

  it('are one thing that meets all that is written beside each other', async () => {
    expect(await some({ slug: ['offshore'], named: 'detention' })).toEqual([])
    expect(await some({ slug: ['labour'], search: 'detention' })).toEqual([])
  })

  it('count what is filed directly', async () => {
    expect(await criticisms({ topics: { count: { eq: 1 } } })).toEqual(['nauru'])
    expect(await criticisms({ topics: { some: { named: 'detention' }, count: { eq: 2 } } })).toEqual(['undated'])
  })

  it('are seen through by all relations: about, headquarters, topics of organisations', async () => {
    expect(await criticisms({ about: { some: { named: 'Switzerland' } } })).toEqual(['nauru'])
    expect(await criticisms({ about: { some: { named: 'Switzerland', direct: true } } })).toEqual([])
    expect(await organizations({ headquarters: { named: 'Switzerland' } })).toEqual(['iom'])
    expect(await organizations({ headquarters: { named: 'Switzerland', direct: true } })).toEqual([])
    expect(await organizations({ topics: { some: { named: 'detention' } } })).toEqual(['hrw'])
    expect(await organizations({ criticismsMade: { some: { topics: { some: { named: 'detention' } } } } })).toEqual([
      'hrw',
    ])
  })

  it('are not seen through at the ends of facts: a criticism of Geneva is none of Switzerland', async () => {
    expect(await facts({ object: { named: 'Switzerland' } })).toEqual([])
    expect(await facts({ object: { named: 'Geneva' } })).toEqual(['seat'])
    expect(await entities({ named: 'detention' })).toEqual(['detention'])
  })
})

describe('names', () => {
  it.each(['iom', 'PICMME', 'p.i.c.m.m.e.', '  international organization   FOR migration'])('%j', async (named) => {
    expect(await organizations({ OR: [{ slug: ['iom'] }, { named }], NOT: { slug: ['hrw'] } })).toEqual(['iom'])
  })

  it('are no patterns', async () => {
    expect(await entities({ named: '%' })).toEqual([])
    expect(await entities({ named: 'H_R%W' })).toEqual(['hrw'])
    expect(await entities({ named: '100% rights' })).toEqual(['percent'])
    expect(await find('facts', 'FactWhere', { evidence: { reference: '1%' } })).toEqual([])
  })
})

it('slugs, whatever their case', async () => expect(await organizations({ slug: ['IOM'] })).toEqual(['iom']))

describe('ids', () => {
  it('find what they are of', async () =>
    expect(await entities({ id: [ids.entity.iom, ids.entity.swing] })).toEqual(['iom', 'swing']))

  it('of something else find nothing, whatever their slug', async () => {
    const other = (type: string, id = '') => Buffer.from(id, 'base64url').toString().replace(/^\w+/, type)
    const fake = (type: string) => Buffer.from(other(type, ids.entity.iom)).toString('base64url')
    expect(await entities({ id: [fake('Person'), ids.fact.nauru ?? '', fake('Document')] })).toEqual([])
    expect(await entities({ within: { id: fake('Topic') } })).toEqual([])
  })

  it('that are none are refused', async () => {
    const { message, extensions } = await app.refusal('{ entities(where: { id: "IOM" }) { nodes { id } } }')
    expect(message).toBe('"IOM" is not an id. Use an `id` as this API returned it.')
    expect(extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('dates', () => {
  it('are certain or possible', async () => {
    expect(await criticisms({ statedOn: { within: '2000/2009' } })).toEqual(['nauru'])
    expect(await criticisms({ statedOn: { overlaps: '2000/2009' } })).toEqual(['nauru', 'undated'])
    expect(await criticisms({ statedOn: { overlaps: '2015' } })).toEqual(['bare', 'undated'])
    expect(await criticisms({ statedOn: { before: '2005' } })).toEqual(['nauru'])
    expect(await criticisms({ statedOn: { after: '2005' } })).toEqual(['bare'])
    expect(await criticisms({ statedOn: { isNull: true } })).toEqual(['undated'])
    expect(await find('events', 'EventWhere', { period: { within: '199X' }, type: ['CRISIS'] })).toEqual(['crisis'])
  })

  it('that are none are refused with their place', async () => {
    const query = 'query ($date: EDTF) { criticisms(where: { statedOn: { before: $date } }) { nodes { id } } }'
    const { message, extensions } = await app.refusal(query, { date: '2003-13' })
    expect(message).toMatch(/2003-13.*month 13 at position 6/)
    expect(extensions.code).toBe('BAD_USER_INPUT')
    const literal = await app.refusal('{ criticisms(where: { statedOn: { before: "2003-13" } }) { nodes { id } } }')
    expect(literal.message).toContain('month 13 at position 6')
    expect(literal.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})

it('asks for a piece of evidence that is all of what is asked', async () => {
  expect(await facts({ evidence: { document: { slug: 'report' }, reference: '15', status: ['FOUND'] } })).toEqual([
    'nauru',
  ])
  expect(await facts({ evidence: { document: { slug: 'report' }, reference: '16' } }), 'two pieces').toEqual([])
  expect(await facts({ evidence: { document: { named: 'the report' } } })).toEqual(['nauru'])
  expect(await facts({ evidence: { status: [] } })).toEqual([])
  expect(await criticisms({ NOT: { evidence: { status: ['ORPHANED'] } } })).toEqual(['bare', 'undated'])
})
