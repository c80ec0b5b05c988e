import type { ExecutionResult } from 'graphql'
import type { Reads } from '../database/replica/reads.ts'
import type { Source } from '../database/replica/source.ts'
import { lookupStep } from '../step.ts'
import type { CacheLookup, ResponseCache } from './answer/cache.ts'
import { negotiate } from './answer/negotiate.ts'
import { type MediaType, mediaTypes, resultResponse } from './answer/result.ts'
import { type HttpRequest, type HttpResponse, type Respond, refuse } from './message.ts'
import { endOf, endOfCached, type OperationEnd } from './operation/end.ts'
import { publicResult } from './operation/errors.ts'
import { badRequest } from './operation/limits.ts'
import { createOperationRunner, type OperationParameters, type Outcome, type RunnerOptions } from './operation/run.ts'
import { readParameters } from './request/parameters.ts'
import type { PersistedDocuments } from './request/persisted-documents.ts'
import { namedRevision, withRevision } from './request/revision-header.ts'

interface Options
  extends Pick<RunnerOptions, 'schema' | 'db' | 'limits' | 'admission' | 'settings' | 'extensions' | 'caches'> {
  readonly reads: Reads
  readonly persisted: PersistedDocuments
  readonly cache: ResponseCache
  /** Told of each operation when its answer is ready. */
  readonly ended: (end: OperationEnd) => void
}

/**
 * Answers GraphQL over HTTP: reads the parameters, looks into the cache, runs the operation, writes the response. It
 * never rejects: every fault becomes a GraphQL error.
 */
export function createGraphql({ reads, persisted, cache, ended, ...running }: Options): Respond {
  const { limits } = running
  const run = createOperationRunner(running)

  return async (request): Promise<HttpResponse> => {
    const mediaType = negotiate(request.header('accept'), mediaTypes)
    if (!mediaType) return refuse(406, `Accept one of ${mediaTypes.join(' and ')}.`)
    let parameters: OperationParameters
    let lookup: CacheLookup
    try {
      parameters = await readOperationParameters(request)
      const named = namedRevision(request)
      // A response that tells the cost is not cached: most callers do not want it.
      lookup = isOn(request.header('x-dossier-cost'))
        ? uncached(await reads.choose(false, named))
        : await lookupStep.tracePromise(
            () => cache(parameters, mediaType, (isCached) => reads.choose(isCached, named)),
            {},
          )
    } catch (error) {
      return respond(request, mediaType, { result: { errors: [error] } })
    }
    if (lookup.found) {
      ended(endOfCached(request, parameters.query, lookup.found.line))
      return withRevision(lookup.found.response, lookup.source)
    }
    const outcome = await run(request, parameters, lookup.source)
    const answered = isOn(request.header('x-dossier-cost')) ? withCost(outcome) : outcome
    return withRevision(respond(request, mediaType, answered, parameters, lookup), lookup.source)
  }

  async function readOperationParameters(request: HttpRequest): Promise<OperationParameters> {
    const { query, ...parameters } = persisted.complete(await readParameters(request, limits))
    if (query === undefined) throw badRequest('The request asks nothing. Send a document as "query".')
    return { ...parameters, query }
  }

  /** Writes the response of an operation, tells of its end, and caches the response of a query without errors. */
  function respond(
    request: HttpRequest,
    mediaType: MediaType,
    outcome: Outcome,
    parameters?: OperationParameters,
    lookup?: CacheLookup,
  ): HttpResponse {
    const result = publicResult(outcome.result, limits)
    const response = resultResponse(result, mediaType, request.id)
    const end = endOf({ request, parameters, outcome, result, status: response.status })
    ended(end)
    if (!result.errors && outcome.operation?.operation === 'query')
      lookup?.store({ response, line: end.line }, outcome.isConstant)
    return response
  }
}

function uncached(source: Source): CacheLookup {
  return { source, found: undefined, store() {} }
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
