import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Database } from '../database/open.ts'
import type { AnswerCache, CachePlace } from './answer/cache.ts'
import { negotiate } from './answer/negotiate.ts'
import { mediaTypes, publicResult, resultAnswer } from './answer/result.ts'
import { type Answer, type Respond, refuse } from './message.ts'
import { useDocuments } from './operation/document.ts'
import { publicError } from './operation/errors.ts'
import { useLimitedExecution } from './operation/execution.ts'
import type { Limits } from './operation/limits.ts'
import { logAgain, logOperation } from './operation/log.ts'
import type { Exchange } from './operation/operation-state.ts'
import { badRequest } from './request/body.ts'
import { readParams } from './request/parameters.ts'
import type { PersistedDocuments } from './request/persisted-documents.ts'

interface Options {
  readonly schema: GraphQLSchema
  readonly db: Database
  readonly limits: Limits
  readonly persisted: PersistedDocuments
  readonly cache: AnswerCache
  readonly log: Logger
}

/** Answers GraphQL over HTTP. Never fails: every fault becomes a GraphQL error. */
export function createGraphql({ schema, db, limits, persisted, cache, log }: Options): Respond {
  const yoga = createGraphqlYoga(schema, db, limits)
  return async (ask): Promise<Answer> => {
    const mediaType = negotiate(ask.header('accept'), mediaTypes)
    if (!mediaType) return refuse(406, `Accept one of ${mediaTypes.join(' and ')}.`)
    const wantsCost = isOn(ask.header('x-dossier-cost'))
    const exchange: Exchange = { ask }
    let place: CachePlace | undefined
    try {
      exchange.params = persisted.complete(await readParams(ask, limits))
      if (exchange.params.query === undefined) throw badRequest('The request asks nothing. Send a document as "query".')
      if (!wantsCost) place = await cache(exchange.params, mediaType)
      if (place?.found) {
        logAgain(log, ask, place.found.line)
        return place.found.answer
      }
      const method = ask.method === 'POST' ? 'POST' : 'GET'
      await yoga.fetch(new yoga.fetchAPI.Request('http://dossier/graphql', { method, signal: ask.signal }), {
        exchange,
      })
    } catch (error) {
      exchange.result ??= { errors: [publicError(error, limits)] }
    }
    const result = publicResult(withCost(exchange, wantsCost), limits)
    const answer = resultAnswer(result, mediaType, ask.id)
    const line = logOperation(log, exchange, result, answer.status)
    if (!result.errors && exchange.operation?.operation === 'query') place?.keep({ answer, line })
    return answer
  }
}

/** Yoga between the parameters, which are read already, and the result, which is written afterwards. */
function createGraphqlYoga(schema: GraphQLSchema, db: Database, limits: Limits) {
  return createYoga<{ exchange: Exchange }>({
    schema,
    context: ({ exchange }) => ({ db, requestId: exchange.ask.id }),
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: false,
    parserAndValidationCache: false,
    maskedErrors: { maskError: (error) => publicError(error, limits) },
    plugins: [useDocuments(schema, limits), useLimitedExecution(limits), useExchange()],
  })
}

/** Hands the parameters in, and the result out, without Yoga's own reading and writing of HTTP. */
function useExchange(): Plugin<{ exchange: Exchange }> {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      const { query, operationName, variables } = exchangeOf(serverContext).params ?? {}
      setRequestParser(() => ({ query, operationName, variables }))
    },
    onResultProcess({ serverContext, result, setResultProcessor }) {
      exchangeOf(serverContext).result = result as ExecutionResult
      setResultProcessor((_result, fetchAPI) => new fetchAPI.Response(null), 'application/json')
    },
  }
}

function exchangeOf(serverContext: unknown): Exchange {
  return (serverContext as { exchange: Exchange }).exchange
}

function isOn(header: string | undefined): boolean {
  return Boolean(header) && header !== '0'
}

/** Tells the cost of an operation to those who ask by `x-dossier-cost: 1`. */
function withCost({ result, cost }: Exchange, isWanted: boolean): ExecutionResult {
  if (!result) throw new Error('The operation ended without a result')
  if (!cost || !isWanted) return result
  return { ...result, extensions: { ...result.extensions, cost: { total: cost.total } } }
}
