import { describe, expect, test } from 'vitest'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { sharedIdentifiers } from '../src/dataset/shared-identifier.ts'
import { identifierKey, identifierKeyBody, schemeOfAddress } from '../src/model/identifier.ts'
import { createTestApp } from './support/app.ts'
import { problemsOf, writeFiles } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'

const { db, load, query } = await datasetGraph()

const app = createTestApp(db)

const files = {
  'dataset.yaml': 'slug: small\ntitle: Small\ndocuments: []\n',
  'entities.yaml': `organizations:
  - slug: watch
    name: Watch
    organizationType: NGO
    identifiers:
      - {scheme: ror, value: "https://ror.org/04WXNSJ81"}
      - {scheme: isni, value: 0000 0001 2341 2786}
      - {scheme: lei, value: 5493001KJTIIGC8Y1R12}
      - {scheme: wikidata, value: Q9061}
      - {scheme: website, value: www.watch.example}
  - {slug: twin, name: Watch, organizationType: NGO, identifiers: [{scheme: ROR-id, value: q9061}, {scheme: wikidata, value: q9061}]}
  - {slug: bare, name: Bare, organizationType: NGO}
`.replace('ROR-id', 'ror'),
}

const identify = async (scheme: string, value: string) =>
  app.ask('query ($ref: EntityRef!) { entity(ref: $ref) { slug } }', { ref: { identifier: { scheme, value } } })
const slugs = async (identifier: object) => {
  const where = { identifier }
  const { entities } = await app.get('query ($where: EntityWhere) { entities(where: $where) { nodes { slug } } }', {
    where,
  })
  return entities.nodes.map(({ slug }: { slug: string }) => slug)
}

describe('an identifier', () => {
  test.each([
    ['ror', '04wxnsj81'],
    ['ROR', ' https://ror.org/04wxnsj81/ '],
    ['Ror', 'http://www.ror.org/04WXNSJ81'],
    ['isni', '0000000123412786'],
    ['isni', '0000-0001-2341-2786'],
    ['isni', 'https://isni.org/isni/0000000123412786'],
    ['lei', '5493001kjtiigc8y1r12'],
    ['lei', 'https://search.gleif.org/#/record/5493001KJTIIGC8Y1R12'],
    ['website', 'https://www.watch.example/'],
  ])('finds by %s %j', async (scheme, value) => {
    await load(writeFiles(files))
    expect((await identify(scheme, value)).data?.entity).toEqual({ slug: 'watch' })
    expect(await slugs({ scheme, value: [value] })).toEqual(['watch'])
  })

  test.each([
    ['ror', 'nothing'],
    ['orcid', '0000000123412786'],
    ['ror', ''],
    ['', '04wxnsj81'],
    ['ror', '%'],
    ['ror', '04wxnsj8_'],
  ])('that nothing has, %s %j, finds nothing', async (scheme, value) => {
    await load(writeFiles(files))
    expect(await identify(scheme, value)).toMatchObject({ data: { entity: null }, errors: undefined })
  })

  test('that several things have is ambiguous, and so is their name, which says that they may be the same', async () => {
    await load(writeFiles(files))
    const candidates = [{ slug: 'watch' }, { slug: 'twin' }]
    const shared = { scheme: 'wikidata', value: expect.stringMatching(/^q9061$/i), slugs: ['twin', 'watch'] }
    const { errors } = await identify('Wikidata', 'http://www.wikidata.org/entity/Q9061')
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(
        /^"Wikidata http:\/\/www\.wikidata\.org\/entity\/Q9061" names 2 things\. They may be the same thing, because twin and watch share wikidata q9061\. Ask by slug instead: watch, twin\.$/i,
      ),
      extensions: { code: 'AMBIGUOUS_NAME', candidates, sharedIdentifiers: [shared] },
    })
    const named = await app.refusal('{ organization(ref: { named: "watch" }) { slug } }')
    expect(named.message).toMatch(/^"watch" names 2 things\. They may be the same thing, because twin and watch share/)
    expect(named.extensions).toMatchObject({ name: 'watch', sharedIdentifiers: [shared] })
  })

  test('is a condition, by scheme, by value, by both or by neither', async () => {
    await load(writeFiles(files))
    expect(await slugs({})).toEqual(['watch', 'twin'])
    expect(await slugs({ scheme: 'ISNI' })).toEqual(['watch'])
    expect(await slugs({ value: ['Q9061'] })).toEqual(['watch', 'twin'])
    expect(await slugs({ value: ['0000 0001 2341 2786', 'x'] })).toEqual(['watch'])
    expect(await slugs({ scheme: 'isni', value: ['Q9061'] })).toEqual([])
    expect(await slugs({ value: [] })).toEqual([])
    const { entities } = await app.get('{ entities(where: { NOT: { identifier: {} } }) { nodes { slug } } }')
    expect(entities.nodes).toEqual([{ slug: 'bare' }])
  })

  test('with a character that no text holds is refused', async () => {
    for (const ref of [
      { scheme: 'ror', value: 'a\0' },
      { scheme: '\ud800', value: 'a' },
    ]) {
      expect((await identify(ref.scheme, ref.value)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })

  test.each([
    ['https://ror.org/04wxnsj81', 'ror'],
    ['HTTP://www.wikidata.org/wiki/Q1', 'wikidata'],
    ['https://m.wikidata.org/wiki/Q1', 'wikidata'],
    ['https://dx.doi.org/10.13039/501100000780', 'doi'],
    ['https://ror.org/', undefined],
    ['https://example.org/ror.org/1', undefined],
    ['ror.org/04wxnsj81', 'ror'],
    ['Q1', undefined],
  ])('of the address %s is of the scheme %s', (address, scheme) => {
    expect(schemeOfAddress(address)).toBe(scheme)
  })

  test('is compared in one form by the database and by the program', async () => {
    expect(await query("select prosrc from pg_proc where proname = 'identifier_key'")).toEqual([
      { prosrc: identifierKeyBody() },
    ])
    const values = [
      ...['Q1', ' q1 ', 'https://www.wikidata.org/wiki/Q1', 'https://ror.org/04WXNSJ81/', '0000-0001-2341-278X'],
      ...['0000 0001 2341 278x', '1-2', 'https://doi.org/10.1/A b', 'https://hrw.org', '', '/', '\\1', '$1'],
    ]
    for (const value of values) {
      expect(await query('select identifier_key($1) as key', [value]), value).toEqual([{ key: identifierKey(value) }])
    }
  })
})

describe('an identifier that two things have', () => {
  const second = (items: string) => ({
    'dataset.yaml': 'slug: second\ntitle: Second\ndocuments: []\n',
    'entities.yaml': `organizations:\n${items}`,
  })
  const warnings = async (folder: string, inGraph = true) =>
    (
      await sharedIdentifiers(
        await readDatasetOrThrow(folder, { elsewhere: undefined }),
        inGraph ? db.prisma : undefined,
      )
    ).map(({ line, field, message }) => `${line} ${field}: ${message}`)

  test('of one dataset is a warning at both, and no problem', async () => {
    const folder = writeFiles(files)
    expect(await problemsOf(folder)).toEqual([])
    expect(await warnings(folder, false)).toEqual([
      '9 organizations[0].identifiers[3]: "twin" has this identifier, too: wikidata Q9061. If they are the same thing, make one item of them, or name the other one with sameAs',
      '11 organizations[1].identifiers[1]: "watch" has this identifier, too: wikidata q9061. If they are the same thing, make one item of them, or name the other one with sameAs',
    ])
  })

  test('of two datasets is a warning that goes with sameAs', async () => {
    await load(writeFiles(files))
    const item = '{slug: w, name: W, organizationType: NGO, identifiers: [{scheme: ROR, value: 04wxnsj81}]}'.replace(
      'ROR',
      'ror',
    )
    const folder = writeFiles(second(`  - ${item}\n`))
    expect(await warnings(folder, false)).toEqual([])
    const warning = expect.stringContaining('"watch" has this identifier, too: ror 04wxnsj81')
    expect(await warnings(folder)).toEqual([warning])
    await load(folder)
    expect(await warnings(folder)).toEqual([warning])
  })
})
