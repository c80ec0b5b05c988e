import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await freshDatabase()
const { app } = testApp(db)

const strict = { accept: 'application/graphql-response+json' }
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ')
const wrap = (count: number, open: string, inner: string, close: string) =>
  open.repeat(count) + inner + close.repeat(count)
const chain = (count: number) =>
  `{ ...f0 } ${many(count, (i) => `fragment f${i} on Query { ...f${i + 1} }`)} fragment f${count} on Query { __typename }`

/** The first error of an answer that must be a refusal, quick and of the caller's making. */
async function refusal(body: unknown, limits = {}) {
  const begun = performance.now()
  const target = Object.keys(limits).length > 0 ? testApp(db, { limits }).app : app
  const answer = await ask(target, body, strict)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.data).toBeUndefined()
  expect(performance.now() - begun).toBeLessThan(5_000)
  return answer.errors[0]
}

describe('limits on documents', () => {
  it('refuses brackets within brackets before anything calls itself', async () => {
    for (const query of [
      wrap(10_000, '{a', '', '}'),
      '{'.repeat(10_000),
      `{ nodes(ids: ${wrap(10_000, '[', '', ']')}) { id } }`,
      `{ entities(where: ${wrap(10_000, '{AND:[', '{}', ']}')}) { totalCount } }`,
      `query($v: ${wrap(10_000, '[', 'Int', ']')}) { __typename }`,
    ]) {
      const error = await refusal({ query })
      expect(error.extensions).toEqual({ code: 'TOO_COMPLEX', limit: 'nesting', maximum: 64, actual: 65 })
      expect(error.locations).toHaveLength(1)
      expect(error.message).toMatch(/^At line 1, column \d+ the document has brackets more than 64 levels deep/)
    }
  })

  it('names the field that stands too deep', async () => {
    const error = await refusal({
      query: `{ entity(ref: { slug: "a" }) { ${wrap(7, 'facts { nodes { subject { ', 'name', ' } } }')} } }`,
    })
    expect(error.extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 'depth', maximum: 20, actual: 23 })
    expect(error.extensions.field).toMatch(/^entity\.facts\.nodes\.subject\.facts\..*\.nodes$/)
    expect(error.message).toBe(
      '"nodes" is below 20 other fields, and the operation is 23 levels deep; at most 20 are allowed. Ask for the inner part in a query of its own, by its id.',
    )
  })

  it('counts the depth of fragments as if they were written out', async () => {
    const error = await refusal({
      query: `{ entity(ref: { slug: "a" }) { ...f0 } }
        ${many(9, (i) => `fragment f${i} on Entity { facts { nodes { subject { ...f${i + 1} } } } }`)}
        fragment f9 on Entity { name }`,
    })
    expect(error.extensions).toMatchObject({ limit: 'depth', actual: 29 })
  })

  it('bounds tokens, aliases, directives, fragments and repetition, each by its name', async () => {
    const cases = {
      tokens: `{ ${many(3_000, (i) => `a${i}: __typename`)} }`,
      aliases: `{ ${many(101, (i) => `a${i}: __typename`)} }`,
      directives: `{ __typename ${'@skip(if: false) '.repeat(51)} }`,
      fragments: chain(200),
      repetition: `{ ${'__typename '.repeat(51)} }`,
    }
    for (const [limit, query] of Object.entries(cases)) {
      const { extensions, locations } = await refusal({ query })
      expect(extensions).toMatchObject({ code: 'TOO_COMPLEX', limit })
      expect(extensions.actual).toBe(extensions.maximum + 1)
      expect(locations).toHaveLength(1)
    }
  })

  it('lets a document at each limit pass', async () => {
    for (const query of [
      `{ ${many(100, (i) => `a${i}: __typename`)} }`,
      `{ ${'__typename '.repeat(50)} }`,
      chain(199),
    ]) {
      expect(await ask(app, { query }, strict)).toMatchObject({ status: 200 })
    }
  })

  it('refuses ten thousand of anything', async () => {
    const limits = { bodyBytes: 10_000_000 }
    for (const query of [
      `{ ${many(10_000, (i) => `a${i}: __typename`)} }`,
      `{ __typename ${'@skip(if: false) '.repeat(10_000)} }`,
      chain(10_000),
    ]) {
      expect((await refusal({ query }, limits)).extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 'tokens' })
    }
  })

  it('answers fragments that contain themselves', async () => {
    const query = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'
    const error = await refusal({ query })
    expect(error.message).toBe('Cannot spread fragment "a" within itself via "b".')
    expect(error.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' })
  })

  it('lets the standard introspection pass, whatever the limits', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    })
    const { app: narrow } = testApp(db, { config: { maxDepth: 5, maxCost: 10_000 } })
    const answer = await ask(narrow, { query })
    expect(answer.errors).toBeUndefined()
    expect(answer.data.__schema.types.length).toBeGreaterThan(50)
    const deep = `{ __schema { types { ${wrap(30, 'ofType { ', 'name', '}')} } } }`
    expect((await refusal({ query: deep })).extensions).toMatchObject({ limit: 'depth' })
  })
})

describe('limits on variables', () => {
  const query =
    'query($w: EntityWhere, $ids: [ID!]! = []) { entities(where: $w) { totalCount } nodes(ids: $ids) { id } }'

  it('refuses conditions ten thousand deep', async () => {
    const where = wrap(10_000, '{"AND":[', '{}', ']}')
    const error = await refusal(`{"query":${JSON.stringify(query)},"variables":{"w":${where}}}`)
    expect(error.extensions).toEqual({ code: 'TOO_COMPLEX', limit: 'nesting', maximum: 64, actual: 65 })
    expect(error.message).toMatch(/^variables\.w\.AND\[0]\.AND\[0]/)
    expect(
      (await refusal(`{"query":"{a}","extensions":{"w":${wrap(100_000, '[', '', ']')}}}`)).extensions,
    ).toMatchObject({
      limit: 'nesting',
    })
  })

  it('bounds lists and the number of values, and names the place', async () => {
    const list = await refusal({ query, variables: { ids: Array(1_001).fill('x') } })
    expect(list.message).toMatch(/^The list variables\.ids has 1,001 items; at most 1,000 are allowed/)
    expect(list.extensions).toMatchObject({ limit: 'listItems', actual: 1_001 })
    const values = await refusal({ query, variables: { ids: Array(500).fill(Array(50).fill(1)) } })
    expect(values.extensions).toMatchObject({ limit: 'variableValues' })
  })

  it('names the place of a text that PostgreSQL cannot store', async () => {
    const entity = 'query($n: String) { entity(ref: { named: $n }) { id } }'
    for (const [text, fault] of [
      ['a\\u0000b', 'a NUL character'],
      ['a\\ud800b', 'half of a surrogate pair at position 2'],
    ]) {
      const error = await refusal(`{"query":${JSON.stringify(entity)},"variables":{"n":"${text}"}}`)
      expect(error.message).toContain(`The text in variables.n holds ${fault}`)
      expect(error.extensions.code).toBe('BAD_USER_INPUT')
    }
    for (const text of ['"a\\u0000b"', '"""a\0b"""']) {
      const error = await refusal({ query: `{ entity(ref: { named: ${text} }) { id } }` })
      expect(error.message).toContain('The text in line 1 of the document holds a NUL character')
    }
  })

  it('takes the names of prototypes for ordinary names', async () => {
    const entity = 'query($n: EntityRef!) { entity(ref: $n) { id } }'
    const body = `{"query":${JSON.stringify(entity)},"variables":{"n":{"__proto__":{"slug":"x"},"constructor":1}}}`
    const error = await refusal(body)
    expect(error.message).toContain('Variable "$n" got invalid value')
    expect(error.message).toContain('Field "__proto__" is not defined by type "EntityRef"')
    const missing = await refusal({ query: 'query($toString: String!) { entity(ref: { slug: $toString }) { id } }' })
    expect(missing.message).toMatch(/^Variable "\$toString" of required type "String!" was not provided\./)
    const odd = { query: '{ ...__proto__ } fragment __proto__ on Query { constructor: __typename }' }
    expect(await ask(app, odd)).toMatchObject({ data: { constructor: 'Query' } })
  })
})

describe('cost', () => {
  const costOf = async (query: string, variables = {}) => {
    const answer = await ask(app, { query, variables }, { 'x-dossier-cost': '1' })
    return answer.extensions?.cost.total ?? answer.errors?.[0].extensions.actual
  }

  it('counts fields times the sizes of lists', async () => {
    expect(await costOf('{ graph { factCount revision } }')).toBe(3)
    // entities, totalCount, nodes, and 20 times id and name
    expect(await costOf('{ entities { totalCount nodes { id name } } }')).toBe(3 + 20 * 2)
    expect(await costOf('{ entities(first: 5) { nodes { id } } }')).toBe(2 + 5)
    expect(await costOf('query($n: Int) { entities(first: $n) { edges { cursor } } }', { n: 7 })).toBe(2 + 7)
    expect(await costOf('query($n: Int = 3) { entities(last: $n) { edges { cursor } } }')).toBe(2 + 3)
    expect(await costOf('{ entities(first: 1) { nodes { ...f } } } fragment f on Entity { id }')).toBe(2 + 1)
    // A list without a size counts as ten.
    expect(await costOf('{ entities(first: 5) { nodes { aliases { name } } } }')).toBe(2 + 5 * (1 + 10))
    expect(await costOf('{ nodes(ids: ["a", "b", "c"]) { id __typename } }')).toBe(1 + 3)
  })

  it('counts the same document anew for other variables', async () => {
    const query = `query($n: Int, $aliases: Int, $w: FactWhere = {}) {
      entities(first: $n) { nodes { name ...f kinds: aliases { name } } }
      constant: entities(first: 2) { nodes { id } }
    }
    fragment f on Entity { facts(first: $aliases, where: $w) { nodes { id } } }`
    const costs = (n: number, aliases: number, finding = 0) => 2 + n * (1 + 2 + aliases + 11 + finding) + 2 + 2
    expect(await costOf(query, { n: 5, aliases: 2 })).toBe(costs(5, 2))
    expect(await costOf(query, { n: 3, aliases: 7 })).toBe(costs(3, 7))
    expect(await costOf(query, { n: 3, aliases: 7, w: { search: 'x' } })).toBe(costs(3, 7, 200))
    expect(await costOf(query, { n: 5, aliases: 2 })).toBe(costs(5, 2))
  })

  it('counts conditions, orders and searches', async () => {
    const criticisms = (where: string, more = '') => `{ criticisms(where: ${where}, first: 1 ${more}) { totalCount } }`
    expect(await costOf(criticisms('{}'))).toBe(2)
    expect(await costOf(criticisms('{ critic: { named: "A" } }'))).toBe(2 + 100)
    expect(await costOf(criticisms('{ critic: { named: "A" }, statedOn: { within: "2001", isNull: false } }'))).toBe(
      302,
    )
    expect(await costOf(criticisms('{ OR: [{ critic: null }, { search: "x" }, { NOT: { search: "y" } }] }'))).toBe(4002)
    expect(await costOf(criticisms('{ topics: { some: { within: { slug: "a" } } } }'))).toBe(502)
    expect(await costOf(criticisms('{}', 'orderBy: [{ field: STATED_ON, direction: ASC }]'))).toBe(202)
    expect(await costOf('{ search(query: "x") { facets { documents } totalCount } }')).toBe(4 + 3 * 2000)
    expect(await costOf('{ resolveAll(names: ["a", "b", "c"]) { score } }')).toBe(1 + 20 * 1 + 3 * 500)
    const paths = (more = '') =>
      `{ paths(from: { slug: "geneva" }, to: { slug: "venice" } ${more}) { searchedLength } }`
    expect(await costOf(paths())).toBe(2 + 500)
    expect(await costOf(paths('first: 20'))).toBe(2 + 500 + 20 * 500)
    const given = `query($n: Int, $t: PathThrough) ${paths('first: $n, through: $t')}`
    expect(await costOf(given)).toBe(2 + 500)
    expect(await costOf(given, { n: 2, t: { via: ['FACT'] } })).toBe(2 + 500 + 2 * 500 + 2_000 + 100)
    // A reference is no condition.
    expect(await costOf('{ place(ref: { slug: "geneva" }) { name } }')).toBe(2)
    // For each item of a list they count a tenth.
    expect(await costOf('{ entities(first: 5) { nodes { facts(where: { search: "x" }) { totalCount } } } }')).toBe(
      2 + 5 * (2 + 200),
    )
    const variables = { w: { OR: [{ search: 'x' }, { critic: { kind: ['PERSON', 'PLACE'] } }] } }
    expect(await costOf('query($w: CriticismWhere = {}) { criticisms(where: $w) { totalCount } }', variables)).toBe(
      2102,
    )
  })

  it.each([
    ['nothing', '{}', {}],
    ['one condition', '{ search: "x" }', { search: 'x' }],
    [
      'a list',
      '{ OR: [{ search: "x" }, { NOT: { search: "y" } }] }',
      { OR: [{ search: 'x' }, { NOT: { search: 'y' } }] },
    ],
    ['one item in place of a list', '{ AND: { search: "x" } }', { AND: { search: 'x' } }],
    ['null', '{ critic: null, search: "x" }', { critic: null, search: 'x' }],
    [
      'conditions within',
      '{ topics: { none: { OR: [{ named: "x" }, {}] } } }',
      { topics: { none: { OR: [{ named: 'x' }, {}] } } },
    ],
    ['several values', '{ critic: { kind: [PERSON, PLACE] } }', { critic: { kind: ['PERSON', 'PLACE'] } }],
  ])('is the same in the document and in variables: %s', async (_what, literal, value) => {
    const cost = await costOf(`{ criticisms(where: ${literal}) { totalCount } }`)
    const whole = 'query($w: CriticismWhere!) { criticisms(where: $w) { totalCount } }'
    expect(await costOf(whole, { w: value })).toBe(cost)
    const within = `query($w: [CriticismWhere!]) { criticisms(where: { OR: $w }) { totalCount } }`
    expect(await costOf(within, { w: [value] })).toBe(cost)
    const item = 'query($w: CriticismWhere!) { criticisms(where: { OR: [$w] }) { totalCount } }'
    expect(await costOf(item, { w: value })).toBe(cost)
  })

  it('does not count a variable that is not given, or null', async () => {
    const query = (where: string) =>
      `query($w: [CriticismWhere!], $s: String) { criticisms(where: ${where}) { totalCount } }`
    for (const variables of [{}, { w: null, s: null }]) {
      expect(await costOf(query('{ OR: $w, search: $s }'), variables)).toBe(2)
    }
  })

  it.each([
    ['searches', { search: 'camp' }, 60],
    ['topics and places', { about: { some: { within: { slug: 'geneva' } } } }, 300],
    ['names', { critic: { named: 'Human Rights Watch' } }, 1000],
    ['nested ones', { NOT: { AND: [{ target: { search: 'camp' } }] } }, 60],
  ])('refuses too many %s at once, before the database is asked', async (_what, condition, times) => {
    const query =
      'query($or: [CriticismWhere!]) { few: criticisms(first: 1) { totalCount } many: criticisms(where: { OR: $or }) { totalCount } }'
    const { app: logged, lines } = testApp(db)
    const answer = await ask(
      logged,
      { query, variables: { or: Array.from({ length: times }, () => condition) } },
      strict,
    )
    expect(answer.errors[0].extensions).toMatchObject({ code: 'TOO_COMPLEX', limit: 'cost', field: 'many' })
    expect(answer.errors[0].message).toMatch(/^The conditions, orders and searches take as much as 1\d\d,\d+ fields/)
    expect(lines[0]?.statements).toBeUndefined()
  })

  it('tells the cost only to those who ask', async () => {
    expect((await ask(app, { query: '{ graph { factCount } }' })).extensions).toBeUndefined()
  })

  it('names the field that costs most, before the database is asked', async () => {
    const query =
      '{ graph { factCount } all: entities(first: 100) { nodes { facts(first: 100) { nodes { subject { facts(first: 100) { nodes { id } } } } } } } }'
    const { app: logged, lines } = testApp(db)
    const answer = await ask(logged, { query }, strict)
    expect(answer.status).toBe(400)
    expect(answer.errors[0].extensions).toMatchObject({
      code: 'TOO_COMPLEX',
      limit: 'cost',
      maximum: 100_000,
      field: 'all',
    })
    expect(answer.errors[0].message).toMatch(
      /^The result may hold 1,030,\d+ fields, 1,030,\d+ of them in "all"; at most/,
    )
    expect(lines[0]).toMatchObject({ errors: ['TOO_COMPLEX'], status: 400 })
    expect(lines[0]?.statements).toBeUndefined()
  })

  it('is not fooled by fragments that double', async () => {
    const query = `{ entity(ref: { slug: "a" }) { ...f0 } }
      ${many(6, (i) => `fragment f${i} on Entity { facts(first: 100) { nodes { subject { ...f${i + 1} } object { ...f${i + 1} } } } }`)}
      fragment f6 on Entity { name }`
    const error = await refusal({ query }, { depth: 60 })
    expect(error.extensions).toMatchObject({ limit: 'cost' })
    expect(error.extensions.actual).toBeGreaterThan(1e12)
  })
})
