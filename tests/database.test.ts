import { expect, onTestFinished, test } from 'vitest'
import { onDatabase } from '../src/database/connection.ts'
import { type Database, openDatabase } from '../src/database/open.ts'
import { sql } from '../src/database/sql.ts'
import { query, queryPrepared } from '../src/database/statement.ts'
import { recordStatements, runTracked } from '../src/database/tracked-operation.ts'
import { freshConnection, freshDatabase } from './support/database.ts'
import { eventually } from './support/server-process.ts'

/** Every way in which a statement reaches PostgreSQL. */
const doors: Record<string, (db: Database, text: string) => Promise<unknown>> = {
  pool: (db, text) => db.pool.query(text),
  'a prepared statement': (db, text) => queryPrepared(db, sql.raw<object>(text)),
  'a statement that is run once': (db, text) => query(db, sql.raw<object>(text)),
  Prisma: (db, text) => db.prisma.$queryRawUnsafe(text),
  'a transaction of Prisma': (db, text) => db.prisma.$transaction((tx) => tx.$queryRawUnsafe(text)),
}

const sleepers = `select from pg_stat_activity
  where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`

test.for(Object.entries(doors))('a statement through %s ends when its caller goes away', async ([, send]) => {
  const db = await freshDatabase()
  const caller = new AbortController()
  const running = runTracked(() => send(db, 'select pg_sleep(600)'), caller.signal)
  const outcome = running.then(
    () => 'it ended by itself',
    (error: Error) => error.message,
  )
  const sleeping = async () => (await db.pool.query(sleepers)).rowCount
  await eventually('the statement runs', async () => (await sleeping()) === 1)
  caller.abort()
  expect(await outcome).toContain('canceling statement due to user request')
  // PostgreSQL says so a moment after it has said that the statement failed.
  await eventually('the statement has ended', async () => (await sleeping()) === 0)
  // Its connection is as good as new, for whoever comes next.
  const answers = await Promise.all(Array.from({ length: 8 }, () => db.pool.query('select 1 as one')))
  expect(answers.map(({ rows }) => rows)).toEqual(Array(8).fill([{ one: 1 }]))
  await expect(runTracked(() => send(db, 'select 1'), caller.signal)).rejects.toThrow('aborted')
})

test.for(Object.entries(doors))('a statement through %s is counted for the one who asked', async ([, send]) => {
  const db = await freshDatabase()
  const asked = await Promise.all(
    ['select 1', 'select 2'].map(async (text) => (await recordStatements(() => send(db, text))).statements),
  )
  expect(asked.map((statements) => statements.filter((text) => text.startsWith('select')))).toEqual([
    ['select 1'],
    ['select 2'],
  ])
})

test('a session that does not use UTC is refused', async () => {
  const db = openDatabase({ ...(await freshConnection()), options: '-c TimeZone=Asia/Kolkata' })
  onTestFinished(() => db.close())
  const refusal = 'The database session uses the time zone Asia/Kolkata, and must use UTC'
  await expect(db.pool.query('select 1')).rejects.toThrow(refusal)
  await expect(db.prisma.entity.count()).rejects.toThrow(refusal)
})

test('a connection that breaks is replaced', async () => {
  const db = openDatabase(await freshConnection(), { poolSize: 1 })
  onTestFinished(() => db.close())
  const pid = async () => (await db.pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
  const before = await pid()
  await expect(db.pool.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow('terminating connection')
  expect(await pid()).not.toBe(before)
})

test('the time limit of statements holds for questions', async () => {
  const db = openDatabase(await freshConnection(), { statementTimeout: 50 })
  onTestFinished(() => db.close())
  await expect(db.pool.query('select pg_sleep(600)')).rejects.toThrow('canceling statement due to statement timeout')
})

test('another database of the same server keeps all else', () => {
  expect(onDatabase({ host: '/run', user: 'me', database: 'a' }, 'b')).toMatchObject({
    host: '/run',
    user: 'me',
    database: 'b',
  })
  expect(onDatabase({ connectionString: 'postgres://me:secret@db:5432/a?sslmode=require' }, 'b c')).toEqual({
    connectionString: 'postgres://me:secret@db:5432/b%20c?sslmode=require',
    password: undefined,
  })
})

test('an operation leaves connections to others, and its statements are all answered', async () => {
  const db = openDatabase(await freshConnection(), { poolSize: 4 })
  onTestFinished(() => db.close())
  const { signal } = new AbortController()
  let over = false
  const texts = Array.from({ length: 12 }, (_, n) =>
    n % 4 === 3 ? 'select 1 / 0' : `select pg_sleep(0.01), ${n} as n`,
  )
  const running = runTracked(() => Promise.allSettled(texts.map((text) => db.pool.query(text))), signal)
  const mark = () => {
    over = true
  }
  running.then(mark, mark)
  const busy: number[] = []
  while (!over) {
    busy.push(db.pool.totalCount - db.pool.idleCount)
    // Somebody else always finds a connection.
    expect((await db.pool.query('select 2 as two')).rows).toEqual([{ two: 2 }])
  }
  expect(Math.max(...busy)).toBeLessThanOrEqual(2)
  expect((await running).map(({ status }) => status)).toEqual(
    texts.map((text) => (text.includes('/ 0') ? 'rejected' : 'fulfilled')),
  )
})
