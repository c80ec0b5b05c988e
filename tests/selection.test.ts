import SchemaBuilder from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import { execute, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Context } from '../src/builder.ts'
import { sql } from '../src/database/sql.ts'
import { executePlanned } from '../src/execution/execute.ts'
import type PrismaTypes from '../src/generated/pothos-types.ts'
import { getDatamodel } from '../src/generated/pothos-types.ts'
import { RowSelection } from '../src/query/row-selection.ts'
import { findRow, loadRows } from '../src/query/rows.ts'
import { selectionPlugin } from '../src/selection-plugin.ts'
import { createTestApp } from './support/app.ts'
import { filledDatabase } from './support/database.ts'

const db = await filledDatabase()

/** A schema of its own, with fields that read one relation in different ways. */
const builder = new SchemaBuilder<{ Context: Context; PrismaTypes: PrismaTypes; DefaultFieldNullability: false }>({
  plugins: [selectionPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: { client: db.prisma, dmmf: getDatamodel() },
  scopeAuth: { authScopes: () => ({}) },
})
const byText = { orderBy: { text: 'asc' } } as const
const Thing = builder.prismaObject('Entity', {
  variant: 'Thing',
  select: { id: true, kind: true },
  fields: (t) => ({
    slug: t.exposeString('slug'),
    labels: t.stringList({
      select: { names: { where: { aliasId: null, kind: { not: null } }, ...byText, select: { text: true } } },
      resolve: (row) => row.names.map(({ text }) => text),
    }),
    stated: t.stringList({
      select: { names: { where: { aliasId: { not: null } }, ...byText, select: { text: true, kind: true } } },
      extensions: { values: { count: () => sql`(select count(*) from fact)` } },
      resolve: (row) => [...row.names.map(({ text }) => text), `of ${(row as unknown as { count: number }).count}`],
    }),
    first: t.string({
      args: { letter: t.arg.string({ required: true }) },
      select: (args) => ({ names: { where: { text: String(args.letter) }, select: { text: true } } }) as never,
      resolve: () => '',
    }),
  }),
})
builder.queryType({
  fields: (t) => ({
    thing: t.field({
      type: Thing,
      nullable: true,
      args: { slug: t.arg.string({ required: true }) },
      resolve: (_root, { slug }, ctx, info) =>
        findRow<never>(ctx, info, 'entity', sql`select id from entity where slug = ${slug}`),
    }),
    things: t.field({
      type: [Thing],
      nullable: { list: false, items: true },
      resolve: (_root, _args, ctx, info) => loadRows<never>(ctx, info, 'entity', [2, 999_999, 1, 2]),
    }),
  }),
})
const schema = builder.toSchema()

const executors = [
  ['our executor', executePlanned],
  ["GraphQL's own executor", execute],
] as const

describe.each(executors)('rows that are read ahead, by %s', (_name, executor) => {
  const ask = async (text: string) => await executor({ schema, document: parse(text), contextValue: { db } })
  // What a statement answers, asked for by hand.
  const names = async (condition: string): Promise<string[]> => {
    const { rows } = await db.pool.query(`select n.text from name as n join entity as e on e.id = n.entity_id
      where e.slug = 'international-organization-for-migration' and ${condition} order by n.text`)
    return rows.map(({ text }: { text: string }) => text)
  }
  const thing = '(slug: "international-organization-for-migration")'

  it('give a field that reads a relation in its own way a row of its own', async () => {
    const { data, errors } = await ask(
      `{ thing${thing} { a: stated labels b: stated slug } none: thing(slug: "?") { slug } }`,
    )
    expect(errors).toBeUndefined()
    const { rows } = await db.pool.query('select count(*)::integer as count from fact')
    const stated = [...(await names('n.alias_id is not null')), `of ${rows[0].count}`]
    const labels = await names('n.alias_id is null and n.kind is not null')
    expect(stated.length).toBeGreaterThan(3)
    expect(data).toEqual({
      thing: { a: stated, labels, b: stated, slug: 'international-organization-for-migration' },
      none: null,
    })
  })

  it('come in the order of their ids, with null for one that is gone', async () => {
    const { data } = await ask('{ things { slug } }')
    const things = (data as { things: ({ slug: string } | null)[] }).things
    expect(things.map((each) => typeof each?.slug)).toEqual(['string', 'undefined', 'string', 'string'])
    expect(things[3]).toEqual(things[0])
  })

  it('refuse a selection that depends on arguments', async () => {
    const { errors } = await ask(`{ thing${thing} { first(letter: "a") } }`)
    expect(errors?.[0]?.message).toContain('A selection cannot depend on the argument letter')
  })
})

describe('a selection', () => {
  const names = (where: object) => {
    const selection = new RowSelection('Entity')
    selection.add({ names: { where, select: { text: true } } })
    return selection
  }

  it('fits another that reads the same relations in the same way', () => {
    expect(names({ aliasId: null }).fits(names({ aliasId: null }))).toBe(true)
    expect(names({ aliasId: null }).fits(names({ aliasId: 1 }))).toBe(false)
    expect(names({ aliasId: null }).fits(new RowSelection('Entity'))).toBe(true)
  })

  it('names what the model lacks', () => {
    expect(() => new RowSelection('Entity').add({ nonsense: true })).toThrow(
      'Entity has neither a column nor a relation nonsense.',
    )
  })
})

it('reads more of a row than a function of PostgreSQL has arguments', async () => {
  const app = createTestApp(db)
  const lists = Array.from({ length: 98 }, (_, index) => `a${index}: facts(first: 1) { totalCount }`)
  const document = `{ organizations(first: 2) { nodes { id slug name summary version ${lists.join(' ')} } } }`
  const { organizations } = await app.get(document)
  const { organizations: plain } = await app.get('{ organizations(first: 2) { nodes { slug facts { totalCount } } } }')
  for (const [index, { slug, facts }] of plain.nodes.entries()) {
    expect(organizations.nodes[index]).toMatchObject({ slug, a0: facts, a50: facts, a97: facts })
  }
})
