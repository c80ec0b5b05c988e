import fc from 'fast-check'
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  parse,
  validate,
} from 'graphql'
import { expect, it } from 'vitest'
import { executePlanned } from '../src/execution/execute.ts'

/** A schema whose fields do whatever an executor has to cope with: `does` says what. */
const schema = buildSchema(`
  interface Thing { name(does: String): String  sure(does: String): String!  other(does: String): Thing }
  interface Part { name(does: String): String }
  type House implements Thing {
    name(does: String): String
    sure(does: String): String!
    other(does: String): Thing
    rooms(does: String): [Room!]!
    count(does: String, by: Int = 2, ids: [Int!]): Int
    kind(does: String): Kind
  }
  type Room implements Thing & Part {
    name(does: String): String
    sure(does: String): String!
    other(does: String): Thing
    house(does: String): House!
    things(does: String): [Thing]
    either(does: String): Either
    grid(does: String): [[Int!]]
  }
  union Either = House | Room
  enum Kind { OLD NEW }
  type Query {
    house(does: String): House
    room(does: String): Room!
    thing(does: String): Thing
    things(does: String): [Thing!]
    either(does: String): Either
    part(does: String): Part
    number(does: String): Int
  }
  type Mutation { first(does: String): House  second(does: String): Room! }
`)

const house = { __typename: 'House' }
const room = { __typename: 'Room' }

/** What a field of each type gives where nothing goes wrong. */
function usual(type: string): unknown {
  const item = type.replaceAll(/[![\]]/g, '')
  const one = { Int: 7, String: 'text', Kind: 'OLD', House: house, Room: room, Thing: room, Either: house, Part: room }[
    item
  ]
  if (type.startsWith('[[')) return [[1, 2], null, []]
  // One item: GraphQL's own executor leaves the promises of items before one that fails to nobody.
  return type.startsWith('[') ? [one] : one
}

const surprises: Record<string, (type: string) => unknown> = {
  null: () => null,
  undefined: () => undefined,
  throws: () => {
    throw new Error('thrown')
  },
  error: () => new Error('returned'),
  later: (type) => Promise.resolve(usual(type)),
  'null later': () => Promise.resolve(null),
  rejects: () => Promise.reject(new Error('rejected')),
  wrong: () => 'wrong',
  number: () => 3,
  object: () => ({}),
  stranger: () => ({ __typename: 'Kind' }),
  unknown: () => ({ __typename: 'Nowhere' }),
  list: () => {
    const late = Promise.reject(new Error('late in a list'))
    // Neither executor waits for the items of a list that is no list of its type.
    late.catch(() => undefined)
    return [null, new Error('in a list'), late, house, Promise.resolve(room)]
  },
  set: () => new Set([room]),
  'not a number': () => Number.NaN,
}

const resolve: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  // Both executors must give resolvers the same.
  const seen = context as string[]
  seen.push(JSON.stringify([source, args, info.path, info.fieldName, String(info.returnType), info.parentType.name]))
  expect(info.fieldNodes.length).toBeGreaterThan(0)
  expect(info.operation.kind).toBe('OperationDefinition')
  const does = surprises[args.does]
  return does ? does(String(info.returnType)) : usual(String(info.returnType))
}

for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue
  for (const field of Object.values(type.getFields())) field.resolve = resolve
}
const { House: houseType } = schema.getTypeMap()
if (isObjectType(houseType)) {
  houseType.isTypeOf = (value) => (value as typeof house).__typename !== 'Room'
}

type Draw = (count: number) => number

const keys = ['a', 'b', '__proto__', 'constructor', 'name']

/** Writes a selection; what may conflict is left to validation. */
function selection(on: string, depth: number, draw: Draw, fragments: readonly string[]): string {
  const type = schema.getType(on)
  if (!type || !('getFields' in type || isAbstractType(type))) return ''
  const parts: string[] = []
  for (let count = 1 + draw(4); count > 0; count -= 1) {
    const condition =
      draw(5) === 0 ? ` @${['skip', 'include'][draw(2)]}(if: ${['$on', '$off', 'true', 'false'][draw(4)]})` : ''
    const choice = draw(8)
    if (choice === 0) parts.push(`__typename${condition}`)
    else if (choice === 1 && fragments.length > 0) parts.push(`...${fragments[draw(fragments.length)]}${condition}`)
    else if (choice === 2 && isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type)
      const { name } = possible[draw(possible.length)] as { name: string }
      parts.push(`... on ${name}${condition} ${selection(name, depth - 1, draw, fragments)}`)
    } else parts.push(field(type.name, depth, draw, fragments, condition))
  }
  return `{ ${parts.join(' ')} }`
}

function field(on: string, depth: number, draw: Draw, fragments: readonly string[], condition: string): string {
  const type = schema.getType(on)
  const fields = type && 'getFields' in type ? Object.values(type.getFields()) : []
  const leaves = fields.filter(({ type: of }) => /^\W*(String|Int|Kind)\W*$/.test(String(of)))
  const open = depth > 0 ? fields : leaves
  const chosen = open[draw(Math.max(1, open.length))]
  if (!chosen) return '__typename'
  const names = Object.keys(surprises)
  const does = [`(does: "${names[draw(names.length)]}")`, '(does: $does)', '', '', ''][draw(5)]
  // Mostly a key of its own, so that few documents ask for two things under one.
  const alias = [`${keys[draw(keys.length)]}: `, ...Array.from({ length: 9 }, () => `f${draw(1_000_000)}: `)][draw(10)]
  const inner = String(chosen.type).replaceAll(/[![\]]/g, '')
  return `${alias}${chosen.name}${does}${condition} ${selection(inner, depth - 1, draw, fragments)}`
}

function randomDocument(draw: Draw): string {
  const parts = ['House', 'Room', 'Thing'].map(
    (type) => `fragment on${type} on ${type} ${selection(type, 1, draw, [])}`,
  )
  const kind = draw(6) === 0 ? 'mutation' : 'query'
  const root = kind === 'query' ? 'Query' : 'Mutation'
  const body = selection(root, 4, draw, ['onHouse', 'onRoom', 'onThing'])
  return `${kind} ($on: Boolean!, $off: Boolean = false, $does: String) ${body} ${parts.join(' ')}`
}

/** Errors at several places come in the order of the event loop, which the specification leaves open. */
function inOrder({ data, errors }: ExecutionResult) {
  const written = errors?.map((error) => JSON.stringify({ ...error.toJSON(), at: error.positions })).toSorted()
  return { text: JSON.stringify(data), errors: written }
}

async function both(schemaOfBoth: GraphQLSchema, text: string, variableValues: Record<string, unknown>) {
  const document = parse(text)
  const run = async (executor: typeof executePlanned) => {
    const seen: string[] = []
    const result = await executor({ schema: schemaOfBoth, document, variableValues, contextValue: seen })
    return { ...inOrder(result), seen: seen.toSorted() }
  }
  return { expected: await run(execute), actual: await run(executePlanned), again: await run(executePlanned) }
}

it('gives what GraphQL itself gives, for 10,000 random documents', { timeout: 180_000 }, async () => {
  const outcomes = { valid: 0, data: 0, errors: 0 }
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_003)), async (numbers) => {
      const draw: Draw = (count) => Number(numbers.next().value) % count
      const text = randomDocument(draw)
      const unused = validate(schema, parse(text)).filter(({ message }) => !/never used|is never/.test(message))
      if (unused.length > 0) return
      const does = Object.keys(surprises)[draw(30)]
      const { expected, actual, again } = await both(schema, text, { on: draw(2) === 0, does })
      expect(actual).toEqual(expected)
      expect(again).toEqual(expected)
      outcomes.valid += 1
      if (expected.text !== 'null') outcomes.data += 1
      if (expected.errors) outcomes.errors += 1
    }),
    { numRuns: 10_000 },
  )
  expect(outcomes.valid).toBeGreaterThan(5_000)
  expect(outcomes.data).toBeGreaterThan(2_000)
  expect(outcomes.errors).toBeGreaterThan(2_000)
})

it.each([
  ['no operation', 'fragment Names on House { name }', {}],
  ['a variable of a wrong type', 'query ($does: String!) { number(does: $does) }', {}],
  [
    'introspection',
    '{ __schema { types { name fields { name type { name ofType { name } } } } } __type(name: "House") { name } }',
    {},
  ],
])('gives what GraphQL itself gives: %s', async (_what, text, variables) => {
  const { expected, actual } = await both(schema, text, variables)
  expect(actual).toEqual(expected)
})
