import type { Viewer } from '../../viewer.ts'
import { forKeyHolders } from '../answer/privacy.ts'
import { resultResponse } from '../answer/result.ts'
import { type HttpRequest, type HttpResponse, withHeaders } from '../message.ts'
import { causeOf, publicError } from '../operation/errors.ts'
import { defaultLimits } from '../operation/limits.ts'
import type { Authentication } from '../request/authentication.ts'
import type { Handler } from '../request/router.ts'
import type { Frame } from './frame.ts'
import { html } from './html.ts'
import { wantsHtml } from './not-found.ts'

/** Answers a request of somebody who may read the graph. */
export type ViewerHandler = (request: HttpRequest, viewer: Viewer) => Promise<HttpResponse | undefined>

/** Lets a handler answer only those who may read the graph. */
export type Guard = (handler: ViewerHandler) => Handler

/**
 * Makes the guard of every address that shows the graph, /graphql apart: it finds out who asks, and refuses those who may
 * not read. Its refusals have the form of GraphQL's errors, and for people that of a page.
 */
export function createGuard({ isOpen, viewerOf }: Authentication, frame: Frame): Guard {
  return (handler) => async (request) => {
    let viewer: Viewer
    try {
      viewer = await viewerOf(request)
    } catch (error) {
      return refused(request, error, frame)
    }
    const response = await handler(request, viewer)
    return isOpen || response === undefined ? response : forKeyHolders(request, response)
  }
}

function refused(request: HttpRequest, error: unknown, frame: Frame): HttpResponse {
  const shown = publicError(error, defaultLimits)
  // An internal fault is thrown on, because it is logged in one place. That a caller has gone is no fault.
  if (causeOf(shown) !== undefined && !request.signal.aborted) throw error
  const response = resultResponse({ errors: [shown] }, 'application/json', request.id)
  if (!wantsHtml(request)) return response
  const { 'content-type': _type, ...headers } = response.headers
  const main = html`<h1>You may not see this</h1>
    <p>${shown.message}</p>`
  return withHeaders(frame(response.status, { title: 'You may not see this', main }), headers)
}
