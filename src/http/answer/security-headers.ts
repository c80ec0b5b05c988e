import type { Answer } from '../message.ts'

/** For answers that are data: a browser that is pointed at one runs nothing. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Headers of every answer: nothing of ours is to be framed, sniffed or told to other sites. */
export function safetyHeaders({ headers }: Answer): Record<string, string> {
  return {
    'content-security-policy': headers['content-security-policy'] ?? dataPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}
