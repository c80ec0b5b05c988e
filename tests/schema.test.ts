import { readFile } from 'node:fs/promises'
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { printedSchema } from '../print-schema.ts'
import { schema } from '../src/schema.ts'

const types = Object.values(schema.getTypeMap()).filter((type) => {
  return !isIntrospectionType(type) && !isSpecifiedScalarType(type)
})
const objects = types.filter(isObjectType)
const connections = objects.filter((type) => type.name.endsWith('Connection'))

/** Fields of objects and interfaces, each with the name "Type.field". */
const fields = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field }))
    : [],
)

/** The arguments of a field as the schema language writes them. */
const argumentsOf = (field: GraphQLField<unknown, unknown>) =>
  Object.fromEntries(field.args.map((argument) => [argument.name, String(argument.type)]))
const typeOf = (type: GraphQLObjectType, field: string) => String(type.getFields()[field]?.type)

it('is what schema.graphql says; `npm run schema` writes it anew', async () => {
  const committed = await readFile(new URL('../schema.graphql', import.meta.url), 'utf8')
  expect(committed === printedSchema(), 'schema.graphql is stale: run `npm run schema`').toBe(true)
})

/** Phrases that a reader would have to read twice, and what to write. */
const unclear = [
  { phrase: 'is such|are such', instead: 'matches' },
  { phrase: 'begins?|began|begun|beginning', instead: 'start' },
  { phrase: 'the (other|one) end', instead: 'name the thing: target, object' },
  { phrase: 'what it is about', instead: 'name the thing: subject, topic' },
  { phrase: 'what sort of', instead: 'which kind of, which type of' },
  { phrase: 'asks? for nothing|holds? for', instead: 'matches everything' },
  { phrase: 'when it is left out|when nothing is said|unless said otherwise', instead: 'by default' },
  { phrase: 'stands? (in|to|at|side by side)', instead: 'is in, is related to' },
  { phrase: 'is asked for|can be asked', instead: 'you ask for' },
  { phrase: 'its seat', instead: 'headquarters' },
  { phrase: 'whoever|such as these|given again|hangs? on', instead: 'plain words' },
] as const

describe('descriptions', () => {
  function described(type: GraphQLNamedType): { name: string; description?: string | null }[] {
    const own = { name: type.name, description: type.description }
    if (isEnumType(type)) return [own, ...named(type.name, type.getValues())]
    if (isInputObjectType(type)) return [own, ...named(type.name, Object.values(type.getFields()))]
    if (!isObjectType(type) && !isInterfaceType(type)) return [own]
    const all = Object.values(type.getFields())
    return [own, ...named(type.name, all), ...all.flatMap((field) => named(`${type.name}.${field.name}`, field.args))]
  }
  const named = (owner: string, parts: readonly { name: string; description?: string | null }[]) =>
    parts.map(({ name, description }) => ({ name: `${owner}.${name}`, description }))
  const all = types.flatMap(described)

  it('stand at every type, field, argument, input field and enum value', () => {
    expect(all.length).toBeGreaterThan(500)
    expect(all.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
  })

  it('are sentences', () => {
    expect(
      all.filter(({ description }) => !/^["`A-Z{].*[.:?`)]$/s.test(description ?? '')).map(({ name }) => name),
    ).toEqual([])
  })

  it('say more than one word', () => {
    const short = all.filter(({ description }) => (description ?? '').trim().split(/\s+/).length < 3)
    expect(short.map(({ name, description }) => `${name}: ${description}`)).toEqual([])
  })

  it.each(unclear)('do not use $phrase: $instead', ({ phrase }) => {
    const pattern = new RegExp(`\\b${phrase}\\b`, 'i')
    const found = all.filter(({ description }) => pattern.test(description ?? ''))
    expect(found.map(({ name, description }) => `${name}: ${description}`)).toEqual([])
  })

  it('say of names in conditions and references that they match as a whole', () => {
    const names = all.filter(({ name }) => name.endsWith('.named'))
    expect(names.length).toBeGreaterThan(4)
    expect(names.filter(({ description }) => !/\bwhole names?\b/.test(description ?? ''))).toEqual([])
  })
})

describe('Node', () => {
  const nodes = objects.filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))

  it('has an id and nothing else', () => {
    const node = schema.getType('Node')
    expect(
      isInterfaceType(node) && Object.values(node.getFields()).map((field) => `${field.name}: ${field.type}`),
    ).toEqual(['id: ID!'])
  })

  it('is what every type with an id is', () => {
    expect(nodes.length).toBe(20)
    const withId = objects.filter((type) => type.getFields().id)
    expect(withId.map(({ name }) => name)).toEqual(nodes.map(({ name }) => name))
    for (const type of nodes) expect(typeOf(type, 'id'), type.name).toBe('ID!')
  })

  it('is found by node and nodes', () => {
    const query = schema.getQueryType()?.getFields()
    expect(String(query?.node?.type)).toBe('Node')
    expect(argumentsOf(query?.node as never)).toEqual({ id: 'ID!' })
    expect(String(query?.nodes?.type)).toBe('[Node]!')
    expect(argumentsOf(query?.nodes as never)).toEqual({ ids: '[ID!]!' })
  })
})

describe('PageInfo', () => {
  it('is as the Relay specification says', () => {
    const pageInfo = schema.getType('PageInfo') as GraphQLObjectType
    const shape = Object.values(pageInfo.getFields()).map((field) => `${field.name}: ${field.type}`)
    expect(shape.sort()).toEqual([
      'endCursor: String',
      'hasNextPage: Boolean!',
      'hasPreviousPage: Boolean!',
      'startCursor: String',
    ])
  })
})

describe.each(connections.map((type) => ({ name: type.name, type })))('$name', ({ name, type }) => {
  const item = name.replace(/Connection$/, '')
  const node = item === 'Search' ? 'Node' : item

  it('has edges, nodes, pageInfo and totalCount', () => {
    expect(typeOf(type, 'edges')).toBe(`[${item}Edge!]!`)
    expect(typeOf(type, 'nodes')).toBe(`[${node}!]!`)
    expect(typeOf(type, 'pageInfo')).toBe('PageInfo!')
    expect(typeOf(type, 'totalCount')).toBe('Int!')
  })

  it('has edges with a cursor and a node', () => {
    const edge = schema.getType(`${item}Edge`) as GraphQLObjectType
    expect(typeOf(edge, 'cursor')).toBe('String!')
    expect(typeOf(edge, 'node')).toBe(`${node}!`)
  })
})

describe('fields that return a connection', () => {
  const paged = fields.filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))
  const forwardOnly = ['Query.search']

  it('are there, and so is a list for every connection', () => {
    const used = new Set(paged.map(({ field }) => getNamedType(field.type).name))
    expect([...used].sort()).toEqual(connections.map(({ name }) => name).sort())
  })

  it.each(paged)('$name takes first and after, and last and before unless it only walks forward', ({ name, field }) => {
    const { first, after, last, before } = argumentsOf(field)
    expect({ first, after }).toEqual({ first: 'Int', after: 'String' })
    if (!forwardOnly.includes(name)) expect({ last, before }).toEqual({ last: 'Int', before: 'String' })
    else expect({ last, before }).toEqual({ last: undefined, before: undefined })
    expect(String(field.type), 'a list without items is an empty page, not null').toMatch(/!$/)
  })
})

it('has no two fields of one name and different types where fragments meet, so that they need no aliases', () => {
  const known = [
    // The few places of a fact, and all that stands in a paragraph.
    'Node.evidence: [Evidence!]! EvidenceConnection!',
    // A name need not have a language; a document's text is always in one.
    'Node.language: String! String',
    // The number of the paragraph where evidence stands; the paragraph of a document.
    'Node.paragraph: Paragraph Int!',
    // Those of one sentence, and those of a whole document.
    'Node.references: [Reference!]! ReferenceConnection!',
  ]
  const disagreeing = types.filter(isAbstractType).flatMap((type) => {
    const meeting = schema.getPossibleTypes(type).flatMap((one) => Object.values(one.getFields()))
    return [...Map.groupBy(meeting, ({ name }) => name)].flatMap(([name, all]) => {
      const different = new Set(all.map((field) => String(field.type)))
      return different.size > 1 ? [`${type.name}.${name}: ${[...different].sort().reverse().join(' ')}`] : []
    })
  })
  expect(disagreeing).toEqual(known)
})

it('lists plainly only what is short and belongs to one thing', () => {
  const plain = fields.filter(({ name, field }) => {
    const item = getNamedType(field.type)
    return (
      String(field.type).startsWith('[') && (isObjectType(item) || isInterfaceType(item)) && !/Connection\./.test(name)
    )
  })
  expect(
    [...new Set(plain.map(({ name, field }) => `${name.split('.')[1]}: ${field.type}`))].sort(),
  ).toMatchInlineSnapshot(`
    [
      "about: [Entity!]!",
      "aliases: [Alias!]!",
      "attributeKeys: [WordCount!]!",
      "checkCounts: [FactCheckCount!]!",
      "checks: [FactCheck!]!",
      "critics: [EntityCount!]!",
      "documents: [DocumentCount!]!",
      "entityCounts: [KindCount!]!",
      "evidence: [Evidence!]!",
      "evidenceCounts: [EvidenceStatusCount!]!",
      "factKinds: [FactKindCount!]!",
      "facts: [Fact!]!",
      "identifierSchemes: [WordCount!]!",
      "identifiers: [Identifier!]!",
      "kinds: [KindCount!]!",
      "metrics: [WordCount!]!",
      "narrower: [Topic!]!",
      "nodes: [Node]!",
      "organizers: [Organization!]!",
      "paths: [Path!]!",
      "places: [Place!]!",
      "problems: [Problem!]!",
      "quotations: [Quotation!]!",
      "references: [Reference!]!",
      "relationshipTypes: [RelationshipTypeCount!]!",
      "resolve: [NameMatch!]!",
      "resolveAll: [[NameMatch!]!]!",
      "roleTitles: [WordCount!]!",
      "sentences: [Sentence!]!",
      "spokespeople: [Person!]!",
      "steps: [PathStep!]!",
      "suggest: [NameMatch!]!",
      "targets: [EntityCount!]!",
      "topics: [EntityCount!]!",
      "topics: [Topic!]!",
      "warnings: [Problem!]!",
      "years: [YearCount!]!",
    ]
  `)
})
