import type { HttpResponse } from '../message.ts'

/** For data: a browser that opens it runs nothing. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Headers of every response: no other site may frame it, sniff its type or learn the address that led from it. */
export function securityHeaders({ headers }: HttpResponse): Record<string, string> {
  return {
    'content-security-policy': headers['content-security-policy'] ?? dataPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}
