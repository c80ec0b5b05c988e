import type pg from 'pg'
import { type Database, openDatabase } from '../../src/database/open.ts'

/** What PostgreSQL is told to say of each statement: its plan, as it was carried out, in a notice. */
const explaining = [
  'session_preload_libraries=auto_explain',
  'auto_explain.log_level=notice',
  'auto_explain.log_min_duration=0',
  'auto_explain.log_format=json',
  'auto_explain.log_analyze=on',
  'auto_explain.log_timing=off',
  'auto_explain.log_buffers=on',
  'auto_explain.log_parameter_max_length=0',
]

/**
 * Opens a database that tells how it answers, over one connection: what is asked again meets the statements that the
 * connection has kept, and the plans that PostgreSQL has made for all of their values.
 */
export function openExplained(connection: pg.PoolConfig): Database {
  const settings = ['TimeZone=UTC', 'jit=off', ...explaining].map((setting) => `-c ${setting}`)
  return openDatabase({ ...connection, options: settings.join(' ') }, { poolSize: 1 })
}

/** Runs `task` and tells how PostgreSQL answered the statements that came meanwhile, whichever door they came through. */
export async function readingsOf(db: Database, task: () => Promise<unknown>): Promise<Reading[]> {
  const notices: string[] = []
  const listen = ({ message }: { message?: string }) => notices.push(message ?? '')
  const client = await db.pool.connect()
  client.on('notice', listen)
  client.release()
  try {
    await task()
  } finally {
    client.off('notice', listen)
  }
  return notices.flatMap((notice) => {
    const [, json] = /^duration: .* plan:\n(.*)$/s.exec(notice) ?? []
    return json === undefined ? [] : [readingOf(JSON.parse(json))]
  })
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

function readingOf({ 'Query Text': statement, Plan: plan }: { 'Query Text': string; Plan: PlanNode }): Reading {
  return { statement, scans: [...scansOf(plan)], blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'] }
}

/** The number of rows of each table, as the last ANALYZE counted them. */
export async function tableSizes(db: Database): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ name: string; rows: number }>(
    `select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  return new Map(rows.map(({ name, rows }) => [name, rows]))
}
