import type { ExecutionResult } from 'graphql'
import type { Logger } from 'pino'
import type { CacheLookup, ResponseCache } from './answer/cache.ts'
import { negotiate } from './answer/negotiate.ts'
import { type MediaType, mediaTypes, resultResponse } from './answer/result.ts'
import { type HttpRequest, type HttpResponse, type Respond, refuse } from './message.ts'
import { publicResult } from './operation/errors.ts'
import { badRequest } from './operation/limits.ts'
import { logCached, logOperation } from './operation/log.ts'
import { createOperationRunner, type OperationParameters, type Outcome, type RunnerOptions } from './operation/run.ts'
import { readParameters } from './request/parameters.ts'
import type { PersistedDocuments } from './request/persisted-documents.ts'

interface Options extends Pick<RunnerOptions, 'schema' | 'db' | 'limits' | 'admission' | 'extensions'> {
  readonly persisted: PersistedDocuments
  readonly cache: ResponseCache
  readonly log: Logger
}

/**
 * Answers GraphQL over HTTP: reads the parameters, looks into the cache, runs the operation, writes the response. It
 * never rejects: every fault becomes a GraphQL error.
 */
export function createGraphql({ schema, db, limits, admission, extensions, persisted, cache, log }: Options): Respond {
  const run = createOperationRunner({ schema, db, limits, admission, extensions })

  return async (request): Promise<HttpResponse> => {
    const mediaType = negotiate(request.header('accept'), mediaTypes)
    if (!mediaType) return refuse(406, `Accept one of ${mediaTypes.join(' and ')}.`)
    let parameters: OperationParameters
    try {
      parameters = await readOperationParameters(request)
    } catch (error) {
      return respond(request, mediaType, { result: { errors: [error] } })
    }
    // A response that tells the cost is not cached: most callers do not want it.
    if (isOn(request.header('x-dossier-cost'))) {
      return respond(request, mediaType, withCost(await run(request, parameters)), parameters)
    }
    const lookup = await cache(parameters, mediaType)
    if (lookup.found) {
      logCached(log, request, lookup.found.line)
      return lookup.found.response
    }
    return respond(request, mediaType, await run(request, parameters), parameters, lookup)
  }

  async function readOperationParameters(request: HttpRequest): Promise<OperationParameters> {
    const { query, ...parameters } = persisted.complete(await readParameters(request, limits))
    if (query === undefined) throw badRequest('The request asks nothing. Send a document as "query".')
    return { ...parameters, query }
  }

  /** Writes the response and the log line of an operation, and caches the response of a query without errors. */
  function respond(
    request: HttpRequest,
    mediaType: MediaType,
    outcome: Outcome,
    parameters?: OperationParameters,
    lookup?: CacheLookup,
  ): HttpResponse {
    const result = publicResult(outcome.result, limits)
    const response = resultResponse(result, mediaType, request.id)
    const line = logOperation(log, { request, parameters, outcome, result, status: response.status })
    if (!result.errors && outcome.operation?.operation === 'query')
      lookup?.store({ response, line }, outcome.isConstant)
    return response
  }
}

function isOn(header: string | undefined): boolean {
  return Boolean(header) && header !== '0'
}

/** Adds the cost of the operation to its result, for callers that send `x-dossier-cost: 1`. */
function withCost(outcome: Outcome): Outcome {
  const { result, cost } = outcome
  if (!cost) return outcome
  const extensions: ExecutionResult['extensions'] = { ...result.extensions, cost: { total: cost.total } }
  return { ...outcome, result: { ...result, extensions } }
}
