import type { Database } from '../database/open.ts'
import type { Reads } from '../database/replica/reads.ts'
import type { ReplicaStatus } from '../database/replica/ring.ts'
import { type Labelled, type Metrics, metricsType } from '../metrics/metrics.ts'
import type { Caches } from './counted-cache.ts'
import { createStateReader, measureGraph } from './graph-metrics.ts'
import type { HttpResponse } from './message.ts'
import type { Admission } from './operation/admission.ts'
import type { Places } from './stream/places.ts'

/** Makes the answer of /metrics from the function that writes the text. */
export function createMetricsPage(text: () => Promise<string>): () => Promise<HttpResponse> {
  return async () => ({
    status: 200,
    headers: { 'content-type': metricsType, 'cache-control': 'no-store' },
    body: await text(),
  })
}

interface Measured {
  readonly db: Database
  /** Where operations wait for their turn. The first has those that run, the others only hold some back. */
  readonly admissions: readonly [Admission, ...Admission[]]
  readonly reads: Pick<Reads, 'status'>
  readonly caches: Caches
  readonly streams: { readonly subscriptions: Places; readonly snapshots: Places; readonly feeds: Places }
  readonly version: string
}

/** Adds to the metrics what is read when somebody asks for them. */
export function measureServer(metrics: Metrics, measured: Measured): void {
  const { db, admissions, reads, caches, streams, version } = measured
  measurePool(metrics, db)
  measureAdmission(metrics, admissions)
  measureReplicas(metrics, reads)
  measureCaches(metrics, caches)
  measureStreams(metrics, streams)
  const state = createStateReader(db)
  measureGraph(metrics, state)
  metrics.gauge({
    name: 'dossier_build_info',
    help: 'Always 1; the labels are the versions of Dossier, Node and PostgreSQL.',
    labels: ['version', 'node', 'postgres'],
    together: 'first',
    read: async () => {
      const postgres = (await state.last())?.postgres ?? 'unknown'
      return [{ labels: { version, node: process.versions.node, postgres }, value: 1 }]
    },
  })
}

/** What is sent while it is made. */
function measureStreams(metrics: Metrics, streams: Measured['streams']): void {
  const labels = ['stream'] as const
  const each = (name: 'open' | 'refused'): Labelled<'stream'>[] =>
    Object.entries({ subscription: streams.subscriptions, snapshot: streams.snapshots, feed: streams.feeds }).map(
      ([stream, { state }]) => ({ labels: { stream }, value: state[name] }),
    )
  metrics.gauge({
    name: 'dossier_streams_open',
    help: 'Subscriptions, snapshots and feeds that are sent at the moment.',
    labels,
    read: () => each('open'),
  })
  metrics.count({
    name: 'dossier_streams_refused_total',
    help: 'Subscriptions, snapshots and feeds that were refused because too many were open.',
    labels,
    read: () => each('refused'),
  })
}

/** How the places for operations are taken. */
function measureAdmission(metrics: Metrics, admissions: Measured['admissions']): void {
  const sum = (of: 'waiting' | 'refused') => admissions.reduce((total, { state }) => total + state[of], 0)
  metrics.gauge({
    name: 'dossier_operations_running',
    help: 'Operations that are executed at the moment.',
    read: () => admissions[0].state.running,
  })
  metrics.gauge({
    name: 'dossier_operations_waiting',
    help: 'Operations that wait for their turn.',
    read: () => sum('waiting'),
  })
  metrics.count({
    name: 'dossier_operations_refused_total',
    help: 'Operations that were refused because too many waited.',
    read: () => sum('refused'),
  })
}

/** The replicas of the database, by their names. */
function measureReplicas(metrics: Metrics, reads: Pick<Reads, 'status'>): void {
  const labels = ['replica'] as const
  const each = (read: (status: ReplicaStatus) => number | undefined): Labelled<'replica'>[] =>
    reads.status().flatMap((status) => {
      const value = read(status)
      return value === undefined ? [] : [{ labels: { replica: status.name }, value }]
    })
  metrics.gauge({
    name: 'dossier_replica_up',
    help: 'Whether a replica answers reads: 1 or 0.',
    labels,
    together: 'min',
    read: () => each(({ answersReads }) => Number(answersReads)),
  })
  metrics.gauge({
    name: 'dossier_replica_lag_seconds',
    help: 'For how long a replica has not shown what the primary has.',
    labels,
    together: 'max',
    read: () => each(({ lagSeconds }) => lagSeconds),
  })
  metrics.gauge({
    name: 'dossier_replica_lag_revisions',
    help: 'How many changes of the graph a replica does not show yet.',
    labels,
    together: 'max',
    read: () => each(({ lagRevisions }) => lagRevisions),
  })
  metrics.count({
    name: 'dossier_replica_operations_total',
    help: 'Operations that a replica has answered.',
    labels,
    read: () => each(({ answered }) => answered),
  })
}

/** The connections to the database. */
function measurePool(metrics: Metrics, { pool }: Database): void {
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
function measureCaches(metrics: Metrics, caches: Caches): void {
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
