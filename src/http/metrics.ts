import type { Database } from '../database/open.ts'
import { runWithin } from '../database/tracked-pool.ts'
import { type Labelled, type Metrics, metricsType } from '../metrics/metrics.ts'
import type { Caches } from './counted-cache.ts'
import type { HttpResponse } from './message.ts'

/** Milliseconds that the metrics wait for the database. */
const databaseTimeout = 1_000

/** Makes the answer of /metrics. Without the database it has what is known. */
export function createMetricsPage(metrics: Metrics): () => Promise<HttpResponse> {
  return async () => ({
    status: 200,
    headers: { 'content-type': metricsType, 'cache-control': 'no-store' },
    body: await metrics.text(),
  })
}

/** The connections to the database. */
export function measurePool(metrics: Metrics, { pool }: Database): void {
  metrics.gauge({
    name: 'dossier_pool_connections',
    help: 'Connections to the database that are open.',
    read: () => pool.totalCount,
  })
  metrics.gauge({
    name: 'dossier_pool_idle_connections',
    help: 'Connections to the database that are open and unused.',
    read: () => pool.idleCount,
  })
  metrics.gauge({
    name: 'dossier_pool_max_connections',
    help: 'The most connections to the database that may be open: DOSSIER_POOL_SIZE.',
    read: () => pool.options.max,
  })
  metrics.gauge({
    name: 'dossier_pool_waiting_callers',
    help: 'Statements and transactions that wait for a connection.',
    read: () => pool.waitingCount,
  })
}

/** How full the caches are, and how often they helped. */
export function measureCaches(metrics: Metrics, caches: Caches): void {
  const labels = ['cache'] as const
  const each = (read: (cache: ReturnType<Caches['get']> & object) => number): Labelled<'cache'>[] =>
    [...caches].map(([name, cache]) => ({ labels: { cache: name }, value: read(cache) }))
  metrics.gauge({
    name: 'dossier_cache_entries',
    help: 'Entries of a cache.',
    labels,
    read: () => each(({ size }) => size),
  })
  metrics.gauge({
    name: 'dossier_cache_bytes',
    help: 'Bytes that the entries of a cache take, as estimated.',
    labels,
    read: () => each(({ calculatedSize }) => calculatedSize),
  })
  metrics.count({
    name: 'dossier_cache_hits_total',
    help: 'How often a cache had what was asked for.',
    labels,
    read: () => each(({ hits }) => hits),
  })
  metrics.count({
    name: 'dossier_cache_misses_total',
    help: 'How often a cache did not have what was asked for, or only something out of date.',
    labels,
    read: () => each(({ misses }) => misses),
  })
}

interface GraphState {
  readonly epoch: string
  readonly number: string
  readonly postgres: string
}

/** What the database says of itself. All of it is read by one statement each time that somebody asks for metrics. */
export function measureDatabase(metrics: Metrics, db: Database, version: string): void {
  let last: GraphState | undefined
  let running: Promise<boolean> | undefined
  /** Reads it once for all metrics that are asked for together. */
  const answers = () => {
    running ??= readState(db)
      .then(
        (state) => {
          last = state
          return true
        },
        () => false,
      )
      .finally(() => {
        running = undefined
      })
    return running
  }
  const known = async () => {
    await answers()
    return last
  }

  metrics.gauge({
    name: 'dossier_database_up',
    help: 'Whether the database answered within a second when the metrics were read: 1 or 0.',
    together: 'min',
    read: async () => Number(await answers()),
  })
  metrics.gauge({
    name: 'dossier_graph_revision',
    help: 'The number of the revision of the graph, which grows with each change; the last one that was read.',
    together: 'max',
    read: async () => {
      const state = await known()
      return state && Number(state.number)
    },
  })
  metrics.gauge({
    name: 'dossier_graph_info',
    help: 'Always 1; the label is the epoch of the graph, in which the numbers of its revisions count.',
    labels: ['epoch'],
    together: 'first',
    read: async () => {
      const state = await known()
      return state && [{ labels: { epoch: state.epoch }, value: 1 }]
    },
  })
  metrics.gauge({
    name: 'dossier_build_info',
    help: 'Always 1; the labels are the versions of Dossier, Node and PostgreSQL.',
    labels: ['version', 'node', 'postgres'],
    together: 'first',
    read: async () => {
      const postgres = (await known())?.postgres ?? 'unknown'
      return [{ labels: { version, node: process.versions.node, postgres }, value: 1 }]
    },
  })
}

async function readState({ pool }: Database): Promise<GraphState> {
  const text = `select epoch, number, current_setting('server_version') as postgres from revision`
  const { rows } = await runWithin(databaseTimeout, () => pool.query<GraphState>(text))
  const [state] = rows
  if (!state) throw new Error('The table "revision" has lost its row: any change of the graph gives it another.')
  return state
}
