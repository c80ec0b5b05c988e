import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locateAnchor } from '../src/change/anchor.ts'
import { closureSizes } from './support/closure.ts'
import { freshConnection, generatedConnection, largeFacts, largePatience } from './support/database.ts'
import { checkGraph, type GraphOptions, type GraphSize, generateGraph } from './support/generate.ts'
import { tables } from './support/generated/copy.ts'
import { manyRows } from './support/generated/index.ts'

interface Generated {
  readonly size: GraphSize
  query<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]>
}

async function generated<T>(options: GraphOptions, task: (graph: Generated) => Promise<T>): Promise<T> {
  const connection = await freshConnection()
  const size = await generateGraph(connection, options)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return await task({ size, query: async (statement) => (await client.query(statement)).rows as never })
  } finally {
    await client.end()
  }
}

/** One digest of all rows of all tables. */
function digest(options: GraphOptions): Promise<string> {
  return generated(options, async ({ query }) => {
    const hash = createHash('sha256')
    for (const table of tables) {
      const rows = await query<{ line: string }>(`select ${table}::text as line from ${table} order by 1`)
      hash.update(`${table}\n${rows.map(({ line }) => line).join('\n')}`)
    }
    return hash.digest('hex')
  })
}

describe('a generated graph', () => {
  it('is the same for the same seed, and another for another', async () => {
    const first = await digest({ facts: 400, seed: 7 })
    expect(await digest({ facts: 400, seed: 7 })).toBe(first)
    expect(await digest({ facts: 400, seed: 8 })).not.toBe(first)
  })

  it.each([50, 2000])('of %i facts is what the database would have accepted row by row', async (facts) => {
    await generated({ facts }, async ({ size, query }) => {
      expect(size.facts).toBe(facts)
      expect(await query('select count(*)::int as facts from fact')).toEqual([{ facts }])
      await expect(query(checkGraph)).resolves.toEqual([])
      expect(await closureSizes(query)).toEqual({
        tree_path: { rows: expect.any(Number), wrong: 0 },
        criticism_under: { rows: expect.any(Number), wrong: 0 },
      })
      // Constraints that triggers keep are checked here as PostgreSQL checks them for a table that is new to it.
      const keys = await query<{ name: string; on: string }>(
        `select conname as name, conrelid::regclass::text as on from pg_constraint where contype = 'f'`,
      )
      expect(keys.length).toBeGreaterThan(30)
      for (const { name, on } of keys) {
        await query(`update pg_constraint set convalidated = false where conname = '${name}'`)
        await query(`alter table ${on} validate constraint "${name}"`)
      }
    })
  })

  it('carries the full text that the database itself would compute', async () => {
    await generated({ facts: 600 }, async ({ query }) => {
      for (const table of ['fact', 'entity', 'sentence']) {
        expect(await query(`select id from ${table} where search <> ${table}_vector(${table})`), table).toEqual([])
      }
      expect(await query('select from sentence where search is null')).toEqual([])
    })
  })

  it('says of its evidence what the check says of it', async () => {
    await generated({ facts: 3000 }, async ({ query }) => {
      const sentences = await query<{ id: number; paragraphId: number; text: string; digest: string }>(
        'select id, paragraph_id as "paragraphId", text, digest from sentence',
      )
      const byParagraph = Map.groupBy(sentences, (sentence) => sentence.paragraphId)
      const evidence = await query<{
        status: string
        sentence: number | null
        paragraph: number
        anchor: string
        digest: string
      }>('select status, sentence_id as sentence, paragraph_id as paragraph, anchor, digest from evidence')
      for (const { status, sentence, paragraph, anchor, digest } of evidence) {
        const found = locateAnchor(byParagraph.get(paragraph), anchor, digest)
        expect({ status: found.status, sentence: found.sentence?.id ?? null }).toEqual({ status, sentence })
      }
      const statuses = new Set(evidence.map(({ status }) => status))
      expect(statuses).toEqual(new Set(['FOUND', 'AMBIGUOUS', 'ORPHANED', 'NOT_LOADED']))
    })
  })

  it('would not pass with a fact that has lost its evidence, or an entity its row', async () => {
    await generated({ facts: 50 }, async ({ query }) => {
      await query('set session_replication_role = replica')
      await query('delete from evidence where fact_id = 1')
      await expect(query(checkGraph)).rejects.toThrow('evidence')
    })
    await generated({ facts: 50 }, async ({ query }) => {
      await query('set session_replication_role = replica')
      await query('delete from topic where id = (select min(id) from topic)')
      await expect(query(checkGraph)).rejects.toThrow('not a whole TOPIC')
    })
  })

  it('leaves ids for what is written later, and refuses a database that has something', async () => {
    const connection = await freshConnection()
    await generateGraph(connection, { facts: 100 })
    await expect(generateGraph(connection, { facts: 100 })).rejects.toThrow('empty database')
    const client = new pg.Client(connection)
    await client.connect()
    const { rows } = await client.query(`with one_more as (
        insert into entity (kind, slug, name, name_key, dataset_id, digest)
        values ('TOPIC', 'one-more', 'One more', 'onemore', 1, '') returning id)
      insert into topic (id) select id from one_more returning id`)
    const { rows: before } = await client.query('select max(id) from entity where id <> $1', [rows[0].id])
    await client.end()
    expect(rows[0].id).toBe(before[0].max + 1)
  })
})

// As large as it takes for indexes to be built after the rows.
describe('a large generated graph', () => {
  const facts = largeFacts
  let client: pg.Client

  beforeAll(async () => {
    expect(facts).toBeGreaterThan(manyRows)
    client = new pg.Client(await generatedConnection())
    await client.connect()
  }, largePatience)
  afterAll(() => client.end())

  it('is whole, and has all indexes of the migrations', async () => {
    const { rows } = await client.query(`select (select count(*)::int from fact) as facts,
      (select count(*)::int from entity) as entities, (select count(*)::int from document) as documents`)
    expect(rows).toEqual([{ facts, entities: facts / 5, documents: facts / 100 }])
    await expect(client.query(checkGraph)).resolves.toMatchObject({ command: 'DO' })
    const indexes = 'select indexdef from pg_indexes where schemaname = current_schema order by 1'
    const fresh = new pg.Client(await freshConnection())
    await fresh.connect()
    const wanted = (await fresh.query(indexes)).rows
    await fresh.end()
    expect(wanted.length).toBeGreaterThan(40)
    expect((await client.query(indexes)).rows).toEqual(wanted)
  })

  it('is skewed: hubs have many facts and most entities have few', async () => {
    const { rows } = await client.query<{ degree: number }>(`
      select (select count(*)::int from fact where e.id in (subject_id, object_id)) as degree
      from entity as e where e.id <= 10 or e.id % 10 = 0 order by 1 desc`)
    expect(rows[0]?.degree).toBeGreaterThan(facts / 30)
    expect(rows[Math.floor(rows.length / 2)]?.degree).toBeLessThan(10)
  })

  it('has names that several things share, and names in several scripts', async () => {
    const shared = await client.query('select key from name group by key having count(distinct entity_id) > 1')
    expect(shared.rowCount).toBeGreaterThan(20)
    expect((await client.query(`select from name where key ~ '[а-я]' or key ~ '[一-龥]'`)).rowCount).toBeGreaterThan(50)
  })

  it.each([
    ['topic', 'broader_id'],
    ['place', 'part_of_id'],
  ])('has a tree in %s of several levels', async (table, parent) => {
    const { rows } = await client.query<{ levels: number }>(`
      with recursive tree as (
        select id, 1 as level from ${table} where ${parent} is null
        union all select ${table}.id, level + 1 from ${table} join tree on ${table}.${parent} = tree.id)
      select max(level)::int as levels, count(*)::int as reached, (select count(*)::int from ${table}) as whole from tree`)
    expect(rows[0]?.levels).toBeGreaterThanOrEqual(4)
    expect(rows[0]).toHaveProperty('reached', (rows[0] as { whole?: number }).whole)
  })

  it('has dates of all sorts', async () => {
    const { rows } = await client.query(`select
      bool_or(from_edtf is null and not ongoing) as unknown, bool_or(ongoing) as ongoing,
      bool_or(from_edtf like '%~') as around, bool_or(from_latest - from_earliest > 3000) as decade,
      bool_or(until_edtf is not null and from_edtf is null) as until, bool_or(from_latest - from_earliest = 0) as day
      from fact`)
    expect(rows).toEqual([{ unknown: true, ongoing: true, around: true, decade: true, until: true, day: true }])
  })

  it('is searched in all languages of its texts at once', async () => {
    const { rows } = await client.query<{ found: number; held: number; languages: number }>(`select
      (select count(*)::int from fact where search @@ search_query(
        '[[{"text": "arbitrary detention", "is": "phrase"}]]', 'sentence', '{}')) as found,
      (select count(*)::int from fact left join criticism using (id) where concat_ws(' . ', statement, criticism.summary,
        (select string_agg(text, ' . ') from quotation where fact_id = fact.id)) ~* '\\marbitrary detention\\M') as held,
      (select count(distinct language)::int from document) as languages`)
    expect(rows[0]?.languages).toBe(2)
    expect(rows[0]?.held).toBeGreaterThan(10)
    expect(rows[0]?.found).toBe(rows[0]?.held)
  })
})
