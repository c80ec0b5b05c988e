import type pg from 'pg'
import type { Database } from '../../src/database/open.ts'

/** A statement as it went to PostgreSQL. */
export interface SentQuery {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Runs `task` and tells every statement that `db` sent meanwhile, with its values, whichever door it came through. */
export async function recordQueries<T>(
  db: Database,
  task: () => Promise<T>,
): Promise<{ result: T; queries: SentQuery[] }> {
  const queries: SentQuery[] = []
  const clients: { query: unknown }[] = []
  const listen = (client: pg.PoolClient) => {
    if (Object.hasOwn(client, 'query')) return
    const send = client.query.bind(client) as (...args: unknown[]) => unknown
    clients.push(client)
    Object.assign(client, {
      query(...args: unknown[]) {
        const [query, values] = args as [string | SentQuery, unknown]
        if (typeof query === 'string') queries.push({ text: query, values: Array.isArray(values) ? values : [] })
        else queries.push({ text: query.text, values: query.values ?? (Array.isArray(values) ? values : []) })
        return send(...args)
      },
    })
  }
  db.pool.on('acquire', listen)
  try {
    return { result: await task(), queries }
  } finally {
    db.pool.off('acquire', listen)
    for (const client of clients) Reflect.deleteProperty(client, 'query')
  }
}

/** A node of a plan, as EXPLAIN (FORMAT JSON) tells it; rows are per loop. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  /** Including those of the nodes below. */
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

/** How a statement reads a table. */
export interface Scan {
  readonly table: string
  readonly node: string
  readonly index: string | undefined
  /** Rows that were looked at, in all loops. */
  readonly rows: number
}

function* scansOf(node: PlanNode): Generator<Scan> {
  const table = node['Relation Name']
  if (table !== undefined) {
    const looked =
      node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
    const rows = Math.round(looked * node['Actual Loops'])
    yield { table, node: node['Node Type'], index: node['Index Name'], rows }
  }
  for (const child of node.Plans ?? []) yield* scansOf(child)
}

/** How a statement was answered. */
export interface Reading {
  readonly statement: string
  readonly scans: readonly Scan[]
  /** Pages of tables and indexes that were looked at, each as often as it was. */
  readonly blocks: number
}

/** Runs a statement once more and tells how PostgreSQL reads its tables. */
export async function explainReading(db: Database, { text, values }: SentQuery): Promise<Reading> {
  const { rows } = await db.pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, timing off, buffers, format json) ${text}`,
    [...values],
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  if (!plan) throw new Error(`No plan for ${text}`)
  return {
    statement: text,
    scans: [...scansOf(plan)],
    blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
  }
}

/** The number of rows of each table, as the last ANALYZE counted them. */
export async function tableSizes(db: Database): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ name: string; rows: number }>(
    `select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  return new Map(rows.map(({ name, rows }) => [name, rows]))
}
