import type { HttpRequest } from '../message.ts'

/** What decides under which address callers reach the server. */
export interface BaseRules {
  /** The address that the server was told; undefined: it says what the request says. */
  readonly publicUrl: string | undefined
  /** Proxies before the server. */
  readonly proxies: number
}

/**
 * The address under which a caller reaches the server, without a slash at its end: the one that the server was told, or
 * the one of the request. The outermost proxy says in X-Forwarded-Proto whether the caller spoke TLS with it; what is further
 * to the left there, the caller can invent, and without a proxy all of it.
 */
export function baseOf(header: HttpRequest['header'], { publicUrl, proxies }: BaseRules): string {
  if (publicUrl !== undefined) return publicUrl
  const named = (header('x-forwarded-proto') ?? '').toLowerCase().split(',')
  const spoken = proxies > 0 ? (named.at(-proxies) ?? named[0]) : undefined
  const scheme = spoken?.trim() === 'https' ? 'https' : 'http'
  return `${scheme}://${(header('host') ?? '').toLowerCase()}`
}
