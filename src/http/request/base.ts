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
 * the one of the request. A proxy says in X-Forwarded-Proto whether the caller spoke TLS with it; without a proxy anybody
 * could say so.
 */
export function baseOf(header: HttpRequest['header'], { publicUrl, proxies }: BaseRules): string {
  if (publicUrl !== undefined) return publicUrl
  const named = header('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase()
  const scheme = proxies > 0 && named === 'https' ? 'https' : 'http'
  return `${scheme}://${(header('host') ?? '').toLowerCase()}`
}
