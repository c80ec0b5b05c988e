import { hash } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import type { Database } from './open.ts'

/**
 * The name under which a connection keeps a statement that it is likely to be sent again: PostgreSQL then reads and
 * plans it once and not each time. For statements whose plan does not hang on their values: it is made for all of them.
 */
export function keptName(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22)
}

/** Runs a statement that connections keep. Columns come back under the names that the statement gives them. */
export async function queryKept<Row>({ sql, pool }: Database, statement: RawBuilder<Row>): Promise<Row[]> {
  const { sql: text, parameters } = statement.compile(sql)
  const { rows } = await pool.query({ name: keptName(text), text, values: [...parameters] })
  return rows as Row[]
}
