import { chunk } from 'es-toolkit/array/chunk'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Row, TableShape } from './table.ts'

export type Transaction = Prisma.TransactionClient

export interface RowCounts {
  inserted: number
  updated: number
  deleted: number
}

/** Rows that were written, by table; a table without any is left out. */
export type Changes = Record<string, RowCounts>

/** The rows of one statement. They are one JSON parameter, so the number of parameters is fixed. */
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

  /** Inserts rows, or updates those whose key exists. Rows that would stay the same are not written. */
  async upsert(table: TableShape, rows: readonly Row[], size = batchSize): Promise<void> {
    for (const batch of chunk(rows, size)) {
      const [counts] = await this.tx.$queryRawUnsafe<RowCounts[]>(upsertText(table), JSON.stringify(batch))
      this.count(table.name, counts ?? {})
    }
  }

  /** Inserts the rows that the table lacks. Unlike `upsert`, it needs no unique constraint on the key. */
  async insertMissing(table: TableShape, rows: readonly Row[], condition: string): Promise<void> {
    const { name, columns } = table
    const text = `insert into "${name}" (${quote(columns)}) select ${quote(columns, 'new.')}
      from ${recordsOf(table, 1)} with ordinality as new
      where not exists (select from "${name}" where ${condition} and ${sameKey(table, 'new')})
      order by new.ordinality`
    for (const batch of chunk(rows, batchSize)) {
      this.count(name, { inserted: await this.tx.$executeRawUnsafe(text, JSON.stringify(batch)) })
    }
  }

  /** Updates rows that exist, by the key of the table. Rows that would stay the same are not written. */
  async update(table: TableShape, rows: readonly Row[]): Promise<void> {
    const { name, columns, key } = table
    const others = columns.filter((column) => !key.includes(column))
    const text = `update "${name}" set ${others.map((column) => `"${column}" = new."${column}"`).join(', ')}
      from ${recordsOf(table, 1)} as new
      where ${sameKey(table, 'new')} and row (${quote(others, `"${name}".`)}) is distinct from row (${quote(others, 'new.')})`
    for (const batch of chunk(rows, batchSize)) {
      this.count(name, { updated: await this.tx.$executeRawUnsafe(text, JSON.stringify(batch)) })
    }
  }

  /** Deletes the rows whose `column` is one of `ids`, except those that have the key of one of `kept`. */
  async keepOnly(
    table: TableShape,
    column: string,
    ids: readonly number[],
    kept: readonly Row[] = [],
    condition = 'true',
  ): Promise<void> {
    if (ids.length === 0) return
    const { name, key } = table
    const keys = kept.map((row) => Object.fromEntries(key.map((part) => [part, row[part]])))
    const text = `delete from "${name}" where "${column}" = any($1::int[]) and ${condition} and not exists
      (select from ${recordsOf(table, 2)} as kept where ${sameKey(table, 'kept')})`
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

/** The rows of the JSON parameter with this number. With its schema, because PostgreSQL has a type `name` of its own. */
function recordsOf({ name }: TableShape, parameter: number): string {
  return `jsonb_populate_recordset(null::public."${name}", $${parameter}::jsonb)`
}

/** Key columns that can be null, or whose type PostgreSQL cannot hash. */
const comparedAsText = new Set(['kind', 'same_as_id'])

function sameKey({ name, key }: TableShape, other: string): string {
  return key
    .map((part) => {
      const pair = [`"${name}"."${part}"`, `${other}."${part}"`]
      return (comparedAsText.has(part) ? pair.map((column) => `coalesce(${column}::text, '')`) : pair).join(' = ')
    })
    .join(' and ')
}

function upsertText(table: TableShape): string {
  const { name, columns, key } = table
  const others = columns.filter((column) => !key.includes(column))
  const action =
    others.length === 0
      ? 'do nothing'
      : `do update set ${others.map((column) => `"${column}" = excluded."${column}"`).join(', ')}
         where row (${quote(others, `"${name}".`)}) is distinct from row (${quote(others, 'excluded.')})`
  // `xmax` is not 0 for a row that was updated and not inserted.
  return `with written as (
      insert into "${name}" (${quote(columns)})
      select ${quote(columns)} from ${recordsOf(table, 1)}
      on conflict (${quote(key)}) ${action}
      returning (xmax = 0) as inserted)
    select count(*) filter (where inserted)::int as inserted, count(*) filter (where not inserted)::int as updated,
      0 as deleted
    from written`
}
