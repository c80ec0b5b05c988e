import { type HttpRequest, type HttpResponse, refuse } from '../message.ts'

/** A name or an address, perhaps with a port. */
const hostPattern = /^(?<name>[a-z0-9_](?:[a-z0-9_.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for a name or address that only this machine can reach. */
export function isLoopback(name: string): boolean {
  return loopback.has(name) || name === '::1' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name)
}

export interface HostRules {
  /** The address on which the server listens. */
  readonly host: string
  /** Further names that the Host header may have; "*" for any. */
  readonly allowedHosts: readonly string[]
}

/**
 * Refuses a Host header that is malformed (400) or not ours (421). This prevents DNS rebinding, in which a page of
 * another site lets its own name point to this machine: a server on loopback accepts only loopback names. On any other
 * address it accepts every name, unless some are given.
 */
export function checkHost(request: HttpRequest, { host, allowedHosts }: HostRules): HttpResponse | undefined {
  const given = request.header('host') ?? ''
  const name = hostPattern.exec(given)?.groups?.name?.toLowerCase()
  if (name === undefined) return refuse(400, 'The Host header must be a name or an address, perhaps with a port.')
  if (allowedHosts.includes('*') || (allowedHosts.length === 0 && !isLoopback(host))) return undefined
  const known = [host, ...allowedHosts].some((allowed) => allowed.toLowerCase() === name)
  if (known || isLoopback(name)) return undefined
  return refuse(421, `This server is not known as "${name}". Whoever runs it can add the name to its allowed hosts.`)
}
