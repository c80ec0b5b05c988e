import { snakeCase } from 'es-toolkit/string'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../src/database/tables.ts'

/** A row with the names that columns have in the program. */
export type Row = Readonly<Record<string, unknown>>
export type Writer = Transaction<Tables>

/** Inserts rows as JSON: PostgreSQL reads each value as its column's type; what is undefined becomes null. */
export async function insert(tx: Writer, table: string, rows: readonly Row[]): Promise<void> {
  const [head] = rows
  if (!head) return
  const columns = sql.join(Object.keys(head).map((name) => sql.ref(snakeCase(name))))
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]))),
  )
  // With its schema, for PostgreSQL has a type `name` of its own.
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(`public.${table}`)}, ${json})`.execute(tx)
}

/** Ids that nothing has yet. */
export async function freeIds(tx: Writer, table: string, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: string }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count})`.execute(tx)
  return rows.map((row) => Number(row.id))
}

/** Finds ids by slug; fails for a slug that does not exist. */
export async function idsBySlug(
  tx: Writer,
  table: 'entity' | 'document' | 'dataset',
): Promise<(slug: string) => number> {
  const rows = await tx.selectFrom(table).select(['id', 'slug']).execute()
  const ids = new Map(rows.map((row) => [row.slug, row.id]))
  return (slug) => {
    const id = ids.get(slug)
    if (id === undefined) throw new Error(`The test graph has no ${table} "${slug}"`)
    return id
  }
}

/** The rows with ids that nothing has yet. */
export async function numbered(tx: Writer, table: string, rows: readonly Row[]): Promise<Row[]> {
  const ids = await freeIds(tx, table, rows.length)
  return rows.map((row, index) => ({ id: ids[index], ...row }))
}
