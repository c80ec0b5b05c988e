import type { Database } from '../database/open.ts'
import type { Reads } from '../database/replica/reads.ts'
import type { ErrorCode } from '../errors.ts'
import { resultResponse } from '../http/answer/result.ts'
import { type HttpRequest, type HttpResponse, json, withHeaders } from '../http/message.ts'
import { endOf, type OperationEnd } from '../http/operation/end.ts'
import { type PublicResult, publicResult } from '../http/operation/errors.ts'
import type { RawResult } from '../http/operation/execution.ts'
import { type TurnOptions, Turns } from '../http/operation/turn.ts'
import { namedRevision, withRevision } from '../http/request/revision-header.ts'

/** What it takes to answer a request. */
export interface Work {
  /** In the unit of an operation's cost. */
  readonly cost: number
  /** The answer: a response, or what is written as JSON. */
  run(db: Database): Promise<object>
}

export interface AnswererOptions extends Pick<TurnOptions, 'limits' | 'admission'> {
  readonly reads: Reads
  /** Told of each request when its answer is ready. */
  readonly ended: (end: OperationEnd) => void
}

/** The statuses of errors that a GraphQL request answers otherwise. */
const statusOf: Partial<Record<ErrorCode, number>> = { NOT_FOUND: 404, TIMED_OUT: 503 }

/** What logs call the requests, and metrics of those whose name they know. */
const operationName = 'reconcile'

/**
 * Makes the function that answers requests as operations are answered: in turn with them, within the same limits of time,
 * from replicas, with a line in the log. It never rejects.
 *
 * @returns A function of the request and of what finds out what is to be done; undefined: there is nothing at the address.
 */
export function createAnswerer({ reads, ended, ...options }: AnswererOptions) {
  const turns = new Turns(options)

  return async (
    request: HttpRequest,
    find: () => Promise<Work | HttpResponse | undefined>,
  ): Promise<HttpResponse | undefined> => {
    try {
      const work = await find()
      if (work === undefined || 'status' in work) return work
      return await answer(request, work)
    } catch (error) {
      return respond(request, { result: { errors: [error] } })
    }
  }

  async function answer(request: HttpRequest, { cost, run }: Work): Promise<HttpResponse> {
    const source = await reads.choose(false, namedRevision(request))
    const outcome = await turns.executeInTurn(
      request,
      { cost, isMutation: false },
      async () =>
        await source.read<RawResult>(
          async (db) => ({ data: { answer: await run(db) } }),
          ({ errors = [] }) => errors,
        ),
    )
    return withRevision(respond(request, outcome), source)
  }

  function respond(
    request: HttpRequest,
    outcome: { readonly result: RawResult; readonly statements?: readonly string[]; readonly waited?: number },
  ): HttpResponse {
    const result = publicResult(outcome.result, options.limits)
    const response = result.errors ? refusal(result, request) : responseOf(result.data?.answer as object)
    ended(endOf({ request, parameters: { query: '', operationName }, outcome, result, status: response.status }))
    return response
  }
}

function responseOf(answer: object): HttpResponse {
  return 'status' in answer && 'headers' in answer ? (answer as HttpResponse) : json(200, answer)
}

/** Errors in the form of the API's, with the status that they have as answers of HTTP. */
function refusal({ errors = [] }: PublicResult, request: HttpRequest): HttpResponse {
  const response = resultResponse({ errors }, 'application/graphql-response+json', request.id)
  const status = statusOf[errors[0]?.extensions.code as ErrorCode] ?? response.status
  return { ...withHeaders(response, { 'content-type': 'application/json; charset=utf-8' }), status }
}
