import type { HttpRequest, HttpResponse } from '../message.ts'
import { isLoopback } from './host-check.ts'

/** Request headers that pages may send. Clients identify themselves by the last three. */
const requestHeaders = [
  'content-type',
  'accept',
  'authorization',
  'if-none-match',
  'last-event-id',
  'x-request-id',
  'x-dossier-cost',
  'x-dossier-revision',
  'traceparent',
  'apollographql-client-name',
  'apollographql-client-version',
].join(', ')

/** Response headers that pages may read. */
const responseHeaders = 'etag, x-request-id, x-dossier-revision, x-dossier-total-count, x-dossier-next-cursor'

/**
 * The headers that let pages read a response: the pages of `origins`, or all for "*". Without origins these are the pages
 * of this machine, on any port. Credentials are never allowed, so a response is the same for everybody.
 */
export function corsHeaders(request: HttpRequest, origins: readonly string[]): Record<string, string> {
  if (origins.includes('*'))
    return { 'access-control-allow-origin': '*', 'access-control-expose-headers': responseHeaders }
  const origin = request.header('origin')
  const allowed = origin !== undefined && (origins.length > 0 ? origins.includes(origin) : isLocal(origin))
  if (!allowed) return { vary: 'Origin' }
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': responseHeaders }
}

/** Whether an origin is a page of this machine. */
export function isLocal(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname)
}

/** Answers a preflight, which browsers send before they send JSON to another site. */
export function preflight(methods: readonly string[]): HttpResponse {
  const headers = {
    allow: [...methods, 'OPTIONS'].join(', '),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': '86400',
  }
  return { status: 204, headers }
}
