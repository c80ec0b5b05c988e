import { type Expression, sql } from '../database/sql.ts'

/** The global id of a row as SQL, as `writeNodeId` writes it: base64url of its type and its parts. */
export function nodeIdJson(type: Expression<string>, ...parts: readonly Expression<unknown>[]): Expression<string> {
  const text = sql`concat(${type}, ':', ${sql.join(parts, ", '/', ")})`
  // PostgreSQL breaks lines in base64, and fills up with "=".
  return sql`translate(encode(convert_to(${text}, 'UTF8'), 'base64'), E'+/=\n', '-_')`
}
