import type { RequestListener } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Context } from './builder.ts'
import type { Config } from './config.ts'
import type { Database } from './database/open.ts'
import { type Reads, readsFrom } from './database/replica/reads.ts'
import { createResponseCache } from './http/answer/cache.ts'
import { createDelivery } from './http/answer/delivery.ts'
import { securityHeaders } from './http/answer/security-headers.ts'
import { createGraphql } from './http/graphql.ts'
import { createReadiness, health } from './http/health.ts'
import { type Respond, refuse, withHeaders } from './http/message.ts'
import { defaultLimits, type Limits } from './http/operation/limits.ts'
import { createAsk } from './http/page/ask.ts'
import { createDocumentation } from './http/page/documentation.ts'
import type { ExampleQuestion } from './http/page/example-question.ts'
import { createIcon } from './http/page/icon.ts'
import { notFound } from './http/page/not-found.ts'
import { createPlayground } from './http/page/playground.ts'
import { corsHeaders } from './http/request/cors.ts'
import { checkHost } from './http/request/host-check.ts'
import { createFetch, createListener } from './http/request/listener.ts'
import { createPersistedDocuments, type TrustedDocuments } from './http/request/persisted-documents.ts'
import { createRouter, type Routes } from './http/request/router.ts'
import { createSchemaText } from './http/schema-text.ts'
import { hintsOf } from './query/hint.ts'
import { schema as wholeSchema } from './schema.ts'

/** The part of the configuration that the app reads. */
export type AppConfig = Pick<
  Config,
  | 'host'
  | 'allowedHosts'
  | 'allowedOrigins'
  | 'bodyLimit'
  | 'operationTimeout'
  | 'statementTimeout'
  | 'maxDepth'
  | 'maxCost'
  | 'playground'
  | 'answerCache'
  | 'consistency'
>

export interface AppOptions {
  readonly db: Database
  /** Where operations read; if it is not given, from `db`. */
  readonly reads?: Reads
  readonly config: AppConfig
  readonly log: Logger
  readonly schema?: GraphQLSchema
  /** Returns false while the server starts: /ready then answers 503. */
  readonly ready?: () => boolean
  /** The landing page lists them, and the playground opens each in a tab. */
  readonly questions?: readonly ExampleQuestion[]
  /** Documents that callers may name by their id. */
  readonly documents?: TrustedDocuments
  /** Overrides limits, for tests of those that have no variable of the environment. */
  readonly limits?: Partial<Limits>
}

/** Dossier over HTTP: a listener for node:http, and the same as `fetch` for tests. */
export type App = RequestListener & { readonly fetch: ReturnType<typeof createFetch> }

/** Puts the app together. It opens no connection, listens on no port and reads no environment. */
export function createApp(options: AppOptions): App {
  const { db, config, log, schema = wholeSchema, ready = () => true, questions = [], documents = new Map() } = options
  const { reads = readsFrom(db, config.consistency) } = options
  const limits = { ...limitsOf(config), ...options.limits }
  const readiness = createReadiness(() => reads.answers(), ready)
  const persisted = createPersistedDocuments(documents)
  const graphql = createGraphql({
    schema,
    db,
    reads,
    limits,
    extensions: withHintsOf,
    persisted,
    cache: createResponseCache(config.answerCache),
    log,
  })
  const { landing, editor, assets } = createPlayground(questions, createAsk(graphql))
  const routes: Routes = {
    ...(config.playground && { '/': { GET: landing } }),
    '/graphql': {
      GET: config.playground ? async (request) => (await editor(request)) ?? (await graphql(request)) : graphql,
      POST: graphql,
    },
    '/schema.graphql': { GET: createSchemaText(schema) },
    '/health': { GET: async () => health() },
    '/ready': { GET: readiness },
    '/favicon.ico': { GET: createIcon('favicon.ico', 'image/x-icon') },
    '/favicon.svg': { GET: createIcon('favicon.svg', 'image/svg+xml') },
    '/docs/*': { GET: createDocumentation() },
    ...(config.playground && { '/assets/*': { GET: assets } }),
  }
  const respond = withErrorBoundary(withDelivery(withHostCheck(createRouter(routes, notFound), config), config), log)
  return Object.assign(createListener(respond), { fetch: createFetch(respond) })
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

function withHostCheck(respond: Respond, config: AppConfig): Respond {
  return async (request) => checkHost(request, config) ?? (await respond(request))
}

function withDelivery(respond: Respond, { allowedOrigins }: AppConfig): Respond {
  const deliver = createDelivery()
  return async (request) => {
    const response = await respond(request)
    const common = { 'x-request-id': request.id, ...securityHeaders(response), ...corsHeaders(request, allowedOrigins) }
    return await deliver(request, withHeaders(response, common))
  }
}

/** Turns every error that is thrown inside into a response, and logs it under the request's id. */
function withErrorBoundary(respond: Respond, log: Logger): Respond {
  return async (request) => {
    try {
      return await respond(request)
    } catch (error) {
      log.error({ requestId: request.id, err: error }, 'A request met an internal fault')
      return refuse(
        500,
        `Something went wrong on our side. Give the request id ${request.id} to whoever runs this server.`,
      )
    }
  }
}
