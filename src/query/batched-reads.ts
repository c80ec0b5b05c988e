import DataLoader from 'dataloader'
import pg from 'pg'
import type { Database } from '../database/open.ts'
import { type Expression, sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'

type Statement = Expression<object>
type Rows = readonly object[]

/**
 * The short reads of one operation. What several fields ask for at the same moment goes to PostgreSQL as one statement:
 * one round trip costs more than most of these queries. Rows come as JSON then, and as they are when they are read alone:
 * what they hold should be the same in both.
 */
export class BatchedReads {
  readonly #together: DataLoader<Statement, Rows>

  constructor(db: Database) {
    this.#together = new DataLoader((statements) => readTogether(db, statements), { cache: false, maxBatchSize: 16 })
  }

  async rows<Row extends object>(statement: Expression<Row>): Promise<readonly Row[]> {
    return (await this.#together.load(statement)) as readonly Row[]
  }
}

async function readTogether(db: Database, statements: readonly Statement[]): Promise<(Rows | Error)[]> {
  const [only, ...more] = statements
  if (only && more.length === 0) return [await queryPrepared(db, only)]
  try {
    const [row] = await queryPrepared(db, sql<Record<string, Rows>>`select ${jsonColumns(statements)}`)
    return statements.map((_, index) => row?.[`part${index}`] ?? [])
  } catch (error) {
    // If the database cannot be reached, there is no second attempt.
    if (!(error instanceof pg.DatabaseError)) throw error
    // Run by itself, each has its own error: the others do not fail with it.
    return await Promise.all(statements.map((statement) => queryPrepared(db, statement).catch((error: Error) => error)))
  }
}

/** The rows of each statement as a column of JSON: part0, part1 and so on. */
export function jsonColumns(statements: readonly Expression<unknown>[]): Expression<unknown> {
  return sql.join(
    statements.map(
      (statement, index) =>
        sql`(select coalesce(json_agg(part), '[]') from (${statement}) as part) as ${sql.ref(`part${index}`)}`,
    ),
  )
}
