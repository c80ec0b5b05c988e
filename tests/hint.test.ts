import { describe, expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import type { GraphData } from './support/graph-data.ts'

const db = await freshDatabase()
const app = createTestApp(db)

const graph: GraphData = {
  entities: [
    { kind: 'ORGANIZATION', slug: 'human-rights-watch', name: 'Human Rights Watch', labels: ['HRW'] },
    {
      kind: 'ORGANIZATION',
      slug: 'iom',
      name: 'International Organization for Migration',
      identifiers: [{ scheme: 'ror', value: '04wxnsj81' }],
    },
    { kind: 'PERSON', slug: 'asher-hirsch', name: 'Asher Hirsch' },
    { kind: 'PLACE', slug: 'nauru', name: 'Nauru' },
    { kind: 'TOPIC', slug: 'detention', name: 'Detention' },
  ],
  documents: [
    { slug: 'report', title: 'Annual Report', paragraphs: [['One.']] },
    { slug: 'other', title: 'Other Report', paragraphs: [['Two.']] },
  ],
  facts: [
    {
      kind: 'CRITICISM',
      key: 'camps-2003',
      subject: 'human-rights-watch',
      object: 'iom',
      topics: ['detention'],
      evidence: [{ document: 'report', sentence: 1, references: ['15', '7'] }],
    },
    { kind: 'FIGURE', key: 'staff', subject: 'iom', metric: 'staff', value: 1, unit: 'people' },
    { kind: 'ATTRIBUTE', key: 'founded', subject: 'iom', attribute: 'founded', value: '1951' },
    {
      kind: 'ROLE',
      key: 'head',
      subject: 'asher-hirsch',
      object: 'iom',
      title: 'Director General',
      evidence: [{ document: 'other', sentence: 1, references: ['15'] }],
    },
  ],
}
const ids = await putGraph(db, graph)

interface Hint {
  readonly path: (string | number)[]
  readonly argument: string
  readonly value: string
  readonly message: string
  readonly suggestions: string[]
}

async function hints(document: string, variables?: object): Promise<Hint[]> {
  const { errors, extensions } = await app.ask(document, variables)
  expect(errors).toBeUndefined()
  return ((extensions as { hints?: Hint[] } | undefined)?.hints ?? []) as Hint[]
}

/** Argument, value and suggestions of each hint. */
const short = (all: Hint[]) => all.map(({ argument, value, suggestions }) => [argument, value, ...suggestions])

describe('what stands for nothing is named', () => {
  it.each([
    [
      'criticisms(where: { critic: { named: "Humn Rights Watch" } })',
      'where.critic.named',
      'Humn Rights Watch',
      ['Human Rights Watch'],
    ],
    [
      'criticisms(where: { topics: { some: { within: { named: "detenton" } } } })',
      'where.topics.some.within.named',
      'detenton',
      ['Detention'],
    ],
    ['criticisms(where: { AND: [{}, { target: { slug: "iomm" } }] })', 'where.AND[1].target.slug', 'iomm', ['iom']],
    ['criticisms(where: { OR: [{ critic: { named: "HRWW" } }] })', 'where.OR[0].critic.named', 'HRWW', ['HRW']],
    ['facts(where: { metric: ["staf"] })', 'where.metric', 'staf', ['staff']],
    ['figures(where: { unit: ["poeple"] })', 'where.unit', 'poeple', ['people']],
    ['facts(where: { attribute: ["foundet"] })', 'where.attribute', 'foundet', ['founded']],
    ['roles(where: { title: "Director-General" })', 'where.title', 'Director-General', ['Director General']],
    ['facts(where: { dataset: ["tst"] })', 'where.dataset', 'tst', ['test']],
    ['facts(where: { key: ["camps-2004"] })', 'where.key', 'camps-2004', ['camps-2003']],
    [
      'facts(where: { evidence: { document: { slug: "reprot" } } })',
      'where.evidence.document.slug',
      'reprot',
      ['report'],
    ],
    [
      'facts(where: { evidence: { document: { named: "Anual Report" } } })',
      'where.evidence.document.named',
      'Anual Report',
      ['Annual Report'],
    ],
    [
      'facts(where: { evidence: { document: { slug: "other" }, reference: "7" } })',
      'where.evidence.reference',
      '7',
      [],
    ],
    ['facts(where: { key: ["2003 camps"] })', 'where.key', '2003 camps', ['camps-2003']],
    ['aliases(where: { named: "Detenton" })', 'where.named', 'Detenton', ['Detention']],
    ['attributes(where: { value: ["1952"] })', 'where.value', '1952', ['1951']],
    [
      'criticisms(where: { NOT: { topics: { none: { named: "detenton" } } } })',
      'where.NOT.topics.none.named',
      'detenton',
      ['Detention'],
    ],
    [
      'criticisms(where: { NOT: { NOT: { critic: { named: "HRWW" } } } })',
      'where.NOT.NOT.critic.named',
      'HRWW',
      ['HRW'],
    ],
    ['organizations(where: { named: "HWR" })', 'where.named', 'HWR', ['HRW']],
    ['people(where: { named: "Hirsh" })', 'where.named', 'Hirsh', ['Asher Hirsch']],
    ['entities(where: { identifier: { scheme: "rro" } })', 'where.identifier.scheme', 'rro', ['ror']],
    ['entities(where: { identifier: { value: ["04wx"] } })', 'where.identifier.value', '04wx', []],
    [
      'facts(where: { subject: { within: { identifier: { scheme: "ror", value: "x" } } } })',
      'where.subject.within.identifier.value',
      'x',
      [],
    ],
    ['entities(where: { slug: ["human-rigths-watch"] })', 'where.slug', 'human-rigths-watch', ['human-rights-watch']],
    [
      'people(where: { roles: { some: { organization: { named: "Intl Organization for Migration" } } } })',
      'where.roles.some.organization.named',
      'Intl Organization for Migration',
      ['International Organization for Migration'],
    ],
  ])('%s', async (field, argument, value, suggestions) => {
    const found = await hints(`{ ${field} { totalCount nodes { id } } }`)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ path: [field.split('(')[0]], argument, value, suggestions })
    expect(found[0]?.message).toContain(`"${value}"`)
  })

  it.each([
    ['organization(ref: { named: "Humn Rights Watch" })', 'ref.named', 'Humn Rights Watch', 'Human Rights Watch'],
    ['entity(ref: { slug: "iomm" })', 'ref.slug', 'iomm', 'iom'],
    ['entity(ref: { slug: "hrw" })', 'ref.slug', 'hrw', 'human-rights-watch'],
    ['document(slug: "repport")', 'slug', 'repport', 'report'],
    ['dataset(slug: "tests")', 'slug', 'tests', 'test'],
    ['fact(dataset: "test", key: "stafff")', 'key', 'stafff', 'staff'],
  ])('in a lookup: %s', async (field, argument, value, suggestion) =>
    expect(short(await hints(`{ ${field} { id } }`))).toEqual([[argument, value, suggestion]]),
  )

  it.each([
    ['search(query: "watch detenton")', 'query', '"detenton"', ['watch Detention']],
    ['search(query: "the watch xyzzy")', 'query', '"xyzzy"', ['the watch']],
    ['search(query: "xyzzy plugh")', 'query', '"xyzzy", "plugh"', []],
    ['entities(where: { search: "hirsh" })', 'where.search', '"hirsh"', ['Hirsch']],
    ['facts(where: { search: "xyzzy -abc" })', 'where.search', '"xyzzy"', ['-abc']],
  ])('words of a search: %s', async (field, argument, words, suggestions) => {
    const [hint, ...more] = await hints(`{ ${field} { totalCount } }`)
    expect(more).toEqual([])
    expect(hint).toMatchObject({ argument, suggestions })
    expect(hint?.message).toMatch(new RegExp(`^Nothing that is searched here has the words? ${words}\\.$`))
  })

  it.each([
    ['search(query: "watch hirsch")', 'query', ['hirsch', 'watch']],
    ['search(query: "human watch hirsch")', 'query', ['human watch']],
    ['entities(where: { search: "nauru detention" })', 'where.search', ['detention', 'nauru']],
  ])('words of a search that nothing has together: %s', async (field, argument, suggestions) => {
    const [hint, ...more] = await hints(`{ ${field} { totalCount } }`)
    expect(more).toEqual([])
    expect(hint).toMatchObject({ argument, suggestions })
    expect(hint?.message).toBe('Each of these words is there, but nothing has all of them.')
  })

  it.each([
    ['criticisms(where: { critic: { named: "HRWW" } }) { facets { critics { count } } }', 'HRWW'],
    ['resolve(name: "Xyzzy Plugh") { score }', 'Xyzzy Plugh'],
    ['suggest(text: "xyzzyp") { score }', 'xyzzyp'],
    ['resolveAll(names: ["HRW", "Xyzzy Plugh", "Hirsh"]) { score }', 'Xyzzy Plugh'],
  ])('in what is no list of things: %s', async (field, value) => {
    expect((await hints(`{ ${field} }`)).map((hint) => hint.value)).toEqual([value])
  })

  it('of an identifier, with the scheme in which something has it', async () => {
    const [hint] = await hints('{ entity(ref: { identifier: { scheme: "isni", value: "04wxnsj81" } }) { id } }')
    const [, known] = await hints('{ entity(ref: { identifier: { scheme: "isni", value: "04wxnsj81" } }) { id } }')
    expect(hint?.message).toBe(
      'Nothing in the graph has the identifier scheme "isni". The most frequent ones are "ror".',
    )
    expect(known?.message).toBe(
      'Nothing in the graph has the isni identifier "04wxnsj81". Something has it in the scheme "ror".',
    )
  })

  it('in nested lists, once', async () => {
    const found = await hints(`{ organizations { nodes { facts(where: { metric: ["staf"] }) { totalCount } } } }`)
    expect(found).toHaveLength(1)
    expect(found[0]?.path).toEqual(['organizations', 'nodes', 0, 'facts'])
  })

  it('in variables, under the alias that the caller gave', async () => {
    const document = 'query ($w: CriticismWhere) { mine: criticisms(where: $w) { edges { cursor } } }'
    const found = await hints(document, { w: { critic: { named: 'Humn Rights Watch' } } })
    expect(found.map(({ path }) => path)).toEqual([['mine']])
  })

  it('even if nothing resembles it, and then with the words in use', async () => {
    const [hint] = await hints('{ figures(where: { metric: ["zzzzzz"] }) { totalCount } }')
    expect(hint?.suggestions).toEqual([])
    expect(hint?.message).toBe('Nothing in the graph has the metric "zzzzzz". The most frequent ones are "staff".')
  })
})

describe('what stands for something of another kind is told', () => {
  it.each([
    [
      'organization(ref: { named: "Asher Hirsch" }) { id }',
      '"Asher Hirsch" is a person, not an organisation: ask `person` or `entity`.',
    ],
    ['person(ref: { slug: "nauru" }) { id }', '"Nauru" is a place, not a person: ask `place` or `entity`.'],
    [
      'criticisms(where: { topics: { some: { named: "Nauru" } } }) { totalCount }',
      '"Nauru" is a place, not a topic: only a topic can match here.',
    ],
    [
      'criticisms(where: { critic: { named: "Detention" } }) { totalCount }',
      '"Detention" is a topic, not an organisation or a person: only an organisation or a person can match here.',
    ],
    [
      'person(ref: { identifier: { scheme: "ror", value: "04wxnsj81" } }) { id }',
      '"International Organization for Migration" is an organisation, not a person: ask `organization` or `entity`.',
    ],
    [
      'critics(where: { named: "Nauru" }) { totalCount }',
      '"Nauru" is a place, not an organisation or a person: only an organisation or a person can match here.',
    ],
    [
      'aliases(where: { named: "HRW" }) { totalCount }',
      '"HRW" is a name of "Human Rights Watch", but no fact states it: ask `entity` or `resolve`.',
    ],
    [
      'organizations(where: { named: "Asher Hirsch" }) { totalCount }',
      '"Asher Hirsch" is a person, not an organisation: only an organisation can match here.',
    ],
  ])('%s', async (field, message) => {
    expect((await hints(`{ ${field} }`)).map((hint) => hint.message)).toEqual([message])
  })

  it('and an id of another type', async () => {
    const found = await hints('query ($id: ID!) { organization(ref: { id: $id }) { id } }', { id: ids.entity.nauru })
    expect(found[0]?.message).toBe('"nauru" is a place, not an organisation: ask `place` or `entity`.')
    const fact = await hints('query ($id: ID!) { organization(ref: { id: $id }) { id } }', { id: ids.fact.staff })
    expect(fact[0]?.message).toBe('The id is that of the figure "test/staff", which is no entity.')
    const place = await hints(
      'query ($id: ID!) { facts(where: { evidence: { document: { id: $id } } }) { totalCount } }',
      { id: ids.entity.nauru },
    )
    expect(place[0]?.message).toBe('The id is that of the place "nauru", which is no document.')
  })
})

describe('nothing is said', () => {
  it.each([
    'criticisms { totalCount }',
    'criticisms(where: { critic: { named: "hrw" } }) { totalCount }',
    // All words stand for something, and nothing meets all conditions.
    'criticisms(where: { critic: { named: "IOM" }, topics: { some: { named: "detention" } } }) { totalCount }'.replace(
      'IOM',
      'Asher Hirsch',
    ),
    'criticisms(where: { OR: [{ critic: { named: "Humn Rights Watch" } }, {}] }) { totalCount }',
    'criticisms(where: { NOT: { critic: { named: "Humn Rights Watch" } } }) { totalCount }',
    'facts(where: { metric: ["STAFF"] }) { totalCount }',
    'organization(ref: { slug: "IOM" }) { id }',
    'dataset(slug: "TEST") { id }',
    'fact(dataset: "Test", key: "staff") { id }',
    'entity(ref: { identifier: { scheme: "ROR", value: "https://ror.org/04wxnsj81" } }) { id }',
    'search(query: "the and of") { totalCount }',
    'search(query: "") { totalCount }',
    'search(query: "watch", first: 1, after: null) { totalCount }',
    'people(where: { roles: { none: { title: "nothing" } } }) { totalCount }',
  ])('where there is something, or every word stands for something: %s', async (field) =>
    expect(await hints(`{ ${field} }`)).toEqual([]),
  )

  it('and no statement is sent', async () => {
    const sent = async (field: string) => (await app.ask(`{ ${field} }`)).statements
    expect(await sent('criticisms(where: { critic: { named: "HRW" } }) { totalCount }')).toBe(1)
    expect(await sent('criticisms(where: { critic: { named: "Humn" } }) { totalCount }')).toBeGreaterThan(1)
  })
})

it('warns that a citation number without a document mixes documents, even if something is found', async () => {
  const [hint, ...more] = await hints('{ facts(where: { evidence: { reference: "15" } }) { totalCount } }')
  expect(more).toEqual([])
  expect(hint).toMatchObject({ argument: 'where.evidence.reference', value: '15', suggestions: ['other', 'report'] })
  expect(hint?.message).toContain('2 documents have a citation number "15"')
  for (const quiet of ['reference: "7"', 'reference: "15", document: { slug: "report" }']) {
    expect(await hints(`{ facts(where: { evidence: { ${quiet} } }) { totalCount } }`)).toEqual([])
  }
})

it('says of the id of something deleted when it was taken out', async () => {
  const asked = async (id: string | undefined) => await hints('query ($id: ID!) { node(id: $id) { id } }', { id })
  expect(await asked(ids.fact.staff)).toEqual([])
  await emptyGraph(db)
  const never = Buffer.from('Organization:nobody').toString('base64url')
  expect((await asked(never))[0]?.message).toBe(
    'The id is that of the organisation "nobody", which is not in the graph.',
  )
  await putGraph(db, graph)
})

it('says nothing of hostile words, and never fails', async () => {
  for (const named of ['', ' ', '%', '_', "'", '\u{1F600}', 'x'.repeat(900)]) {
    const { errors } = await app.ask('query ($named: String) { entities(where: { named: $named }) { totalCount } }', {
      named,
    })
    expect(errors).toBeUndefined()
  }
  const many = Array.from({ length: 60 }, (_, index) => `a${index}: entity(ref: { named: "nobody ${index}" }) { id }`)
  expect((await hints(`{ ${many.join(' ')} }`)).length).toBe(50)
})
