import type { RequestListener } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import manifest from '../package.json' with { type: 'json' }
import { findViewer } from './access/find-viewer.ts'
import type { Context } from './builder.ts'
import type { Config } from './config.ts'
import type { Database } from './database/open.ts'
import { type Reads, readsFrom } from './database/replica/reads.ts'
import { createAsk } from './explorer/ask.ts'
import { createExplorer, pageQuestions } from './explorer/explorer.ts'
import { views } from './explorer/views.ts'
import { findDownload } from './export/download.ts'
import { ChangeFeed } from './history/feed.ts'
import { readPosition } from './history/position.ts'
import { feedLines } from './history/read-changes.ts'
import { snapshotLines } from './history/snapshot.ts'
import { createResponseCache } from './http/answer/cache.ts'
import { createDelivery } from './http/answer/delivery.ts'
import { securityHeaders } from './http/answer/security-headers.ts'
import type { Caches } from './http/counted-cache.ts'
import { createGraphql } from './http/graphql.ts'
import { createReadiness, health } from './http/health.ts'
import { type Respond, withHeaders } from './http/message.ts'
import { createMetricsPage, measureServer } from './http/metrics.ts'
import { Admission, admissionLimits, turnLimits } from './http/operation/admission.ts'
import type { OperationEnd } from './http/operation/end.ts'
import { defaultLimits, type Limits } from './http/operation/limits.ts'
import { logOperation } from './http/operation/log.ts'
import { measureOperations } from './http/operation/measure.ts'
import { createDocumentation } from './http/page/documentation.ts'
import type { ExampleQuestion } from './http/page/example-question.ts'
import { createFrame } from './http/page/frame.ts'
import { createGuard } from './http/page/guard.ts'
import { createIcon } from './http/page/icon.ts'
import { createNotFound } from './http/page/not-found.ts'
import { pageAssets } from './http/page/page-assets.ts'
import { createPlayground } from './http/page/playground.ts'
import { createAuthentication } from './http/request/authentication.ts'
import { corsHeaders } from './http/request/cors.ts'
import { withErrorBoundary, withHostCheck, withStep } from './http/request/layers.ts'
import { createFetch, createListener } from './http/request/listener.ts'
import { createPersistedDocuments, type TrustedDocuments } from './http/request/persisted-documents.ts'
import { createRouter, type Routes } from './http/request/router.ts'
import { createSchemaText } from './http/schema-text.ts'
import { createDownloads } from './http/stream/download.ts'
import { createEventStream } from './http/stream/event-stream.ts'
import { createNdjson } from './http/stream/ndjson.ts'
import { Places } from './http/stream/places.ts'
import { Metrics } from './metrics/metrics.ts'
import { hintsOf } from './query/hint.ts'
import { originsFor } from './reconcile/origins.ts'
import { createReconciliation } from './reconcile/service.ts'
import { schema as wholeSchema } from './schema.ts'
import { operationEnd } from './step.ts'

/** The part of the configuration that the app reads. */
export type AppConfig = Pick<
  Config,
  | 'host'
  | 'allowedHosts'
  | 'allowedOrigins'
  | 'publicUrl'
  | 'bodyLimit'
  | 'operationTimeout'
  | 'statementTimeout'
  | 'maxDepth'
  | 'maxCost'
  | 'anonymous'
  | 'selfReview'
  | 'playground'
  | 'metrics'
  | 'answerCache'
  | 'poolSize'
  | 'queue'
  | 'subscriptions'
  | 'callerSubscriptions'
  | 'proxies'
  | 'consistency'
>

export interface AppOptions {
  readonly db: Database
  /** Where operations read; if it is not given, from `db`. */
  readonly reads?: Reads
  readonly config: AppConfig
  readonly log: Logger
  readonly schema?: GraphQLSchema
  /** Aborts when the server stops: streams then end. */
  readonly stopping?: AbortSignal
  /** Returns false while the server stops: /ready then answers 503. */
  readonly ready?: () => boolean
  /** The landing page lists them, and the playground opens each in a tab. */
  readonly questions?: readonly ExampleQuestion[]
  /** Documents that callers may name by their id. */
  readonly documents?: TrustedDocuments
  /** The metrics of all processes that share the port, if there are several; undefined if they cannot be gathered. */
  readonly sharedMetrics?: (() => Promise<string | undefined>) | undefined
  /** Overrides limits, for tests of those that have no variable of the environment. */
  readonly limits?: Partial<Limits>
}

/** Dossier over HTTP: a listener for node:http, and the same as `fetch` for tests. */
export type App = RequestListener & {
  readonly fetch: ReturnType<typeof createFetch>
  /** Undefined when they are off. */
  readonly metrics: Metrics | undefined
}

/** Puts the app together. It opens no connection, listens on no port and reads no environment. */
export function createApp(options: AppOptions): App {
  const { db, config, log, schema = wholeSchema, ready = () => true, questions = [], documents = new Map() } = options
  const { reads = readsFrom(db, config.consistency) } = options
  const limits = { ...limitsOf(config), ...options.limits }
  const readiness = createReadiness(() => reads.answers(), ready)
  const persisted = createPersistedDocuments(documents)
  const caches: Caches = new Map()
  const metrics = config.metrics ? new Metrics() : undefined
  const feed = new ChangeFeed(db)
  const admission = new Admission(admissionLimits(config.poolSize, config.queue))
  const mutations = new Admission(turnLimits(1, config.queue))
  const authentication = createAuthentication({
    isOpen: config.anonymous,
    findViewer: (key) => findViewer(db, key),
    waiting: config.queue,
  })
  const frame = createFrame(config.playground)
  const guard = createGuard(authentication, frame)
  const ended = createObserver(log, metrics, documents)
  const graphql = createGraphql({
    authentication,
    schema,
    db,
    reads,
    limits,
    admission,
    mutations,
    settings: { selfReview: config.selfReview, hasPages: config.playground, feed },
    extensions: withHintsOf,
    caches,
    persisted,
    cache: createResponseCache(config.answerCache, caches),
    ended,
  })
  const streams = createStreams(options, graphql)
  const admissions = [admission, mutations] as const
  if (metrics) measureServer(metrics, { db, admissions, reads, caches, streams, version: manifest.version })
  const ask: Respond = async (request) => (await streams.events(request)) ?? (await graphql(request))
  const playground = createPlayground(questions, pageQuestions(views))
  const routes: Routes = {
    ...(config.playground &&
      createExplorer({
        ask: createAsk(graphql),
        frame,
        views,
        questions,
        cacheBytes: config.answerCache,
        caches,
        isOpen: config.anonymous,
      })),
    '/graphql': {
      GET: config.playground ? async (request) => (await playground.editor(request)) ?? (await ask(request)) : ask,
      POST: ask,
    },
    '/snapshot.ndjson': { GET: guard(streams.snapshot) },
    '/changes.ndjson': { GET: guard(streams.changes) },
    '/export/*': { GET: guard(streams.exports) },
    ...createReconciliation({ reads, limits, admission, ended, guard, origins: config, hasPages: config.playground }),
    '/schema.graphql': { GET: createSchemaText(schema) },
    '/health': { GET: async () => health() },
    '/ready': { GET: readiness },
    ...(metrics && {
      '/metrics': { GET: createMetricsPage(async () => (await options.sharedMetrics?.()) ?? (await metrics.text())) },
    }),
    '/favicon.ico': { GET: createIcon('favicon.ico', 'image/x-icon') },
    '/favicon.svg': { GET: createIcon('favicon.svg', 'image/svg+xml') },
    '/docs/*': { GET: createDocumentation(frame) },
    '/assets/*': {
      GET: async (request) => pageAssets().files.get(request.path)?.response ?? (await playground.assets(request)),
    },
  }
  const answer = withErrorBoundary(
    withDelivery(withHostCheck(createRouter(routes, createNotFound(frame)), config), config),
    log,
  )
  const respond = withStep(answer, routes)
  return Object.assign(createListener(respond, config), { fetch: createFetch(respond, config), metrics })
}

/** What is answered while it is made: subscriptions, snapshots, the feed of changes. */
function createStreams({ db, config, stopping = new AbortController().signal }: AppOptions, graphql: Respond) {
  const subscriptions = new Places({
    all: config.subscriptions,
    ofCaller: config.callerSubscriptions,
    what: 'subscriptions',
  })
  // A snapshot keeps a connection, and so does an export; half of them stay free.
  const snapshots = new Places({
    all: Math.max(1, Math.floor(config.poolSize / 4)),
    ofCaller: 2,
    what: 'snapshots or exports',
  })
  const feeds = new Places({ all: 50, ofCaller: 10, what: 'feeds' })
  const readAfter = (query: URLSearchParams) => {
    const after = query.get('after')
    return after === null || after === '' ? undefined : readPosition(after)
  }
  return {
    subscriptions,
    snapshots,
    feeds,
    events: createEventStream({ graphql, places: subscriptions, stopping }),
    exports: createDownloads({
      places: snapshots,
      find: (path, query) => findDownload(db, path, query, config.publicUrl),
      version: manifest.version,
    }),
    snapshot: createNdjson(snapshots, () => snapshotLines(db)),
    changes: createNdjson(feeds, (query) => feedLines(db, readAfter(query))),
  }
}

/** Everything that wants to know how operations end: the log, the metrics and, if there are any, traces. */
function createObserver(log: Logger, metrics: Metrics | undefined, documents: TrustedDocuments) {
  const measure = metrics && measureOperations(metrics, new Set(documents.values()))
  return (end: OperationEnd): void => {
    logOperation(log, end)
    measure?.(end)
    operationEnd.publish(end)
  }
}

/** What answers say beside their data: why a part of them is empty. */
async function withHintsOf(context: Context) {
  const hints = await hintsOf(context)
  return hints.length > 0 ? { hints } : undefined
}

function limitsOf({ bodyLimit, operationTimeout, statementTimeout, maxDepth, maxCost }: AppConfig): Limits {
  return {
    ...defaultLimits,
    bodyBytes: bodyLimit,
    operationMs: operationTimeout,
    statementMs: statementTimeout,
    depth: maxDepth,
    cost: maxCost,
  }
}

function withDelivery(respond: Respond, config: AppConfig): Respond {
  const deliver = createDelivery()
  return async (request) => {
    const response = await respond(request)
    const cors = corsHeaders(request, originsFor(request, config))
    const vary = [response.headers.vary, cors.vary].filter(Boolean).join(', ')
    const common = { 'x-request-id': request.id, ...securityHeaders(response), ...cors, ...(vary && { vary }) }
    return await deliver(request, withHeaders(response, common))
  }
}
