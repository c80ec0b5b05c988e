import { type GraphQLField, getNamedType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database/open.ts'
import { listOfField } from '../src/query/declaration.ts'
import { Row } from '../src/query/row.ts'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { freshConnection } from './support/database.ts'

const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field): [string, GraphQLField<unknown, unknown>] => [
        `${type.name}.${field.name}`,
        field,
      ])
    : [],
)
// A search goes over several tables and brings its own page. Proposals are no rows of the graph.
const connections = fields.filter(([, { type }]) =>
  /(?<!Search|Proposal|ProposedChange)Connection$/.test(getNamedType(type).name),
)

describe('a list is data on its field', () => {
  it('is found on every connection', () => {
    expect(connections.length).toBeGreaterThan(40)
    expect(connections.filter(([, field]) => !listOfField(field)).map(([name]) => name)).toEqual([])
  })

  it.each(connections)('of %s says what callers can ask', (_, field) => {
    const list = listOfField(field)
    const type = (name: string) => field.args.find((arg) => arg.name === name)?.type.toString()
    expect(type('where')).toBe(list?.where?.name)
    expect(type('orderBy') !== undefined).toBe(list?.orderBy !== undefined)
    const { name } = getNamedType(field.type)
    const node = name.replace(/Connection$/, '').toUpperCase()
    if (list?.kinds?.length === 1) expect(list.kinds).toEqual([node])
  })

  it('is found on lists without pages, on objects as on their interfaces', () => {
    const list = (name: string) => listOfField(fields.find(([field]) => field === name)?.[1] ?? { extensions: {} })
    expect(list('Entity.aliases')).toMatchObject({ source: 'fact', kinds: ['ALIAS'] })
    expect(list('Organization.aliases')).toBe(list('Entity.aliases'))
    expect(list('Topic.narrower')).toMatchObject({ source: 'entity', kinds: ['TOPIC'] })
    expect(list('Organization.website')).toMatchObject({ source: 'fact', kinds: ['ATTRIBUTE'] })
    expect(list('Organization.name')).toBeUndefined()
  })
})

describe('an input of conditions', () => {
  const names = (input: string) => {
    const type = schema.getType(input)
    return isInputObjectType(type) ? Object.keys(type.getFields()) : []
  }

  it('offers what other nouns have added to the one that it extends', () => {
    // These ask for one kind, which the inputs of a kind already do, or for places in a tree, which only topics and places have.
    const others = ['organization', 'person', 'event', 'campaign', 'topmost', 'nextBelow']
    const shared = names('EntityWhere').filter((name) => !others.includes(name))
    expect(shared).toEqual(expect.arrayContaining(['named', 'within', 'facts', 'criticismsMade', 'criticismsReceived']))
    for (const input of ['OrganizationWhere', 'PersonWhere', 'EventWhere', 'CampaignWhere']) {
      expect(names(input), input).toEqual(expect.arrayContaining(shared))
    }
    expect(names('PersonWhere')).toContain('roles')
    expect(names('FigureWhere')).toContain('evidence')
  })

  it('has AND, OR and NOT where its conditions can be asked of a list', () => {
    expect(names('CriticismWhere')).toEqual(expect.arrayContaining(['AND', 'OR', 'NOT']))
    expect(names('EvidenceWhere')).not.toContain('AND')
  })
})

describe('the alias of a row', () => {
  it('tells how deep in a statement it is, and what it is joined to', () => {
    const entity = Row.of('entity')
    const fact = entity.inside('fact')
    expect([entity, fact, fact.beside('relationship'), fact.inside('entity')].map((row) => row.alias)).toEqual([
      'entity_0',
      'fact_1',
      'fact_1_relationship',
      'entity_2',
    ])
  })

  it('makes one text of questions of one shape, so that connections have it prepared', async () => {
    const db = openDatabase(await freshConnection(), { poolSize: 1 })
    const app = createTestApp(db)
    const prepared = async (critic: string, topic: string) => {
      await app.get(`{ criticisms(where: { critic: { named: "${critic}", facts: { some: { object: { slug: "x" } } } }
        topics: { some: { within: { named: "${topic}" } } } }) { nodes { id } totalCount } }`)
      return (await db.pool.query('select statement from pg_prepared_statements order by 1')).rows
    }
    const first = await prepared('a', 'b')
    expect(first.length).toBeGreaterThan(0)
    expect(await prepared('c', 'd')).toEqual(first)
    await db.close()
  })
})
