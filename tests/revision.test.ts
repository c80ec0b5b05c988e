import path from 'node:path'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { freshDatabase } from './support/database.ts'

const db = await freshDatabase()
await loadDataset(db, await readDatasetOrThrow(path.join(import.meta.dirname, '../data/iom')))

async function revision(): Promise<number> {
  const { rows } = await db.pool.query<{ number: string }>('select number from revision')
  return Number(rows[0]?.number)
}

/** By how much the statements, each with the next on one connection, change the revision. */
async function changeBy(...statements: string[]): Promise<number> {
  const before = await revision()
  const client: pg.PoolClient = await db.pool.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    client.release()
  }
  return (await revision()) - before
}

test('every table of the graph changes the revision', async () => {
  const { rows } = await db.pool.query<{ table: string; events: string[] }>(`
    select relname as table, array_agg(substring(tgname from '_(insert|update|delete|truncate)_changes_revision$')
        order by tgname) filter (where tgname like '%changes_revision') as events
    from pg_class left join pg_trigger on tgrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' group by relname order by relname`)
  const silent = rows.filter(({ events }) => events?.join(' ') !== 'delete insert truncate update')
  expect(silent.map(({ table }) => table)).toEqual(['_prisma_migrations', 'revision'])
})

test('a row that is written, changed or deleted by hand changes it', async () => {
  expect(
    await changeBy(`insert into identifier (entity_id, scheme, value) select id, 'x', 'y' from entity limit 1`),
  ).toBe(1)
  expect(await changeBy(`update identifier set value = 'z' where scheme = 'x'`)).toBe(1)
  expect(await changeBy(`delete from identifier where scheme = 'x'`)).toBe(1)
  expect(await changeBy('truncate identifier')).toBe(1)
})

test('what a deletion takes with it changes it no further', async () => {
  expect(await changeBy('delete from fact where id = (select min(id) from fact)')).toBe(1)
})

test('a statement that meets no row leaves it', async () => {
  expect(await changeBy(`update entity set name = name where slug = 'nothing'`)).toBe(0)
  expect(await changeBy(`delete from fact where key = 'nothing'`)).toBe(0)
  expect(await changeBy('insert into place (id) select id from place on conflict do nothing')).toBe(0)
})

test('a transaction changes it once, and not when it is taken back', async () => {
  const change = `update entity set summary = summary || '.'`
  expect(await changeBy('begin', change, change, `delete from quotation`, 'commit', change)).toBe(2)
  expect(await changeBy('begin', change, 'rollback')).toBe(0)
  expect(await changeBy('begin', 'savepoint s', change, 'rollback to s', 'commit')).toBe(0)
  expect(await changeBy('begin', 'savepoint s', change, 'rollback to s', change, 'commit')).toBe(1)
})

test('nobody sees it before what has changed', async () => {
  const client = await db.pool.connect()
  const before = await revision()
  await client.query('begin')
  await client.query(`update entity set summary = 'new' where slug = 'geneva'`)
  expect(await revision()).toBe(before)
  await client.query('commit')
  client.release()
  expect(await revision()).toBe(before + 1)
})
