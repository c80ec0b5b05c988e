import { type GraphQLInputType, getNamedType, isInputObjectType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { writeNodeId } from '../src/model/id.ts'
import { anchorDigest } from '../src/node/find.ts'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const { entity, fact, document } = await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'iom', name: 'International Organization for Migration', labels: ['IOM'] },
    { kind: 'ORGANIZATION', slug: 'percent', name: '100% Rights_Now' },
    { kind: 'ORGANIZATION', slug: 'medecins', name: 'Médecins Sans Frontières' },
    { kind: 'PERSON', slug: 'swing', name: 'William Lacy Swing' },
    { kind: 'EVENT', slug: 'crisis', name: 'The Crisis' },
    { kind: 'CAMPAIGN', slug: 'campaign', name: 'The Campaign' },
    { kind: 'TOPIC', slug: 'detention', name: 'Detention' },
    { kind: 'PLACE', slug: 'georgia-country', name: 'Georgia' },
    { kind: 'PLACE', slug: 'georgia-state', name: 'Georgia' },
    { kind: 'PERSON', slug: 'georgia-person', name: 'GEORGIA' },
    { kind: 'AGREEMENT', slug: 'compact', name: 'The Compact' },
  ],
  documents: [{ slug: 'report', title: 'Report', paragraphs: [['One.']] }],
  facts: [
    { kind: 'ALIAS', key: 'alias', subject: 'iom', name: 'PICMME', aliasKind: 'FORMER' },
    { kind: 'ATTRIBUTE', key: 'attribute', subject: 'iom', attribute: 'website', value: 'https://iom.int' },
    { kind: 'FIGURE', key: 'figure', subject: 'iom', metric: 'staff', value: 7 },
    { kind: 'RELATIONSHIP', key: 'relationship', type: 'WORKS_ON', subject: 'iom', object: 'detention' },
    { kind: 'ROLE', key: 'role', subject: 'swing', object: 'iom', title: 'Director General' },
    {
      kind: 'CRITICISM',
      key: 'criticism',
      subject: 'swing',
      object: 'iom',
      evidence: [{ document: 'report', sentence: 1 }],
    },
  ],
})
const evidence = writeNodeId('Evidence', 'test', 'criticism', 'report', 1, anchorDigest('One.'))
const paragraph = writeNodeId('Paragraph', 'report', 1)
const dataset = writeNodeId('Dataset', 'test')
const everything: Readonly<Record<string, string>> = { ...entity, ...fact, ...document, evidence, paragraph, dataset }

describe('node', () => {
  it.each(Object.keys(everything))('finds %s by its id', async (key) => {
    const id = everything[key] ?? ''
    const { node } = await app.get('query ($id: ID!) { node(id: $id) { __typename id } }', { id })
    expect(node).toEqual({ __typename: Buffer.from(id, 'base64url').toString().split(':')[0], id })
  })

  it('selects what its type has', async () => {
    const { node } = await app.get(
      `query ($id: ID!) { node(id: $id) { ... on Criticism { critic { name } target { slug } evidence { sentence } } } }`,
      { id: fact.criticism },
    )
    expect(node).toEqual({
      critic: { name: 'William Lacy Swing' },
      target: { slug: 'iom' },
      evidence: [{ sentence: 'One.' }],
    })
  })

  it('is null for what is gone, or was never of that type', async () => {
    const gone = [
      'Organization:nothing',
      'Person:iom',
      'Topic:swing',
      'Criticism:test/role',
      'Criticism:test/nothing',
      'Role:nothing/role',
      'Evidence:test/criticism/report/1/0123456789abcdef',
      'Evidence:test/role/report/1/0123456789abcdef',
      'Document:iom',
      'Paragraph:report/9',
      'Paragraph:nothing/1',
      'Dataset:iom',
    ]
    for (const id of gone.map((text) => Buffer.from(text).toString('base64url'))) {
      expect(await app.get('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null })
    }
  })

  const garbage = ['', 'x', '1', 'iom', '=', '%', 'Organization:1', 'é'.repeat(100), 'x'.repeat(10_000)]
  const encoded = [
    'Organization:',
    'Organization:-1',
    'Organization:IOM',
    'Organization:iom/iom',
    'Organization:1.5',
    'Organization:iom\0',
    'Criticism:test',
    'Criticism:test/a/b',
    'Evidence:test/criticism/report/1',
    'Paragraph:report',
    'Paragraph:report/0',
    'Paragraph:report/99999999999',
    'Dataset:test/iom',
  ]
  const types = [
    'Query:iom',
    'Entity:iom',
    'Fact:test/role',
    '__proto__:iom',
    'Organization',
    ':iom',
    'Organization:iom\n',
    'organization:iom',
  ]
  // A second way of writing the same id would be a second id.
  const other = [`${entity.iom}=`, `${entity.iom}\n`, ` ${entity.iom}`]
  it.each([...garbage, ...other, ...[...encoded, ...types].map((text) => Buffer.from(text).toString('base64url'))])(
    'refuses %j, which is no id',
    async (id) => {
      const { message, extensions } = await app.refusal('query ($id: ID!) { node(id: $id) { id } }', { id })
      expect(extensions.code).toBe('BAD_USER_INPUT')
      expect(message).toMatch(/^".{0,61}" is not an id\. Use an `id` as this API returned it\.$/s)
    },
  )
})

describe('nodes', () => {
  const ask = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }'

  it('keeps the order of the ids, with null for what is gone and each as often as it is asked for', async () => {
    const gone = writeNodeId('Person', 'nobody')
    const ids = [fact.role, entity.iom, gone, document.report, entity.iom, evidence, entity.swing]
    const { nodes } = await app.get(ask, { ids })
    expect(nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual(
      ids.map((id) => (id === gone ? null : id)),
    )
  })

  it('shows the others where one is no id, with an error in its place', async () => {
    const gone = writeNodeId('Person', 'nobody')
    const ids = ['garbage', entity.iom, gone, '', fact.role, 'x'.repeat(10_000)]
    const { data, errors } = await app.ask(ask, { ids })
    expect(data.nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([
      ...[null, entity.iom, null, null, fact.role, null],
    ])
    expect(errors?.map(({ path, extensions }) => [path, extensions.code, extensions.value])).toEqual([
      [['nodes', 0], 'BAD_USER_INPUT', 'garbage'],
      [['nodes', 3], 'BAD_USER_INPUT', ''],
      [['nodes', 5], 'BAD_USER_INPUT', `${'x'.repeat(60)}…`],
    ])
    expect(errors?.[0]?.message).toBe('"garbage" is not an id. Use an `id` as this API returned it.')
    expect((await app.ask(ask, { ids: ['garbage'] })).data).toEqual({ nodes: [null] })
  })

  it('takes up to 100 ids, and none', async () => {
    expect(await app.get(ask, { ids: [] })).toEqual({ nodes: [] })
    const ids = Array.from({ length: 100 }, () => entity.iom)
    expect((await app.get(ask, { ids })).nodes.length).toBe(100)
    expect(await app.refusal(ask, { ids: [...ids, entity.iom] })).toMatchObject({
      message: '`ids` has 101 items: ask for at most 100 at once.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })
})

const lookups = {
  entity: 'iom',
  organization: 'iom',
  person: 'swing',
  event: 'crisis',
  campaign: 'campaign',
  topic: 'detention',
  place: 'georgia-state',
  agreement: 'compact',
}

describe.each(Object.entries(lookups))('%s', (field, slug) => {
  const find = async (ref: object) => {
    const data = await app.get(`query ($ref: EntityRef!) { ${field}(ref: $ref) { slug } }`, { ref })
    return data[field]?.slug ?? null
  }

  it('finds by slug and by id', async () => {
    expect(await find({ slug })).toBe(slug)
    expect(await find({ id: entity[slug] })).toBe(slug)
  })

  it('is null for what does not exist, or is of another kind', async () => {
    expect(await find({ slug: 'nothing' })).toBe(null)
    expect(await find({ named: 'nothing' })).toBe(null)
    expect(await find({ named: '' })).toBe(null)
    expect(await find({ id: fact.role })).toBe(null)
    expect(await find({ id: evidence })).toBe(null)
    if (field !== 'entity') expect(await find({ slug: field === 'organization' ? 'swing' : 'percent' })).toBe(null)
  })

  it('takes exactly one way of naming it', async () => {
    const query = `query ($ref: EntityRef!) { ${field}(ref: $ref) { slug } }`
    for (const ref of [{}, { slug: 'iom', named: 'IOM' }, { slug: null }]) {
      const { message, extensions } = await app.refusal(query, { ref })
      expect([extensions.code, message]).toEqual([
        'BAD_USER_INPUT',
        expect.stringMatching(/EntityRef|must be non-null/),
      ])
    }
  })
})

describe('a name', () => {
  const named = async (name: string) =>
    (await app.get('query ($name: String!) { entity(ref: { named: $name }) { slug } }', { name })).entity?.slug ?? null

  it.each([
    ['iom', 'iom'],
    ['I.O.M.', 'iom'],
    ['  international  organization\tfor-MIGRATION ', 'iom'],
    ['picmme', 'iom'],
    ['medecins sans frontieres', 'medecins'],
    ['Médecins sans frontières', 'medecins'],
    ['100 rights now', 'percent'],
    ['100% Rights_Now', 'percent'],
    ['%', null],
    ['I_M', null],
    ['IO%', null],
    ['international organization for migratio', null],
  ])('%j finds %j', async (name, slug) => expect(await named(name)).toBe(slug))

  it('that several things have is refused with all of them', async () => {
    expect(await app.refusal('{ entity(ref: { named: "Georgia" }) { slug } }')).toMatchObject({
      message: '"Georgia" names 3 things. Ask by slug instead: georgia-country, georgia-state, georgia-person.',
      extensions: {
        code: 'AMBIGUOUS_NAME',
        name: 'Georgia',
        candidates: ['georgia-country', 'georgia-state', 'georgia-person'].map((slug) => {
          const isPerson = slug === 'georgia-person'
          const kind = isPerson ? 'PERSON' : 'PLACE'
          return { id: entity[slug], kind, slug, name: isPerson ? 'GEORGIA' : 'Georgia' }
        }),
      },
      path: ['entity'],
    })
  })

  it('is ambiguous only among the kinds that are asked for', async () => {
    expect(await app.get('{ person(ref: { named: "Georgia" }) { slug } }')).toEqual({
      person: { slug: 'georgia-person' },
    })
    const { extensions } = await app.refusal('{ place(ref: { named: "Georgia" }) { slug } }')
    expect(extensions.candidates).toHaveLength(2)
  })

  it('that very many things have is refused with some of them', async () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      kind: 'TOPIC' as const,
      slug: `same-${index}`,
      name: 'Same',
    }))
    await putGraph(db, { entities: many })
    const { message, extensions } = await app.refusal('{ topic(ref: { named: "Same" }) { slug } }')
    expect(message).toContain('"Same" names more than 20 things')
    expect(extensions.candidates).toHaveLength(20)
  })
})

it('finds a document by its slug', async () => {
  const query = 'query ($slug: String!) { document(slug: $slug) { id title isLoaded } }'
  expect(await app.get(query, { slug: 'report' })).toEqual({
    document: { id: document.report, title: 'Report', isLoaded: true },
  })
  expect(await app.get(query, { slug: 'source' })).toMatchObject({ document: { isLoaded: false } })
  expect(await app.get(query, { slug: 'nothing' })).toEqual({ document: null })
})

describe('text that no text in the graph can be', () => {
  const query = schema.getQueryType()?.getFields() ?? {}

  /** Paths to texts within an input, a few levels deep. */
  function textsIn(type: GraphQLInputType, depth: number, text: string): unknown[] {
    const named = getNamedType(type)
    if (isInputObjectType(named)) {
      if (depth === 0) return []
      return Object.values(named.getFields()).flatMap((field) => {
        const required = Object.values(named.getFields()).filter((other) => String(other.type).endsWith('!'))
        const others = Object.fromEntries(required.map((other) => [other.name, 'FACTS']))
        return textsIn(field.type, depth - 1, text).map((value) => ({ ...others, [field.name]: value }))
      })
    }
    if (!['String', 'ID', 'EDTF'].includes(named.name)) return []
    return [String(type).startsWith('[') ? [text] : text]
  }

  it.each(['a\0b', '\ud800', 'x\udfff'])('%j is refused wherever it stands', async (text) => {
    let asked = 0
    for (const field of Object.values(query)) {
      const named = getNamedType(field.type)
      const selection = isObjectType(named) && named.getFields().totalCount ? '{ totalCount }' : '{ __typename }'
      for (const argument of field.args) {
        for (const value of textsIn(argument.type, 3, text)) {
          const others = field.args.filter((other) => other !== argument && String(other.type).endsWith('!'))
          const rest = others.map(
            (other) => `, ${other.name}: ${other.type.toString() === 'EntityRef!' ? '{ slug: "iom" }' : '"x"'}`,
          )
          const document = `query ($value: ${argument.type}) { ${field.name}(${argument.name}: $value${rest.join('')}) ${selection} }`
          const { message, extensions } = await app.refusal(document, { value })
          const where = `${document} ${JSON.stringify(value)}: ${message}`
          expect(['BAD_USER_INPUT', 'BAD_CURSOR'], where).toContain(extensions.code)
          asked += 1
        }
      }
    }
    expect(asked).toBeGreaterThan(100)
  })

  it.each(['a\\u0000b', '\\ud800'])('%s is refused in a document, too', async (escaped) => {
    for (const place of [
      'entity(ref: { named: "%" }) { id }',
      'search(query: "%") { totalCount }',
      'resolve(name: "%") { score }',
    ]) {
      const { extensions } = await app.refusal(`{ ${place.replace('%', escaped)} }`)
      expect(extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED/)
    }
  })
})
