import { describe, expect, it } from 'vitest'
import { filledDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import { ask, testApp } from './support/http.ts'
import { extended, postForm, type Query, reconciled } from './support/reconcile.ts'

const db = await filledDatabase()
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'old-league', name: 'Old League' },
    { kind: 'ORGANIZATION', slug: 'new-league', name: 'New League' },
    { kind: 'ORGANIZATION', slug: 'union-one', name: 'Grand Union' },
    { kind: 'ORGANIZATION', slug: 'union-two', name: 'Grand Union', identifiers: [{ scheme: 'lei', value: 'L-2' }] },
    { kind: 'PERSON', slug: 'gu', name: 'Gustav Ullmann', labels: ['Solid Name'] },
    { kind: 'ORGANIZATION', slug: 'solid', name: 'Solid' },
  ],
  facts: [
    // Two bore the same name, one after the other; and one bears as its name what another had as an acronym.
    { kind: 'ALIAS', subject: 'old-league', name: 'League of Rivers', period: '1950/1959' },
    { kind: 'ALIAS', subject: 'new-league', name: 'League of Rivers', period: '1970/1980' },
    { kind: 'ALIAS', subject: 'new-league', name: 'New League', period: '1980/..' },
    { kind: 'ALIAS', subject: 'gu', name: 'SOLID', aliasKind: 'ACRONYM' },
    { kind: 'ALIAS', subject: 'union-one', name: 'GRUN', aliasKind: 'ACRONYM' },
  ],
})
const { app, lines } = testApp(db)

const iom = 'international-organization-for-migration'
const asOf = (time: unknown) => [{ pid: 'asOf', v: time }]

/** The first candidate, and whether it is certain. */
async function first(query: Query): Promise<[string | undefined, boolean]> {
  const [{ result }] = await reconciled(app, query)
  const others = result.slice(1).filter(({ match }: { match: boolean }) => match)
  expect(others).toEqual([])
  return [result[0]?.id, result[0]?.match ?? false]
}

describe('a certain match', () => {
  it.each([
    ['its name', 'Human Rights Watch', 'human-rights-watch'],
    ['its name in other letters', 'HUMAN RIGHTS-WATCH', 'human-rights-watch'],
    ['a name in another script', 'Международная организация по миграции', iom],
    ['a former name', 'Intergovernmental Committee for European Migration', iom],
    ['a name that one bears', 'Old League', 'old-league'],
  ])('is %s', async (_what, query, id) => {
    expect(await first({ query })).toEqual([id, true])
  })

  it.each([
    ['an acronym', { query: 'HRW' }, 'human-rights-watch'],
    ['a former acronym', { query: 'PICMME' }, iom],
    ['an acronym that nothing else bears', { query: 'GRUN' }, 'union-one'],
    ['an acronym at its time', { query: 'PICMME', properties: asOf('1951') }, iom],
    ['an identifier', { query: 'Q472311' }, iom],
    ['the start of a name', { query: 'International Organization for' }, iom],
    ['a name that resembles another', { query: 'Human Right Watch' }, 'human-rights-watch'],
  ])('is never %s', async (_what, query, id) => {
    expect(await first(query)).toEqual([id, false])
  })

  it('is nothing that several bear or bore, whatever their kinds', async () => {
    expect((await first({ query: 'Grand Union' }))[1]).toBe(false)
    expect((await first({ query: 'League of Rivers' }))[1]).toBe(false)
    // One has it as its name, and another as an acronym.
    expect((await first({ query: 'Solid' }))[1]).toBe(false)
    expect((await first({ query: 'Solid', type: 'Organization' }))[1]).toBe(false)
    // An identifier that tells them apart makes it likely and not certain.
    expect(await first({ query: 'Grand Union', properties: [{ pid: 'lei', v: 'L-2' }] })).toEqual(['union-two', false])
  })

  it('is nothing that a column of the table contradicts, or with a time that cannot be read', async () => {
    const query = 'International Organization for Migration'
    expect((await first({ query, properties: [{ pid: 'country', v: 'Switzerland' }] }))[1]).toBe(true)
    expect((await first({ query, properties: [{ pid: 'country', v: 'France' }] }))[1]).toBe(false)
    expect((await first({ query, properties: [{ pid: 'wikidata', v: 'Q1' }] }))[1]).toBe(false)
    // What resembles the name is looked for, unless nothing can contradict it.
    const [alone, beside] = await reconciled(app, { query }, { query, properties: [{ pid: 'country', v: 'France' }] })
    expect(alone.result).toHaveLength(1)
    expect(beside.result.length).toBeGreaterThan(1)
    const [{ result, problem }] = await reconciled(app, { query, properties: asOf('unknown') })
    expect(result[0]).toMatchObject({ id: iom, match: false })
    expect(problem).toMatch(/^asOf: .*unknown/)
  })
})

describe('asOf', () => {
  const rivers = 'League of Rivers'
  const picmme = 'Provisional Intergovernmental Committee for the Movement of Migrants from Europe'

  it('finds what was called so then', async () => {
    expect(await first({ query: rivers, properties: asOf('1955') })).toEqual(['old-league', true])
    expect(await first({ query: rivers, properties: asOf('1975') })).toEqual(['new-league', true])
    expect((await first({ query: rivers, properties: asOf('1965') }))[1]).toBe(false)
    expect(await first({ query: picmme, properties: asOf('1951') })).toEqual([iom, true])
    expect(await first({ query: picmme, properties: asOf('2020') })).toEqual([iom, false])
  })

  it('knows that a present name is younger, if facts say so', async () => {
    expect(await first({ query: 'New League', properties: asOf('1990') })).toEqual(['new-league', true])
    expect(await first({ query: 'New League', properties: asOf('1951') })).toEqual(['new-league', false])
    const [now, then] = await reconciled(
      app,
      { query: 'New League' },
      { query: 'New League', properties: asOf('1951') },
    )
    expect(then.result[0].score).toBeLessThan(now.result[0].score)
  })

  it.each(['1951-03-01T00:00:00Z', 1951, '1951.0', ' 1951 ', '1951-03', '1951/1952', ['1951']])(
    'reads %j, as columns have it',
    async (time) => {
      expect(await first({ query: picmme, properties: asOf(time) })).toEqual([iom, true])
      expect(await reconciled(app, { query: picmme, properties: asOf(time) })).not.toHaveProperty('0.problem')
    },
  )

  it('is one for each query, and the whole batch takes a few statements', async () => {
    const queries = Array.from({ length: 50 }, (_, index): Query => {
      return { query: rivers, type: 'Organization', properties: asOf(String(1940 + index)) }
    })
    const results = await reconciled(app, ...queries)
    const certain = results.map(({ result }) => result.find(({ match }: { match: boolean }) => match)?.id)
    expect(certain.slice(10, 20)).toEqual(Array(10).fill('old-league'))
    expect(certain.slice(30, 41)).toEqual(Array(11).fill('new-league'))
    expect(certain.slice(0, 10)).toEqual(Array(10).fill(undefined))
    expect(lines.at(-1)).toMatchObject({ operation: 'reconcile', status: 200 })
    expect(lines.at(-1)?.statements).toBeLessThanOrEqual(6)
  })
})

describe('properties', () => {
  it('find by identifiers, whatever the name, and raise or lower the score', async () => {
    const [byId, byAddress, other, agreeing, plain] = await reconciled(
      app,
      { query: 'Some name or other', properties: [{ pid: 'wikidata', v: 'Q472311' }] },
      { properties: [{ pid: 'Wikidata', v: ['https://www.wikidata.org/wiki/Q472311'] }] },
      { query: 'Some name or other', type: 'Person', properties: [{ pid: 'wikidata', v: 'Q472311' }] },
      { query: 'UN Migration', properties: [{ pid: 'headquarters', v: { id: 'geneva', name: 'Genf' } }] },
      { query: 'UN Migration' },
    )
    expect(byId.result[0]).toMatchObject({ id: iom, match: false, score: 90 })
    expect(byAddress.result[0]).toMatchObject({ id: iom, match: false })
    expect(other.result).toEqual([])
    const [score, raised] = [plain, agreeing].map(({ result }) => result[0].score)
    expect(raised).toBeGreaterThan(score)
    expect(agreeing.result[0].features).toContainEqual({ id: 'headquarters', value: true })
  })

  it.each([
    ['country', 'switzerland', 'France'],
    ['country', { id: 'switzerland', name: 'x' }, { id: 'france', name: 'Switzerland' }],
    ['countryCode', 'Switzerland', 'FR'],
    ['headquarters', 'GENEVA', 'Bern'],
    ['founded', '1951', '1952'],
    ['founded', '1951-12-06T00:00:00Z', 'long ago'],
    ['website', 'iom.int/about', 'https://unhcr.org'],
    ['acronyms', 'icem', 'UNHCR'],
    ['wikidata', ['Q1', 'q472311'], 'Q472312'],
  ])('compare %s: %j and %j', async (pid, same, different) => {
    const [one, other] = await reconciled(
      app,
      ...[same, different].map((v) => ({ query: 'IOM', properties: [{ pid, v }] })),
    )
    const answerOf = ({ result }: { result: { id: string; features: object[] }[] }) =>
      result.find(({ id }) => id === iom)?.features[1]
    expect(answerOf(one)).toEqual({ id: pid, value: true })
    expect(answerOf(other)).toEqual({ id: pid, value: false })
  })
})

describe('types and limits', () => {
  it('keep others out', async () => {
    const [all, places, several, none, one] = await reconciled(
      app,
      { query: 'International migrations' },
      { query: 'Geneva', type: 'Place', type_strict: 'should' },
      { query: 'Geneva', type: ['PLACE', 'topic'], type_strict: 'any' },
      { query: 'Geneva', type: ['Place', 'Topic'], type_strict: 'all' },
      { query: 'International', limit: 1 },
    )
    const typesOf = ({ result }: { result: { type: { id: string }[] }[] }) =>
      new Set(result.flatMap(({ type }) => type.map(({ id }) => id)))
    expect(typesOf(all).size).toBeGreaterThan(1)
    expect(typesOf(places)).toEqual(new Set(['Place']))
    expect(several.result[0].id).toBe('geneva')
    expect(none.result).toEqual([])
    expect(one.result).toHaveLength(1)
  })

  it('take a name that is none for a name of nothing, and answer the others', async () => {
    const long = 'x'.repeat(1_001)
    const odd = ['', ' ', '\0', '%_', '🙂', long]
    const results = await reconciled(app, ...odd.map((query) => ({ query })), { query: 'Geneva' })
    expect(results.map(({ result }) => result.length > 0)).toEqual([...odd.map(() => false), true])
    expect(results[odd.indexOf(long)].problem).toContain('longer than 1000 characters')
  })
})

describe('data extension', () => {
  it('says what the API says', async () => {
    const ids = ['country', 'headquarters', 'founded', 'website', 'wikidata', 'criticismsReceived', 'formerNames']
    const { meta, rows } = await extended(
      app,
      [iom, 'human-rights-watch'],
      ids.map((id) => ({ id })),
    )
    const { data } = await ask(app, {
      query: `{ organization(ref: { slug: "${iom}" }) {
        foundedOn { edtf } criticismsReceived { totalCount } identifiers { scheme value }
        aliases(kinds: [FORMER]) { name } } }`,
    })
    const { foundedOn, criticismsReceived, identifiers, aliases } = data.organization
    expect(rows[iom]).toMatchObject({
      country: [{ id: 'switzerland', name: 'Switzerland' }],
      headquarters: [{ id: 'geneva', name: 'Geneva' }],
      founded: [{ str: foundedOn.edtf }],
      website: [{ str: 'https://www.iom.int' }],
      wikidata: identifiers.filter((one: { scheme: string }) => one.scheme === 'wikidata').map(strOf('value')),
      criticismsReceived: [{ int: criticismsReceived.totalCount }],
      formerNames: expect.arrayContaining(aliases.map(strOf('name'))),
    })
    expect(meta.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(meta[0]).toEqual({ id: 'country', name: 'Country', type: { id: 'Place', name: 'Place' } })
    expect(meta[2]).toEqual({ id: 'founded', name: 'Founded' })
    expect(lines.at(-2)).toMatchObject({ operation: 'reconcile', statements: 1 })
  })

  const strOf = (field: string) => (one: Record<string, string>) => ({ str: one[field] })

  it('answers former slugs under the id that was asked, and nothing for others', async () => {
    await db.pool.query(`insert into former_slug (slug, entity_id) select 'old-iom', id from entity where slug = $1`, [
      iom,
    ])
    const { rows } = await extended(app, ['old-iom', 'nothing-of-this-name', '__proto__', '\0'], [{ id: 'name' }])
    expect(rows['old-iom']).toEqual({ name: [{ str: 'International Organization for Migration' }] })
    expect(Object.keys(rows)).toEqual(['old-iom', 'nothing-of-this-name', '__proto__', '\0'])
    expect(rows['nothing-of-this-name']).toEqual({ name: [] })
  })

  it('takes the settings that people fill in, as numbers or texts', async () => {
    const count = async (settings: object) => {
      const { rows } = await extended(app, [iom], [{ id: 'names', settings }])
      return rows[iom].names.length
    }
    expect(await count({ limit: 2 })).toBe(2)
    expect(await count({ limit: '3', asOf: '' })).toBe(3)
    expect(await count({ limit: '' })).toBeGreaterThan(5)
    expect(await count({ limit: 0 })).toBeGreaterThan(5)
    const { rows } = await extended(app, [iom], [{ id: 'headquarters', settings: { asOf: '1951' } }])
    expect(Array.isArray(rows[iom].headquarters)).toBe(true)
  })
})

it('answers the form of the first version, too', async () => {
  for (const query of ['Geneva', '{"query":"Geneva","limit":3}']) {
    const response = await postForm(app, { query })
    const { result } = (await response.json()) as { result: { id: string }[] }
    expect(result[0]).toMatchObject({ id: 'geneva', match: true })
  }
})
