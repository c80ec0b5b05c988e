import { describe, expect, test } from 'vitest'
import { removeDataset } from '../src/dataset/load.ts'
import { createTestApp } from './support/app.ts'
import { problemsOf, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph, failure } from './support/dataset-graph.ts'

const { allRows, db, load, query } = await datasetGraph()

const app = createTestApp(db)

/** The dataset that declares the entity. */
const first = {
  'dataset.yaml': 'slug: first\ntitle: First\ndocuments: [{slug: one, title: One}]\n',
  'entities.yaml': `organizations:
  - {slug: rights-watch, name: Rights Watch, organizationType: NGO, labels: [RW], identifiers: [{scheme: ror, value: 04abc}]}
  - {slug: other, name: Other, organizationType: NGO}
people:
  - {slug: ann, name: Ann}
`,
}
const fact = (key: string, subject: string, attribute: string, value: string, document: string) =>
  `  - {key: ${key}, subject: ${subject}, attribute: ${attribute}, value: "${value}", statement: S., evidence: [{document: ${document}, paragraph: 1, anchor: ${key}}]}\n`

/** The dataset with an item that is the same. */
const item =
  'slug: rw, formerSlugs: [r-w], sameAs: rights-watch, name: Rights Watch International, labels: [{text: RWI, aliasKind: ACRONYM}], identifiers: [{scheme: ror, value: 04abc}, {scheme: isni, value: "0000 0001"}], summary: It watches.'
const second = (entities = `organizations:\n  - {${item}}\n`, slug = 'second') => ({
  'dataset.yaml': `slug: ${slug}\ntitle: Second\ndocuments: [{slug: ${slug}-paper, title: Two}]\n`,
  'entities.yaml': entities,
  'facts.yaml': `attributes:\n${fact('founded', 'rw', 'founded', '1978', `${slug}-paper`)}${fact('site', 'rw', 'website', `https://${slug}.example`, `${slug}-paper`)}`,
})

const shown = `{ slug name summary labels identifiers { scheme value } version foundedOn { edtf } website facts { nodes { key dataset { slug } } } }`
const find = async (ref: object) =>
  (await app.get(`query ($ref: EntityRef!) { organization(ref: $ref) ${shown} }`, { ref })).organization
const id = (slug: string) => Buffer.from(`Organization:${slug}`).toString('base64url')
const nothing = { summary: null, labels: ['RW'], foundedOn: null, website: null }

describe('an item that is the same as an entity of another dataset', () => {
  test('gives it its names, identifiers, facts and summary, and makes no second entity', async () => {
    await load(writeFiles(first))
    expect(await find({ slug: 'rights-watch' })).toMatchObject(nothing)
    const { changed } = await load(writeFiles(second()))
    expect(changed.entity).toEqual({ inserted: 0, updated: 1, deleted: 0 })
    const entity = await find({ slug: 'rights-watch' })
    expect(entity).toEqual({
      slug: 'rights-watch',
      name: 'Rights Watch',
      summary: 'It watches.',
      labels: ['RW', 'Rights Watch International', 'RWI'],
      identifiers: [
        { scheme: 'isni', value: '0000 0001' },
        { scheme: 'ror', value: '04abc' },
      ],
      version: 1,
      foundedOn: { edtf: '1978' },
      website: 'https://second.example',
      facts: {
        nodes: [
          { key: 'founded', dataset: { slug: 'second' } },
          { key: 'site', dataset: { slug: 'second' } },
        ],
      },
    })
    for (const ref of [
      { slug: 'rw' },
      { slug: 'r-w' },
      { id: id('rw') },
      { named: 'Rights Watch International' },
      { named: 'RWI' },
    ]) {
      expect(await find(ref), JSON.stringify(ref)).toEqual(entity)
    }
    expect(await app.get('{ organizations { totalCount } search(query: "watches") { totalCount } }')).toEqual({
      organizations: { totalCount: 2 },
      search: { totalCount: 1 },
    })
  })

  test('loads again without a change, whichever of the two is loaded', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    const before = await allRows()
    expect(await load(writeFiles(second()))).toMatchObject({ changed: {}, unchanged: 3 })
    expect((await load(writeFiles(first))).changed).toEqual({})
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('goes without a trace: with its dataset, or by itself', async () => {
    await load(writeFiles(first))
    const before = await find({ slug: 'rights-watch' })
    await load(writeFiles(second()))
    await removeDataset(db, 'second')
    expect(await find({ slug: 'rights-watch' })).toEqual(before)
    expect(await find({ slug: 'rw' })).toBe(null)
    expect(await query('select from same_as')).toEqual([])

    await load(writeFiles(second()))
    await load(writeFiles({ ...second('organizations: []\n'), 'facts.yaml': 'roles: []\n' }))
    expect(await find({ slug: 'rights-watch' })).toEqual(before)
    expect(await find({ slug: 'r-w' })).toBe(null)
    expect(
      await query(`select operation, type, key, before->>'sameAs' as was, after->>'sameAs' as is
      from change where type = 'sameAs' order by number`),
    ).toEqual([
      { operation: 'CREATE', type: 'sameAs', key: 'rw', was: null, is: 'rights-watch' },
      { operation: 'DELETE', type: 'sameAs', key: 'rw', was: 'rights-watch', is: null },
      { operation: 'CREATE', type: 'sameAs', key: 'rw', was: null, is: 'rights-watch' },
      { operation: 'DELETE', type: 'sameAs', key: 'rw', was: 'rights-watch', is: null },
    ])
  })

  const separate = 'organizations:\n  - {slug: rw, name: RW Two, organizationType: NGO}\n'
  test('was an entity before, and can become one again: ids that were given out find it, and facts follow', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second(separate)))
    expect(await find({ id: id('rw') })).toMatchObject({ slug: 'rw', website: 'https://second.example' })
    expect(await find({ slug: 'rights-watch' })).toMatchObject(nothing)

    await load(writeFiles(second()))
    expect(await find({ id: id('rw') })).toMatchObject({ slug: 'rights-watch', website: 'https://second.example' })
    expect(await app.get('{ organizations { totalCount } }')).toEqual({ organizations: { totalCount: 2 } })

    await load(writeFiles(second(separate)))
    expect(await find({ id: id('rw') })).toMatchObject({ slug: 'rw', website: 'https://second.example' })
    expect(await find({ slug: 'rights-watch' })).toMatchObject(nothing)
  })

  test('can turn to another entity, and needs neither a name nor a type', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    await load(writeFiles(second('organizations:\n  - {slug: rw, sameAs: other, labels: [Also]}\n')))
    expect(await find({ slug: 'rights-watch' })).toMatchObject(nothing)
    expect(await find({ slug: 'rw' })).toMatchObject({ slug: 'other', labels: ['Also'], foundedOn: { edtf: '1978' } })
    expect(await find({ named: 'Rights Watch International' })).toBe(null)
  })

  test('follows the entity when that gets another slug', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    const renamed = first['entities.yaml'].replace('slug: rights-watch', 'slug: watch, formerSlugs: [rights-watch]')
    await load(writeFiles({ ...first, 'entities.yaml': renamed }))
    expect((await load(writeFiles(second()))).changed).toEqual({})
    expect(await find({ slug: 'rw' })).toMatchObject({
      slug: 'watch',
      labels: ['RW', 'Rights Watch International', 'RWI'],
    })
  })
})

describe('what the declaring dataset says comes first, then the others in the order of their slugs', () => {
  const stating = (document: string) => ({
    ...first,
    'entities.yaml': first['entities.yaml'].replace('labels: [RW]', 'summary: Ours., labels: [RW]'),
    'facts.yaml': `attributes:\n${fact('b', 'rights-watch', 'founded', '1900', document)}${fact('a', 'rights-watch', 'founded', '1901', document)}${fact('w', 'rights-watch', 'website', 'https://first.example', document)}`,
  })
  const of = async () => {
    const { summary, foundedOn, website } = await find({ slug: 'rights-watch' })
    return [summary, foundedOn?.edtf ?? null, website]
  }
  const as = (slug: string, founded: string, summary: string) => {
    const files = second(`organizations:\n  - {slug: rw-${slug}, sameAs: rights-watch, summary: ${summary}}\n`, slug)
    return {
      ...files,
      'facts.yaml': files['facts.yaml'].replaceAll('subject: rw', `subject: rw-${slug}`).replace('1978', founded),
    }
  }

  test('whatever the order in which they are loaded and removed', async () => {
    await load(writeFiles(first))
    await load(writeFiles(as('zeta', '1990', 'Z.')))
    expect(await of()).toEqual(['Z.', '1990', 'https://zeta.example'])
    await load(writeFiles(as('alpha', '1980', 'A.')))
    expect(await of()).toEqual(['A.', '1980', 'https://alpha.example'])
    await load(writeFiles(stating('one')))
    expect(await of()).toEqual(['Ours.', '1900', 'https://first.example'])
    await removeDataset(db, 'alpha')
    await load(writeFiles(as('alpha', '1981', 'A again.')))
    expect(await of()).toEqual(['Ours.', '1900', 'https://first.example'])
    await load(writeFiles(first))
    expect(await of()).toEqual(['A again.', '1981', 'https://alpha.example'])
    await removeDataset(db, 'alpha')
    expect(await of()).toEqual(['Z.', '1990', 'https://zeta.example'])
    await removeDataset(db, 'zeta')
    expect(await of()).toEqual([null, null, null])
  })

  test('also a founding that a dataset states of an entity which it does not call its own', async () => {
    await load(writeFiles(first))
    const plain = {
      ...second('organizations: []\n'),
      'facts.yaml': second()['facts.yaml'].replaceAll('subject: rw', 'subject: rights-watch'),
    }
    await load(writeFiles(plain))
    expect(await of()).toEqual([null, '1978', 'https://second.example'])
    await load(writeFiles({ ...plain, 'facts.yaml': plain['facts.yaml'].replace('1978', '1979') }))
    expect(await of()).toEqual([null, '1979', 'https://second.example'])
    const { organizations } = await app.get('{ organizations(where: { founded: { within: "1979" } }) { totalCount } }')
    expect(organizations.totalCount).toBe(1)
  })
})

describe('what cannot be the same is refused', () => {
  const withItem = (text: string) => writeFiles({ ...second(`organizations:\n  - {slug: rw, ${text}}\n`) })

  test.each([
    ['nothing', 'sameAs: nothing', /entities\.yaml:2:24: organizations\[0\]\.sameAs: nothing has the slug "nothing"/],
    ['another kind', 'sameAs: ann', /"ann" is a person; what it is the same as has to be an organisation/],
    ['itself', 'sameAs: rw', /"rw" is an item of this dataset; sameAs names an entity of another one/],
    ['its former slug', 'formerSlugs: [x], sameAs: x', /"x" is an item of this dataset/],
    ['no slug', 'sameAs: A b', /"A b" is not made of small letters/],
    ['a wrong field', 'sameAs: other, organisationType: NGO', /did you mean "organizationType"\?/],
    ['a wrong type', 'sameAs: other, organizationType: CLUB', /"CLUB" is none of/],
  ])('%s', async (_what, text, message) => {
    await load(writeFiles(first))
    const before = await allRows()
    expect((await failure(load(withItem(text)))).message).toMatch(message)
    expect(changedTables(before, await allRows())).toEqual([])
  })

  test('an item of the same dataset', async () => {
    await load(writeFiles(first))
    const files = second(
      `organizations:\n  - {slug: a, name: A, organizationType: NGO}\n  - {slug: rw, sameAs: a}\n  - {slug: b, sameAs: rw}\n`,
    )
    expect(await problemsOf(writeFiles(files))).toEqual([
      expect.stringMatching(/3:24: organizations\[1\]\.sameAs: "a" is an item of this dataset/),
      expect.stringMatching(/4:23: organizations\[2\]\.sameAs: "rw" is an item of this dataset/),
    ])
  })

  test('a chain, from either end', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    const third = { ...second('organizations:\n  - {slug: third, sameAs: rw}\n', 'third'), 'facts.yaml': '' }
    const error = await failure(load(writeFiles(third)))
    expect(error.code).toBe('CONFLICT')
    expect(error.message).toMatch(
      /entities\.yaml:2:27: organizations\[0\]\.sameAs: "rw" is itself only an item of the dataset "second", the same as "rights-watch"; name "rights-watch" here/,
    )
    const back = first['entities.yaml'].replace('slug: rights-watch,', 'slug: rights-watch, sameAs: rw,')
    expect((await failure(load(writeFiles({ ...first, 'entities.yaml': back })))).message).toContain('"rw" is')
    await load(
      writeFiles({
        ...third,
        'entities.yaml': 'organizations:\n  - {slug: third, name: Third, organizationType: NGO}\n',
      }),
    )
    const away = first['entities.yaml'].replace('slug: rights-watch,', 'slug: rights-watch, sameAs: third,')
    expect((await failure(load(writeFiles({ ...first, 'entities.yaml': away })))).message).toContain(
      '"rights-watch" is used by the item rw, which is the same, of the dataset "second"',
    )
  })

  test('the entity going, with its dataset or by itself, or becoming another kind of thing', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    const use = '"rights-watch" is used by the item rw, which is the same, of the dataset "second"'
    expect((await failure(removeDataset(db, 'first'))).message).toContain(use)
    expect((await failure(load(writeFiles({ ...first, 'entities.yaml': 'people: []\n' })))).message).toContain(use)
    const person = 'people:\n  - {slug: rights-watch, name: Rights Watch}\n'
    expect((await failure(load(writeFiles({ ...first, 'entities.yaml': person })))).message).toContain(use)
    await removeDataset(db, 'second')
    await removeDataset(db, 'first')
    expect((await failure(load(writeFiles(second())))).message).toMatch(/sameAs: nothing has the slug "rights-watch"/)
  })

  test('a slug of the item for something else', async () => {
    await load(writeFiles(first))
    await load(writeFiles(second()))
    for (const slug of ['rw', 'r-w']) {
      const third = { ...second(`topics: [{slug: ${slug}, name: Mine}]\n`, 'third'), 'facts.yaml': '' }
      expect((await failure(load(writeFiles(third)))).message).toMatch(
        /"(rw|r-w)" (belongs to|is the former slug of something in) the dataset "second"/,
      )
    }
  })
})
