import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { onDatabase } from '../src/database/connection.ts'
import { readRevision } from '../src/database/revision.ts'
import { filledDatabase, freshConnection } from './support/database.ts'

const db = await filledDatabase()

const change = `update entity set summary = summary || '.'`

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
  // The log of changes says what changed in the others; the closure, the edges and the words follow from others.
  const following = ['criticism_under', 'edge', 'name_word', 'tree_path', 'word']
  // Who may change the graph is no part of it, nor is what somebody proposes.
  const aside = ['actor', 'api_key', 'mutation_result', 'proposal', 'proposed_change']
  // The files of a dataset hold more than the graph says, such as comments.
  const log = ['change', 'dataset_file', 'revision', 'revision_epoch']
  const quiet = ['_prisma_migrations', ...log, ...following, ...aside].sort()
  expect(silent.map(({ table }) => table)).toEqual(quiet)
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

/** Runs the statements, each with the next on one connection; returns the revision after the last. */
async function revisionAfter(...statements: string[]): Promise<{ epoch: string; number: number }> {
  await changeBy(...statements)
  const [epoch = '', number] = (await readRevision(db.prisma)).split('-')
  expect(epoch).toMatch(/^[0-9a-f]{12}$/)
  return { epoch, number: Number(number) }
}

describe('the epoch', () => {
  test('stays while the same server changes the graph, also within savepoints and after waiting', async () => {
    const { epoch, number } = await revisionAfter(change)
    const inSavepoint = ['begin', 'savepoint s', change, 'release s', 'commit']
    expect(await revisionAfter(change, ...inSavepoint, ...inSavepoint)).toEqual({ epoch, number: number + 3 })
    // Whoever waited for the row compares the one that was written meanwhile.
    const nth = (index: number) => `(select id from entity order by id offset ${index} limit 1)`
    const own = (index: number) => `update entity set summary = 'x' where id = ${nth(index)}`
    await Promise.all(Array.from({ length: 8 }, (_, index) => changeBy(own(index))))
    expect(await revisionAfter('vacuum full revision', change)).toEqual({ epoch, number: number + 12 })
  })

  test('is another after a hand or a restore wrote the row', async () => {
    const before = await revisionAfter(change)
    const quietly = ['set session_replication_role = replica', change]
    const written = {
      'the number': ['update revision set number = number'],
      'an earlier number': [`update revision set number = ${before.number - 1}`],
      'the number, in the transaction of a change': [
        'begin',
        change,
        'update revision set number = number - 1',
        'commit',
      ],
      'the row as a dump has it': [
        ...quietly,
        'create temporary table dump as select * from revision',
        'delete from revision',
        'insert into revision select * from dump',
        'drop table dump; reset session_replication_role',
      ],
    }
    const epochs = [before.epoch]
    for (const [what, statements] of Object.entries(written)) {
      expect((await revisionAfter(...statements)).epoch, what).toBe(epochs.at(-1))
      epochs.push((await revisionAfter(change)).epoch)
      expect((await revisionAfter(change)).epoch, what).toBe(epochs.at(-1))
    }
    expect(new Set(epochs).size).toBe(epochs.length)
  })

  test('begins anew where the row was lost', async () => {
    const { epoch } = await revisionAfter(change)
    await db.pool.query('truncate revision')
    await expect(readRevision(db.prisma)).rejects.toThrow('lost its row')
    const next = await revisionAfter(change)
    expect(next).toEqual({ epoch: expect.not.stringContaining(epoch), number: 1 })
    expect(await revisionAfter(change)).toEqual({ epoch: next.epoch, number: 2 })
  })

  test('is another in a copy of the database, and the same in the original', async () => {
    const connection = await freshConnection()
    const copy = `${connection.database}_copy`
    const original = await changeDataset(connection)
    await db.pool.query(`create database ${copy} template ${connection.database}`)
    onTestFinished(async () => {
      await db.pool.query(`drop database ${copy} with (force)`)
    })
    const [first, second] = [await changeDataset(connection), await changeDataset(onDatabase(connection, copy))]
    expect(first).toEqual({ epoch: original.epoch, number: '2' })
    expect(second).toEqual({ epoch: expect.not.stringContaining(original.epoch), number: '2' })
  })

  test('does without what a host may forbid', async () => {
    const client = await db.pool.connect()
    const role = `plain_${process.pid}`
    const asRole = (...statements: string[]) => revisionAfter(`set role ${role}`, ...statements, 'reset role')
    try {
      await client.query(`create role ${role}; grant all on all tables in schema public to ${role}`)
      const before = await asRole(change)
      await client.query('revoke execute on function pg_control_system from public')
      const { epoch, number } = await asRole(change)
      expect(number).toBe(before.number + 1)
      expect(epoch).not.toBe(before.epoch)
      expect(await asRole(change)).toEqual({ epoch, number: number + 1 })
    } finally {
      await client.query(`drop owned by ${role}; drop role ${role}`)
      client.release()
    }
  })
})

test('a transaction that changes it waits for the disk, and another does not', async () => {
  const client = await db.pool.connect()
  const setting = async () => (await client.query('show synchronous_commit')).rows[0].synchronous_commit
  try {
    await client.query(`set synchronous_commit = off; begin; ${change}`)
    expect(await setting()).toBe('on')
    await client.query('commit')
    expect(await setting()).toBe('off')
    await client.query(`begin; set local synchronous_commit = local; ${change}`)
    expect(await setting()).toBe('local')
    await client.query('commit')
  } finally {
    client.release(true)
  }
})

/** Writes something into a database and returns its revision. */
async function changeDataset(connection: pg.PoolConfig): Promise<{ epoch: string; number: string }> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const slug = `'d' || (select count(*) from dataset)`
    await client.query(`insert into dataset (slug, title) values (${slug}, 'Title')`)
    return (await client.query('select epoch, number from revision')).rows[0]
  } finally {
    await client.end()
  }
}
