import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const dates = [
  '1951-12-06',
  '2016-09',
  '2001-21',
  '1951',
  '1950~',
  '195X',
  '19XX',
  '2004/2005',
  '1989/..',
  '1952/',
  '-0043-03',
]
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom', name: 'International Organization for Migration', date: '1951-12-06' },
    { kind: 'ORGANIZATION', slug: 'undated', name: 'Undated' },
    { kind: 'ORGANIZATION', slug: 'dated' },
    { kind: 'EVENT', slug: 'crisis', date: '1990/..' },
    { kind: 'AGREEMENT', slug: 'compact', date: '2018-12' },
    { kind: 'PERSON', slug: 'swing' },
    { kind: 'ORGANIZATION', slug: 'unsure', name: 'Current' },
  ],
  facts: [
    { kind: 'ALIAS', subject: 'iom', name: 'PICMME', aliasKind: 'ACRONYM', period: '1951/1952' },
    { kind: 'ALIAS', subject: 'iom', name: 'Provisional Committee', aliasKind: 'FORMER', period: '1951-12/1952-10' },
    {
      kind: 'ALIAS',
      subject: 'iom',
      name: 'Committee for European Migration',
      aliasKind: 'FORMER',
      period: '1952-10/1980',
    },
    { kind: 'ALIAS', subject: 'iom', name: 'Committee for Migration', aliasKind: 'FORMER', period: '1980/1989' },
    {
      kind: 'ALIAS',
      subject: 'iom',
      name: 'International Organization for Migration',
      aliasKind: 'OFFICIAL',
      period: '1989/..',
    },
    { kind: 'ALIAS', subject: 'unsure', name: 'Sure', aliasKind: 'FORMER', period: '1950/1990' },
    { kind: 'ALIAS', subject: 'unsure', name: 'Perhaps', aliasKind: 'FORMER', period: '1980/' },
    { kind: 'ALIAS', subject: 'iom', name: 'UN Migration', period: undefined },
    ...dates.map((period) => ({ kind: 'FIGURE', subject: 'dated', metric: period, value: 1, period }) as const),
    { kind: 'FIGURE', subject: 'dated', metric: 'none', value: 1 },
    { kind: 'ROLE', subject: 'swing', object: 'iom', title: 'Head', period: '2008/2018-09' },
  ],
})

describe('a date', () => {
  it('claims no more than its source', async () => {
    const { organization } = await app.get(
      `{ organization(ref: { slug: "dated" }) { figures(first: 50) { nodes { metric
        asOf { edtf label precision earliest latest } period { label ongoing from { label } until { label } } } } } }`,
    )
    const shown = organization.figures.nodes.map(({ metric, asOf, period }: Record<string, never>) => [
      metric,
      asOf,
      period,
    ])
    expect(shown.length).toBe(dates.length + 1)
    expect(
      Object.fromEntries(
        shown.map(([metric, asOf]: [string, object]) => [metric, asOf && Object.values(asOf).join(' | ')]),
      ),
    ).toMatchInlineSnapshot(`
      {
        "-0043-03": "-0043-03 | March 44 BC | MONTH | -000043-03-01 | -000043-03-31",
        "1950~": "1950~ | around 1950 | YEAR | 1949-01-01 | 1951-12-31",
        "1951": "1951 | 1951 | YEAR | 1951-01-01 | 1951-12-31",
        "1951-12-06": "1951-12-06 | 6 December 1951 | DAY | 1951-12-06 | 1951-12-06",
        "1952/": "1952/ | from 1952 | INTERVAL | 1952-01-01 | ",
        "195X": "195X | the 1950s | DECADE | 1950-01-01 | 1959-12-31",
        "1989/..": "1989/.. | since 1989 | INTERVAL | 1989-01-01 | ",
        "19XX": "19XX | the 20th century | CENTURY | 1900-01-01 | 1999-12-31",
        "2001-21": "2001-21 | spring 2001 | SEASON | 2001-03-01 | 2001-12-31",
        "2004/2005": "2004/2005 | from 2004 to 2005 | INTERVAL | 2004-01-01 | 2005-12-31",
        "2016-09": "2016-09 | September 2016 | MONTH | 2016-09-01 | 2016-09-30",
        "none": null,
      }
    `)
    expect(
      Object.fromEntries(
        shown.map(([metric, , period]: [string, object, { label: string; ongoing: boolean }]) => [
          metric,
          `${period.label}${period.ongoing ? ', ongoing' : ''}`,
        ]),
      ),
    ).toMatchInlineSnapshot(`
      {
        "-0043-03": "March 44 BC",
        "1950~": "around 1950",
        "1951": "1951",
        "1951-12-06": "6 December 1951",
        "1952/": "from 1952",
        "195X": "the 1950s",
        "1989/..": "since 1989, ongoing",
        "19XX": "the 20th century",
        "2001-21": "spring 2001",
        "2004/2005": "from 2004 to 2005",
        "2016-09": "September 2016",
        "none": "date unknown",
      }
    `)
  })

  it('is null where none is known', async () => {
    const data = await app.get(`{
      undated: organization(ref: { slug: "undated" }) { foundedOn { edtf } dissolvedOn { edtf } }
      organization(ref: { slug: "iom" }) { foundedOn { label precision } }
      event(ref: { slug: "crisis" }) { period { label ongoing from { edtf } until { edtf } } }
      agreement(ref: { slug: "compact" }) { adoptedOn { label } inForceOn { label } }
      person(ref: { slug: "swing" }) { roles { nodes { period { label from { precision } until { precision latest } } } } }
    }`)
    expect(data).toEqual({
      undated: { foundedOn: null, dissolvedOn: null },
      organization: { foundedOn: { label: '6 December 1951', precision: 'DAY' } },
      event: { period: { label: 'since 1990', ongoing: true, from: { edtf: '1990' }, until: null } },
      agreement: { adoptedOn: { label: 'December 2018' }, inForceOn: null },
      person: {
        roles: {
          nodes: [
            {
              period: {
                label: 'from 2008 to September 2018',
                from: { precision: 'YEAR' },
                until: { precision: 'MONTH', latest: '2018-09-30' },
              },
            },
          ],
        },
      },
    })
  })
})

describe('nameAsOf', () => {
  const nameAsOf = async (date: string, slug = 'iom') =>
    (
      await app.get('query ($slug: String!, $date: EDTF!) { entity(ref: { slug: $slug }) { nameAsOf(date: $date) } }', {
        slug,
        date,
      })
    ).entity.nameAsOf

  it.each([
    ['1952-01', 'Provisional Committee'],
    ['1975', 'Committee for European Migration'],
    ['1975-06-30', 'Committee for European Migration'],
    ['1985', 'Committee for Migration'],
    ['1990', 'International Organization for Migration'],
    ['2026-11', 'International Organization for Migration'],
  ])('in %s is %s', async (date, name) => expect(await nameAsOf(date)).toBe(name))

  it('is the name that came up last where several were in use', async () => {
    expect(await nameAsOf('1952')).toBe('Committee for European Migration')
    expect(await nameAsOf('1980')).toBe('Committee for Migration')
    expect(await nameAsOf('197X')).toBe('Committee for European Migration')
  })

  it('is a name that certainly was in use before one that possibly was', async () => {
    expect(await nameAsOf('1985', 'unsure')).toBe('Sure')
    expect(await nameAsOf('1995', 'unsure')).toBe('Perhaps')
  })

  it('of an uncertain time is a name that was in use through all that it can mean', async () => {
    expect(await nameAsOf('1985?')).toBe('Committee for Migration')
    // 1987 to 1989, when it was renamed.
    expect(await nameAsOf('1988?')).toBe('International Organization for Migration')
    expect(await nameAsOf('1951', 'unsure')).toBe('Sure')
    // 1950 to 1952: nobody says on which day of 1950 the name came up.
    expect(await nameAsOf('1951~', 'unsure')).toBe('Sure')
    expect(await nameAsOf('1978?')).toBe('Committee for European Migration')
  })

  it('is the current name where no dated name fits', async () => {
    expect(await nameAsOf('1900')).toBe('International Organization for Migration')
    expect(await nameAsOf('1975', 'undated')).toBe('Undated')
  })

  it('refuses what is no date', async () => {
    const query = 'query ($date: EDTF!) { entity(ref: { slug: "iom" }) { nameAsOf(date: $date) } }'
    expect((await app.refusal(query, { date: '1975-1' })).extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('aliases', () => {
  const aliases = async (args = '') => {
    const { organization } = await app.get(`{ organization(ref: { slug: "iom" }) { aliases${args} { name } } }`)
    return organization.aliases.map((alias: { name: string }) => alias.name)
  }

  it('stand in order of time', async () => {
    expect(await aliases()).toEqual([
      'PICMME',
      'Provisional Committee',
      'Committee for European Migration',
      'Committee for Migration',
      'International Organization for Migration',
      'UN Migration',
    ])
  })

  it('of a time are those that were possibly in use', async () => {
    expect(await aliases('(asOf: "1975")')).toEqual(['Committee for European Migration', 'UN Migration'])
    expect(await aliases('(asOf: "1952-01")')).toEqual(['PICMME', 'Provisional Committee', 'UN Migration'])
    expect(await aliases('(asOf: "1953~", kinds: [FORMER])')).toEqual([
      'Provisional Committee',
      'Committee for European Migration',
    ])
    expect(await aliases('(asOf: "2030")')).toEqual(['International Organization for Migration', 'UN Migration'])
  })

  it('of some kinds', async () => {
    expect(await aliases('(kinds: [ACRONYM])')).toEqual(['PICMME'])
    expect(await aliases('(kinds: [FORMER], asOf: "1985")')).toEqual(['Committee for Migration'])
    expect(await aliases('(kinds: [])')).toEqual([])
    expect(await aliases('(kinds: null, asOf: null)')).toHaveLength(6)
  })
})
