import type { HttpRequest } from '../http/message.ts'
import { isLocal } from '../http/request/cors.ts'
import { isLoopback } from '../http/request/host-check.ts'

/** What decides which pages may reconcile. */
export interface OriginRules {
  readonly host: string
  readonly allowedHosts: readonly string[]
  readonly allowedOrigins: readonly string[]
  readonly publicUrl: string | undefined
  /** Whether everybody may read the graph. */
  readonly anonymous: boolean
}

const address = '/reconcile'

/** Whether a request is for the service. */
function isForService({ path }: HttpRequest): boolean {
  return path === address || path.startsWith(`${address}/`)
}

/** Whether the server is for this machine alone. What it shows may be private, although it asks for no key. */
function isForThisMachine({ host, allowedHosts, publicUrl }: OriginRules): boolean {
  return isLoopback(host) && allowedHosts.length === 0 && publicUrl === undefined
}

/**
 * The origins whose pages may read the answer to a request. Pages of any origin may use the reconciliation service of an
 * open graph, because nobody knows where people run OpenRefine. Only a server for this machine alone keeps to pages of
 * this machine.
 */
export function originsFor(request: HttpRequest, rules: OriginRules): readonly string[] {
  if (!isForService(request) || !rules.anonymous) return rules.allowedOrigins
  const origin = request.header('origin')
  const isFine = !isForThisMachine(rules) || origin === undefined || isLocal(origin)
  return isFine ? ['*'] : rules.allowedOrigins
}

/** Whether a script of another page may hold the answer. It can then be read by that page, whatever its origin. */
export function mayBeScript(request: HttpRequest, rules: OriginRules): boolean {
  return !isForThisMachine(rules) || request.header('sec-fetch-site') !== 'cross-site'
}
