import { hash } from 'node:crypto'
import pg from 'pg'
import type { Expression } from './sql.ts'

/** The part of a Database that sends statements. */
interface Sender {
  readonly pool: pg.Pool
}

/**
 * The name of the prepared statement with this text. PostgreSQL parses and plans a named statement once for each
 * connection. It may reuse one plan for all values, so a value on which the plan depends must be part of the text.
 */
export function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= mostNames) names.clear()
  const name = hash('sha256', text, 'base64url').slice(0, 22)
  names.set(text, name)
  return name
}

/** Names of texts, because most are sent again, and hashing one takes a tenth of what else Node does for an answer. */
const names = new Map<string, string>()
const mostNames = 1000

/** Runs `statement` as a prepared statement. The columns of the rows keep the names that the statement gives them. */
export async function queryPrepared<Row>({ pool }: Sender, statement: Expression<Row>): Promise<Row[]> {
  const { text, parameters } = statement.compile()
  // Not as plain settings, because pg copies their properties one by one.
  const query = Object.assign(new pg.Query(text, parameters), { name: statementName(text) })
  // The pool answers every query by a promise, of which the types do not know.
  const { rows } = await (pool.query(query) as unknown as Promise<pg.QueryResult>)
  return rows as Row[]
}

/** Runs `statement` once: PostgreSQL plans it with its values. The columns of the rows keep their names. */
export async function query<Row>({ pool }: Sender, statement: Expression<Row>): Promise<Row[]> {
  const { text, parameters } = statement.compile()
  const { rows } = await pool.query({ text, values: parameters })
  return rows as Row[]
}
