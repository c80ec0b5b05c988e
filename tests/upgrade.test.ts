import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { migrationsFolder, readMigrations } from '../src/database/migration/migrations.ts'
import { openDatabase } from '../src/database/open.ts'
import { seed } from '../src/dataset/seed.ts'
import { parseEdtf } from '../src/date/edtf.ts'
import { createTestApp } from './support/app.ts'
import { closureSizes } from './support/closure.ts'
import { freshConnection } from './support/database.ts'
import { wrongWords } from './support/name-words.ts'

// A database that the first version of Dossier filled is brought up to date, and keeps what it holds.

type Row = Readonly<Record<string, unknown>>

/**
 * All rows of all tables, by table. The first version, at its first migration, wrote them with `npm start`, which loads
 * data/iom, then `dossier dataset load tests/fixtures/harbour` and `dossier document load tests/fixtures/harbour.txt`;
 * each row was read as `to_jsonb(row)`. No other text of a document is in it.
 */
async function readFirstVersion(): Promise<Record<string, Row[]>> {
  const file = path.join(import.meta.dirname, 'fixtures/first-version.json.gz')
  return JSON.parse(gunzipSync(await readFile(file)).toString())
}

/** What migrations renamed. A migration that renames more adds it here. */
const renamedTables: Record<string, string> = { criticism_spokesperson: 'spokesperson' }
const renamedColumns: Record<string, Record<string, string>> = {
  criticism_spokesperson: { criticism_id: 'fact_id' },
  quotation: { criticism_id: 'fact_id' },
}

/** Columns that the database makes of others, and may make otherwise. */
const derived = ['search']

/** The days of dates are made of their EDTF text, and may be made otherwise. */
function withDays(row: Row): Row {
  const days = Object.entries(row).flatMap(([column, edtf]) => {
    if (!column.endsWith('_edtf') || typeof edtf !== 'string') return []
    const name = column.replace(/_edtf$/, '')
    const { earliest, latest } = parseEdtf(edtf)
    return [
      [`${name}_earliest`, earliest],
      [`${name}_latest`, latest],
    ]
  })
  return { ...row, ...Object.fromEntries(days) }
}

const connection = await freshConnection({ migrated: false })
const db = openDatabase(connection, { poolSize: 2 })
afterAll(() => db.close())
const old = await readFirstVersion()
const migrations = (await readMigrations()).map(({ name }) => name)

beforeAll(async () => {
  await applyFirstMigration()
  await putRows()
})

async function applyFirstMigration(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dossier-migrations-'))
  const [first = ''] = migrations
  try {
    await cp(path.join(migrationsFolder, first), path.join(folder, first), { recursive: true })
    await migrateDatabase(connection, { folder })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Puts the rows in as they were, as a restore does: nothing fires. */
async function putRows(): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    for (const [table, rows] of Object.entries(old)) {
      // In full, because one of the tables is called "name", as a type of PostgreSQL is.
      await client.query(`delete from public.${table}`)
      await client.query(
        `insert into public.${table} select * from jsonb_populate_recordset(null::public.${table}, $1)`,
        [JSON.stringify(rows)],
      )
      if (typeof rows[0]?.id !== 'number') continue
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from public.${table}`)
    }
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function query(text: string): Promise<Row[]> {
  return (await db.pool.query<Row>(text)).rows
}

/** The columns of each table of the database. */
async function readColumns(): Promise<Map<string, string[]>> {
  const rows = await query(`
    select table_name as table, array_agg(column_name::text) as columns
    from information_schema.columns where table_schema = 'public' group by 1`)
  return new Map(rows.map(({ table, columns }) => [table as string, columns as string[]]))
}

/** The old rows of a table that the database no longer holds, of the columns that it still has. */
async function findLostRows(table: string, columns: Map<string, string[]>): Promise<Row[]> {
  const newTable = columns.has(table) ? table : (renamedTables[table] ?? table)
  const present = columns.get(newTable)
  if (!present) throw new Error(`There is no table "${table}" any more: "renamedTables" has to know its new name.`)
  const pairs = Object.keys(old[table]?.[0] ?? {})
    .filter((column) => !derived.includes(column))
    .map((column) => ({ column, now: present.includes(column) ? column : (renamedColumns[table]?.[column] ?? column) }))
    .filter(({ now }) => present.includes(now))
  const all = Object.keys(old[table]?.[0] ?? {}).filter((column) => !derived.includes(column))
  expect(
    pairs.map(({ column }) => column),
    `columns of ${table} that are left`,
  ).toEqual(all)
  const found = await query(`select to_jsonb(row) as row from ${newTable} as row`)
  const now = new Set(
    found.map(({ row }) => JSON.stringify(pairs.map((pair) => [pair.column, (row as Row)[pair.now]]))),
  )
  return (old[table] ?? [])
    .map(withDays)
    .filter((row) => !now.has(JSON.stringify(pairs.map(({ column }) => [column, row[column]]))))
}

// Each test goes on from the one before.

test('all later migrations apply', async () => {
  expect(await migrateDatabase(connection)).toEqual(migrations.slice(1))
})

test('every row is there as it was', async () => {
  const columns = await readColumns()
  // A migration that changes the graph changes the revision.
  for (const table of Object.keys(old).filter((name) => name !== 'revision')) {
    expect(await findLostRows(table, columns), table).toEqual([])
  }
  const [revision] = await query('select number::int from revision')
  expect(revision?.number).toBeGreaterThanOrEqual(old.revision?.[0]?.number as number)
})

test('the edges are those of its facts, links and trees', async () => {
  const stated = 'select near, far, fact_id, way, backward from stated_edge'
  expect(await query(`(table edge except ${stated}) union all (${stated} except table edge)`)).toEqual([])
  const [ways] = await query('select array_agg(distinct way order by way) as ways from edge')
  expect(ways?.ways).toEqual([0, 1, 2, 3, 4])
})

test('the words are those of its names', async () => {
  expect(await wrongWords(query)).toEqual([])
  expect(await query(`select uses > 0 as used from word where word = 'migration'`)).toEqual([{ used: true }])
})

test('evidence is what it was', async () => {
  const statuses = await query('select status, count(*)::int from evidence group by 1 order by 1')
  expect(statuses).toEqual([
    { status: 'FOUND', count: 10 },
    { status: 'NOT_LOADED', count: 328 },
  ])
})

test('what criticisms lead to is known', async () => {
  expect(await closureSizes(query)).toEqual({
    tree_path: { rows: 254, wrong: 0 },
    criticism_under: { rows: 241, wrong: 0 },
  })
})

test('what every row must keep holds for all of them', async () => {
  const before = await query('select number::int from revision')
  await query(`
    begin;
    update entity set name = name, summary = summary;
    update fact set statement = statement, kind = kind;
    update evidence set fact_id = fact_id;
    commit`)
  expect(await query('select number::int - 1 as number from revision')).toEqual(before)
})

test('the first dataset loads on top of it', async () => {
  await expect(seed(db)).resolves.toMatchObject({ dataset: 'iom' })
})

test('the API answers from it', async () => {
  const where = '{ critic: { named: "Human Rights Watch" }, topics: { some: { within: { named: "detention" } } } }'
  const { criticisms } = await createTestApp(db).get(`{ criticisms(where: ${where}) { totalCount nodes { claim } } }`)
  expect(criticisms.totalCount).toBe(5)
  expect(criticisms.nodes).toHaveLength(5)
})
