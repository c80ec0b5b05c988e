import type { ExecutionResult } from 'graphql'
import type { Reads } from '../database/replica/reads.ts'
import type { Source } from '../database/replica/source.ts'
import { lookupStep } from '../step.ts'
import type { Viewer } from '../viewer.ts'
import type { CacheLookup, ResponseCache } from './answer/cache.ts'
import { csvForm, csvType } from './answer/csv.ts'
import { negotiate } from './answer/negotiate.ts'
import { forCallerAlone, forKeyHolders } from './answer/privacy.ts'
import { type AnswerForm, jsonForm, mediaTypes } from './answer/result.ts'
import { type HttpRequest, type HttpResponse, type Respond, refuse } from './message.ts'
import { endOf, endOfCached, type OperationEnd } from './operation/end.ts'
import { publicResult } from './operation/errors.ts'
import { badRequest } from './operation/limits.ts'
import { createOperationRunner, type OperationParameters, type Outcome, type RunnerOptions } from './operation/run.ts'
import type { Authentication } from './request/authentication.ts'
import { readParameters } from './request/parameters.ts'
import type { PersistedDocuments } from './request/persisted-documents.ts'
import { namedRevision, withRevision } from './request/revision-header.ts'

type Running = Pick<
  RunnerOptions,
  'schema' | 'db' | 'limits' | 'admission' | 'mutations' | 'settings' | 'extensions' | 'caches'
>

interface Options extends Running {
  readonly authentication: Authentication
  readonly reads: Reads
  readonly persisted: PersistedDocuments
  readonly cache: ResponseCache
  /** Told of each operation when its answer is ready. */
  readonly ended: (end: OperationEnd) => void
}

/**
 * Answers GraphQL over HTTP: finds out who asks, reads the parameters, looks into the cache, runs the operation, writes
 * the response. It never rejects: every fault becomes a GraphQL error.
 */
export function createGraphql(options: Options): Respond {
  const { isOpen } = options.authentication
  const answer = createAnswer(options)
  return async (request) => {
    const response = await answer(request)
    return isOpen || response.headers['cache-control'] ? response : forKeyHolders(request, response)
  }
}

function createAnswer({ authentication, reads, persisted, cache, ended, ...running }: Options): Respond {
  const { limits } = running
  const run = createOperationRunner(running)

  return async (request): Promise<HttpResponse> => {
    const form = formFor(request)
    if (!form) return refuse(406, `Accept one of ${[...mediaTypes, csvType].join(', ')}.`)
    let viewer: Viewer
    let parameters: OperationParameters
    let lookup: CacheLookup
    try {
      viewer = await authentication.viewerOf(request)
      parameters = await readOperationParameters(request)
      const named = namedRevision(request)
      // A response that tells the cost is not cached: most callers do not want it.
      lookup = isOn(request.header('x-dossier-cost'))
        ? uncached(await reads.choose(false, named))
        : await lookupStep.tracePromise(
            () => cache(request, parameters, form.key, (isCached) => reads.choose(isCached, named)),
            {},
          )
    } catch (error) {
      return respond(request, form, { result: { errors: [error] } })
    }
    if (lookup.found) {
      ended(endOfCached(request, parameters.query, lookup.found.line))
      return withRevision(lookup.found.response, lookup.source)
    }
    const outcome = await run(request, parameters, {
      viewer,
      viewerNow: () => authentication.viewerOf(request),
      source: lookup.source,
      inspect: form.inspect,
      takesText: form.takesText,
    })
    const answered = isOn(request.header('x-dossier-cost')) ? withCost(outcome) : outcome
    const response = respond(request, form, answered, parameters, lookup)
    // A mutation shows more than what was there when it came.
    const shown = outcome.operation?.operation === 'mutation' ? outcome : lookup.source
    return withRevision(outcome.isPrivate ? forCallerAlone(response) : response, shown)
  }

  async function readOperationParameters(request: HttpRequest): Promise<OperationParameters> {
    const { query, ...parameters } = persisted.complete(await readParameters(request, limits))
    if (query === undefined) throw badRequest('The request asks nothing. Send a document as "query".')
    return { ...parameters, query }
  }

  /** Writes the response of an operation, tells of its end, and caches the response of a query without errors. */
  function respond(
    request: HttpRequest,
    form: AnswerForm,
    outcome: Outcome,
    parameters?: OperationParameters,
    lookup?: CacheLookup,
  ): HttpResponse {
    const result = publicResult(outcome.result, limits)
    const response = form.write(result, request.id)
    const end = endOf({ request, parameters, outcome, result, status: response.status })
    ended(end)
    const isShared = outcome.operation?.operation === 'query' && !outcome.isPrivate
    if (!result.errors && isShared) lookup?.store({ response, line: end.line }, outcome.isConstant)
    return response
  }
}

/** The form that a request asks for; undefined if there is none such. */
function formFor(request: HttpRequest): AnswerForm | undefined {
  const mediaType = negotiate(request.header('accept'), [...mediaTypes, csvType])
  return mediaType === csvType ? csvForm(request.search) : mediaType && jsonForm(mediaType)
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
