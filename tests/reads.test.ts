import { beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../src/database/open.ts'
import { type Expression, sql } from '../src/database/sql.ts'
import { queryPrepared, statementName } from '../src/database/statement.ts'
import { mostPrepared } from '../src/database/tracked-client.ts'
import { recordStatements } from '../src/database/tracked-operation.ts'
import { BatchedReads } from '../src/query/batched-reads.ts'
import { freshConnection, freshDatabase } from './support/database.ts'

let db: Database

beforeAll(async () => {
  db = await freshDatabase()
})

const counting = (from: number, to: number) => sql<{ number: number }>`select * from generate_series(
  ${from}::integer, ${to}::integer) as number`

test('what is read at the same moment is one statement, and everyone gets their own rows', async () => {
  const reads = new BatchedReads(db)
  const { result, statements } = await recordStatements(() =>
    Promise.all([reads.rows(counting(1, 3)), reads.rows(counting(7, 8)), reads.rows(counting(2, 1))]),
  )
  expect(result.map((rows) => rows.map(({ number }) => number))).toEqual([[1, 2, 3], [7, 8], []])
  expect(statements).toHaveLength(1)
})

test('what is read later is a statement of its own', async () => {
  const reads = new BatchedReads(db)
  const { statements } = await recordStatements(async () => {
    await reads.rows(counting(1, 3))
    await reads.rows(counting(1, 3))
  })
  expect(statements).toHaveLength(2)
})

test('values are the same alone as among others', async () => {
  const values = sql<object>`select 7 as integer, 'straße "ß" \\ \u{1F600}'::text as text, 0.1::float8 + 0.2 as number, 1e-300::float8
    as small, true as truth, null::integer as nothing`
  const alone = await new BatchedReads(db).rows(values)
  const reads = new BatchedReads(db)
  const [among] = await Promise.all([reads.rows(values), reads.rows(counting(1, 1))])
  expect(among).toEqual(alone)
  expect(alone).toEqual([
    { integer: 7, text: 'straße "ß" \\ \u{1F600}', number: 0.1 + 0.2, small: 1e-300, truth: true, nothing: null },
  ])
})

test('what fails does not fail what was read together with it', async () => {
  const reads = new BatchedReads(db)
  const rows = (statement: Expression<object>) => reads.rows(statement).catch((error: Error) => error.message)
  expect(await Promise.all([rows(counting(1, 1)), rows(sql`select 1 / 0 as one`), rows(counting(2, 2))])).toEqual([
    [{ number: 1 }],
    'division by zero',
    [{ number: 2 }],
  ])
})

test('a connection prepares the statements that are repeated, up to a limit', async () => {
  const single = openDatabase(await freshConnection(), { poolSize: 1 })
  try {
    const prepared = async () =>
      (await single.pool.query<{ name: string }>('select name from pg_prepared_statements')).rows.map(
        ({ name }) => name,
      )
    const text = 'select $1::integer as one'
    expect(await queryPrepared(single, sql`select ${1}::integer as one`)).toEqual([{ one: 1 }])
    expect(await queryPrepared(single, sql`select ${2}::integer as one`)).toEqual([{ one: 2 }])
    expect(await prepared()).toEqual([statementName(text)])

    await single.prisma.entity.findMany({ where: { id: { in: [1, 2] } } })
    expect(await prepared()).toHaveLength(2)
    for (let number = 1; number <= 300; number += 1) {
      const column = sql.ref(`column${number}`)
      expect(await queryPrepared(single, sql`select ${number}::integer as ${column}`)).toEqual([
        { [`column${number}`]: number },
      ])
    }
    // The last ones are kept, and one that was dropped is prepared again.
    const kept = await prepared()
    expect(kept).toHaveLength(mostPrepared)
    expect(kept).toContain(statementName('select $1::integer as "column300"'))
    expect(kept).not.toContain(statementName(text))
    for (const one of [3, 4]) {
      expect(await queryPrepared(single, sql`select ${one}::integer as one`)).toEqual([{ one }])
    }
    expect(await prepared()).toContain(statementName(text))
    expect(await prepared()).toHaveLength(mostPrepared)
  } finally {
    await single.close()
  }
})
