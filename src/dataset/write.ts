import { chunk } from 'es-toolkit/array/chunk'
import type { Prisma } from '../generated/prisma/client.ts'
import type { RowOf, TableShape } from './table.ts'

export type Transaction = Prisma.TransactionClient

export interface RowCounts {
  inserted: number
  updated: number
  deleted: number
}

/** Rows that were written, by table; a table without any is left out. */
export type Changes = Record<string, RowCounts>

/** Rows of one statement: they travel as one JSON parameter, so that the number of parameters never grows. */
const batchSize = 10_000

/** Writes rows in sets and counts them. Names of tables and columns come from table.ts, never from a caller. */
export class Writer {
  readonly changes: Changes = {}
  readonly tx: Transaction

  constructor(tx: Transaction) {
    this.tx = tx
  }

  get hasChanged(): boolean {
    return Object.keys(this.changes).length > 0
  }

  count(table: string, counts: Partial<RowCounts>): void {
    if (Object.values(counts).every((count) => count === 0)) return
    const sum = (this.changes[table] ??= { inserted: 0, updated: 0, deleted: 0 })
    sum.inserted += counts.inserted ?? 0
    sum.updated += counts.updated ?? 0
    sum.deleted += counts.deleted ?? 0
  }

  /** Inserts rows, or updates those whose key is there already; a row that is right already is not written. */
  async upsert<T extends TableShape>(table: T, rows: readonly RowOf<T>[], size = batchSize): Promise<void> {
    for (const batch of chunk(rows, size)) {
      const [counts] = await this.tx.$queryRawUnsafe<RowCounts[]>(upsertText(table), JSON.stringify(batch))
      this.count(table.name, counts ?? {})
    }
  }

  /** Inserts the rows that are not there; for a table without a constraint that says which rows are the same. */
  async insertMissing<T extends TableShape>(table: T, rows: readonly RowOf<T>[], condition: string): Promise<void> {
    const { name, columns } = table
    const all = Object.keys(columns)
    const text = `insert into "${name}" (${quote(all)}) select ${quote(all)}
      from rows from (jsonb_to_recordset($1::jsonb) as (${typed(table, all)})) with ordinality
        as new (${quote(all)}, row_number)
      where not exists (select from "${name}" where ${condition} and ${sameKey(table, 'new')})
      order by row_number`
    for (const batch of chunk(rows, batchSize)) {
      this.count(name, { inserted: await this.tx.$executeRawUnsafe(text, JSON.stringify(batch)) })
    }
  }

  /** Deletes the rows whose `column` is one of `ids`, except those that have the key of one of `kept`. */
  async keepOnly<T extends TableShape>(
    table: T,
    column: keyof T['columns'] & string,
    ids: readonly number[],
    kept: readonly RowOf<T>[] = [],
    condition = 'true',
  ): Promise<void> {
    if (ids.length === 0) return
    const { name, key } = table
    const keys = kept.map((row) => Object.fromEntries(key.map((part) => [part, row[part as keyof RowOf<T>]])))
    const text = `delete from "${name}" where "${column}" = any($1::int[]) and ${condition} and not exists
      (select from jsonb_to_recordset($2::jsonb) as kept (${typed(table, key)}) where ${sameKey(table, 'kept')})`
    this.count(name, { deleted: await this.tx.$executeRawUnsafe(text, ids, JSON.stringify(keys)) })
  }

  /** Deletes the rows with these ids. */
  async remove(table: string, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return
    const text = `delete from "${table}" where id = any($1::int[])`
    this.count(table, { deleted: await this.tx.$executeRawUnsafe(text, ids) })
  }
}

function quote(names: readonly string[], prefix = ''): string {
  return names.map((name) => `${prefix}"${name}"`).join(', ')
}

function typed({ columns }: TableShape, names: readonly string[]): string {
  return names.map((name) => `"${name}" ${columns[name]}`).join(', ')
}

/** The comparison of two keys, in a form that PostgreSQL can hash; only the kind of a name may be null. */
function sameKey({ name, columns, key }: TableShape, other: string): string {
  return key
    .map((part) => {
      const pair = [`"${name}"."${part}"`, `${other}."${part}"`]
      const isPlain = columns[part] === 'int' || columns[part] === 'text'
      return (isPlain ? pair : pair.map((column) => `coalesce(${column}::text, '')`)).join(' = ')
    })
    .join(' and ')
}

function upsertText(table: TableShape): string {
  const { name, columns, key } = table
  const all = Object.keys(columns)
  const others = all.filter((column) => !key.includes(column))
  const action =
    others.length === 0
      ? 'do nothing'
      : `do update set ${others.map((column) => `"${column}" = excluded."${column}"`).join(', ')}
         where row (${quote(others, `"${name}".`)}) is distinct from row (${quote(others, 'excluded.')})`
  // A row that was there before has been locked by the update, and xmax says so.
  return `with written as (
      insert into "${name}" (${quote(all)})
      select ${quote(all)} from jsonb_to_recordset($1::jsonb) as new (${typed(table, all)})
      on conflict (${quote(key)}) ${action}
      returning (xmax = 0) as inserted)
    select count(*) filter (where inserted)::int as inserted, count(*) filter (where not inserted)::int as updated,
      0 as deleted
    from written`
}
