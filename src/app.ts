import type { RequestListener } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './database/open.ts'
import { createAnswerCache } from './http/answer/cache.ts'
import { createDelivery } from './http/answer/delivery.ts'
import { safetyHeaders } from './http/answer/security-headers.ts'
import { createGraphql } from './http/graphql.ts'
import { createReadiness, health } from './http/health.ts'
import { type Respond, refuse, withHeaders } from './http/message.ts'
import { defaultLimits, type Limits } from './http/operation/limits.ts'
import type { Question } from './http/page/example-question.ts'
import { createPlayground } from './http/page/playground.ts'
import { corsHeaders } from './http/request/cors.ts'
import { checkHost } from './http/request/host-check.ts'
import { createFetch, createListener } from './http/request/listener.ts'
import { createPersistedDocuments, type TrustedDocuments } from './http/request/persisted-documents.ts'
import { createRouter, type Routes } from './http/request/router.ts'
import { schema as wholeSchema } from './schema.ts'

/** What the app needs to know of the configuration. */
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
>

export interface AppOptions {
  readonly db: Database
  readonly config: AppConfig
  readonly log: Logger
  readonly schema?: GraphQLSchema
  /** False while the server starts: /ready then answers 503. */
  readonly ready?: () => boolean
  /** Shown on the landing page, and each in a tab of the playground. */
  readonly questions?: readonly Question[]
  /** Documents that callers may name by their SHA-256. */
  readonly documents?: TrustedDocuments
  /** In place of the limits that have no variable of their own. */
  readonly limits?: Partial<Limits>
}

/** Dossier over HTTP: what node:http calls for each request, and the same as `fetch` for tests. */
export type App = RequestListener & { readonly fetch: ReturnType<typeof createFetch> }

/** Puts the app together. It opens nothing, listens nowhere and reads no environment. */
export function createApp(options: AppOptions): App {
  const { db, config, log, schema = wholeSchema, ready = () => true, questions = [], documents = new Map() } = options
  const limits = { ...limitsOf(config), ...options.limits }
  const readiness = createReadiness(db, ready)
  const persisted = createPersistedDocuments(documents)
  const graphql = createGraphql({
    schema,
    db,
    limits,
    persisted,
    cache: createAnswerCache(db, config.answerCache),
    log,
  })
  const { landing, editor } = createPlayground(config.playground, questions)
  const routes: Routes = {
    ...(landing && { '/': { GET: landing } }),
    '/graphql': { GET: async (ask) => (await editor(ask)) ?? (await graphql(ask)), POST: graphql },
    '/health': { GET: async () => health() },
    '/ready': { GET: readiness },
  }
  const respond = withGuard(withDelivery(withHost(createRouter(routes), config), config), log)
  return Object.assign(createListener(respond), { fetch: createFetch(respond) })
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

function withHost(respond: Respond, config: AppConfig): Respond {
  return async (ask) => checkHost(ask, config) ?? (await respond(ask))
}

function withDelivery(respond: Respond, { allowedOrigins }: AppConfig): Respond {
  const deliver = createDelivery()
  return async (ask) => {
    const answer = await respond(ask)
    const common = { 'x-request-id': ask.id, ...safetyHeaders(answer), ...corsHeaders(ask, allowedOrigins) }
    return await deliver(ask, withHeaders(answer, common))
  }
}

/** Nothing gets past here but an answer: what fails inside is logged under the request's id. */
function withGuard(respond: Respond, log: Logger): Respond {
  return async (ask) => {
    try {
      return await respond(ask)
    } catch (error) {
      log.error({ requestId: ask.id, err: error }, 'A request met a fault of ours')
      return refuse(500, `Something went wrong on our side. Give the request id ${ask.id} to whoever runs this server.`)
    }
  }
}
