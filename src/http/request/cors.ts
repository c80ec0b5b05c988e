import type { Answer, Ask } from '../message.ts'
import { isLoopback } from './host-check.ts'

/** Headers that front ends may send beyond those that every page may; clients name themselves by the last three. */
const sent = [
  'content-type',
  'accept',
  'if-none-match',
  'x-request-id',
  'x-dossier-cost',
  'traceparent',
  'apollographql-client-name',
  'apollographql-client-version',
].join(', ')
/** Headers of an answer that they may read. */
const read = 'etag, x-request-id'

/**
 * Which pages may read answers: those of `origins`, all for "*". With none given, pages of this machine, whatever
 * their port. Cookies and the like are never asked for, so that an answer is the same whoever asks.
 */
export function corsHeaders(ask: Ask, origins: readonly string[]): Record<string, string> {
  if (origins.includes('*')) return { 'access-control-allow-origin': '*', 'access-control-expose-headers': read }
  const origin = ask.header('origin')
  const allowed = origin !== undefined && (origins.length > 0 ? origins.includes(origin) : isLocal(origin))
  if (!allowed) return { vary: 'Origin' }
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': read }
}

function isLocal(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname)
}

/** Answers the question that browsers ask before they send JSON to another site. */
export function preflight(methods: readonly string[]): Answer {
  const headers = {
    allow: [...methods, 'OPTIONS'].join(', '),
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': sent,
    'access-control-max-age': '86400',
  }
  return { status: 204, headers }
}
