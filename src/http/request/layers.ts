import type { Logger } from 'pino'
import { requestStep } from '../../step.ts'
import { type Respond, refuse } from '../message.ts'
import { checkHost, type HostRules } from './host-check.ts'
import { type Routes, routeOf } from './router.ts'

/** Tells of each request, for traces. */
export function withStep(respond: Respond, routes: Routes): Respond {
  return (request) => {
    if (!requestStep.hasSubscribers) return respond(request)
    return requestStep.tracePromise(() => respond(request), { request, route: routeOf(routes, request.path) })
  }
}

/** Refuses requests for another host. */
export function withHostCheck(respond: Respond, rules: HostRules): Respond {
  return async (request) => checkHost(request, rules) ?? (await respond(request))
}

/** Turns every error that is thrown inside into a response, and logs it under the request's id. */
export function withErrorBoundary(respond: Respond, log: Logger): Respond {
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
