import type { RequestListener } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Database } from './database/open.ts'
import { type Respond, refuse, withHeaders } from './http/ask.ts'
import { corsHeaders } from './http/cors.ts'
import { createDelivery } from './http/delivery.ts'
import { createGraphql } from './http/graphql.ts'
import { checkHost } from './http/guard.ts'
import { createReadiness, health } from './http/health.ts'
import { defaultLimits, type Limits } from './http/limits.ts'
import { createFetch, createListener } from './http/listener.ts'
import { createPersistedDocuments, type TrustedDocuments } from './http/persisted.ts'
import { createRouter, type Routes } from './http/router.ts'
import { safetyHeaders } from './http/safety.ts'

/** What the app needs to know of the configuration. */
export interface AppConfig {
  /** The address to listen on: on loopback the app answers to loopback names only. */
  readonly host: string
  /** Further names in Host headers. */
  readonly trustedHosts?: readonly string[]
  /** Origins whose pages may read answers; "*" for all; without any, pages of this machine. */
  readonly origins?: readonly string[]
  readonly limits?: Partial<Limits>
}

export interface AppOptions {
  readonly db: Database
  readonly config: AppConfig
  readonly log: Logger
  readonly schema: GraphQLSchema
  /** False while the server starts: /ready then answers 503. */
  readonly ready?: () => boolean
  /** Documents that callers may name by their SHA-256. */
  readonly documents?: TrustedDocuments
}

/** Dossier over HTTP: what node:http calls for each request, and the same as `fetch` for tests. */
export type App = RequestListener & { readonly fetch: ReturnType<typeof createFetch> }

/** Puts the app together. It opens nothing, listens nowhere and reads no environment. */
export function createApp({ db, config, log, schema, ready = () => true, documents = new Map() }: AppOptions): App {
  const limits = { ...defaultLimits, ...config.limits }
  const readiness = createReadiness(db, ready)
  const graphql = createGraphql({ schema, db, limits, persisted: createPersistedDocuments(documents), log })
  const routes: Routes = {
    '/graphql': { GET: graphql, POST: graphql },
    '/health': { GET: async () => health() },
    '/ready': { GET: readiness },
  }
  const respond = withGuard(withDelivery(withHost(createRouter(routes), config), config), log)
  return Object.assign(createListener(respond), { fetch: createFetch(respond) })
}

function withHost(respond: Respond, { host, trustedHosts = [] }: AppConfig): Respond {
  return async (ask) => checkHost(ask, { host, trustedHosts }) ?? (await respond(ask))
}

function withDelivery(respond: Respond, { origins = [] }: AppConfig): Respond {
  const deliver = createDelivery()
  return async (ask) => {
    const answer = await respond(ask)
    const common = { 'x-request-id': ask.id, ...safetyHeaders(answer), ...corsHeaders(ask, origins) }
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
