import DataLoader from 'dataloader'
import { type RawBuilder, sql } from 'kysely'
import { queryKept } from '../database/kept.ts'
import type { Database } from '../database/open.ts'

type Statement = RawBuilder<object>
type Rows = readonly object[]

/**
 * The short reads of one operation. What several fields ask for at the same moment goes to PostgreSQL as one statement:
 * a trip there costs more than most of what is found. Values come back as JSON has them, so that a count may be a number
 * or, alone in its statement, text.
 */
export class Reads {
  readonly #together: DataLoader<Statement, Rows>

  constructor(db: Database) {
    this.#together = new DataLoader((statements) => readTogether(db, statements), { cache: false, maxBatchSize: 16 })
  }

  async rows<Row extends object>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    return (await this.#together.load(statement)) as readonly Row[]
  }
}

async function readTogether(db: Database, statements: readonly Statement[]): Promise<(Rows | Error)[]> {
  const [only, ...more] = statements
  if (only && more.length === 0) return [await queryKept(db, only)]
  const parts = statements.map(
    (statement, index) => sql`(select coalesce(json_agg(part), '[]') from (${statement}) as part) as ${part(index)}`,
  )
  try {
    const [row] = await queryKept(db, sql<Record<string, Rows>>`select ${sql.join(parts)}`)
    return statements.map((_, index) => row?.[`part${index}`] ?? [])
  } catch {
    // Whichever it was that failed: the others are not to fail with it.
    return await Promise.all(statements.map((statement) => queryKept(db, statement).catch((error: Error) => error)))
  }
}

function part(index: number) {
  return sql.ref(`part${index}`)
}
