import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'

/** Bits of an IPv6 address that tell one caller from another: providers give whole networks of this size to one customer. */
const networkBits = 64

/**
 * The address that a request comes from. With `proxies` proxies before the server it is the one that the outermost of them
 * names in X-Forwarded-For; what is further to the left there, the caller can invent.
 */
export function callerOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>, proxies: number): string {
  const header = headers['x-forwarded-for']
  const named = String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const hops = [...named, socket.remoteAddress ?? '']
  return networks.memo((hops.at(-1 - proxies) ?? hops[0] ?? '').slice(0, 100))
}

/** The network of an IPv6 address; any other text as it is. */
function networkOf(text: string): string {
  if (!ipaddr.isValid(text)) return text
  const address = ipaddr.process(text)
  if (address.kind() === 'ipv4') return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${networkBits}`).toString()
}

/** Those of the latest callers: most send more than one request. */
const networks = new LRUCache<string, string, undefined>({ max: 1_000, memoMethod: networkOf })
