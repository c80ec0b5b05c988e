import type { HttpResponse } from '../message.ts'

/** For data: a browser that opens it runs nothing. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/**
 * Headers of every response: no other site may frame it, sniff its type or learn the address that led from it. A page
 * that is made to be framed says so in its policy.
 */
export function securityHeaders({ headers }: HttpResponse): Record<string, string> {
  const policy = headers['content-security-policy'] ?? dataPolicy
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    ...(!policy.includes('frame-ancestors *') && { 'x-frame-options': 'DENY' }),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}
