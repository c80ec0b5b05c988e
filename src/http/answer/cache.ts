import { hash } from 'node:crypto'
import type { Source } from '../../database/replica/source.ts'
import { type Caches, CountedCache } from '../counted-cache.ts'
import type { HttpRequest, HttpResponse } from '../message.ts'
import type { OperationLine } from '../operation/end.ts'
import type { OperationParameters } from '../operation/run.ts'

/** A response, and the log line of its operation. */
export interface CachedResponse {
  readonly response: HttpResponse
  readonly line: OperationLine
}

/** What the cache holds for one request. */
export interface CacheLookup {
  /** The response, if it was made for the graph that its source shows. */
  readonly found: CachedResponse | undefined
  /** Where to read otherwise; undefined if the response depends on the schema alone. */
  readonly source: Source | undefined
  /** Caches the response for the graph that its source shows, or for all. */
  store(made: CachedResponse, isConstant?: boolean): void
}

/**
 * Looks up a response, which may name the address of the server. `choose` chooses where the operation reads; with
 * `isCached` the source has a mark.
 */
export type ResponseCache = (
  { base }: Pick<HttpRequest, 'base'>,
  parameters: OperationParameters,
  mediaType: string,
  choose: (isCached: boolean) => Promise<Source>,
) => Promise<CacheLookup>

interface Entry extends CachedResponse {
  readonly mark: string
}

/** Characters of the longest key that is kept as it is: hashing takes longer than all else that a lookup does. */
const longestKey = 2_000

/** Bytes of an entry without its key and the body of its response. */
const entryBytes = 1_000

/** Bytes of responses that depend on the schema alone. */
const constantBytes = 4 * 1024 * 1024

/** The part of the cache that one response may take. */
const largestShare = 1 / 8

/**
 * Makes a cache of responses that holds up to `bytes` bytes and evicts the least recently used. A response depends only
 * on the document, its variables, the address under which the caller reaches the server, and the graph. Each lookup chooses
 * where the operation would read, and finds what was made for the graph that is shown there, so nobody gets a response that
 * was out of date when they asked: see docs/decisions/0012. With 0 bytes, and in any case without the database, it has
 * responses that depend on the schema alone.
 */
export function createResponseCache(bytes: number, caches: Caches): ResponseCache {
  const constants = new CountedCache<CachedResponse>({
    maxSize: constantBytes,
    sizeCalculation: sizeOf,
  })
  const entries = new CountedCache<Entry>({
    maxSize: Math.max(1, bytes),
    maxEntrySize: Math.max(1, Math.floor(bytes * largestShare)),
    sizeCalculation: sizeOf,
  })
  caches.set('answers', entries).set('constants', constants)
  return async ({ base }, parameters, mediaType, choose) => {
    const key = keyOf(base, parameters, mediaType)
    const constant = constants.get(key)
    if (constant) {
      constants.hits += 1
      return { found: constant, source: undefined, store() {} }
    }
    const source = await choose(bytes > 0)
    const { mark: present } = source
    const found = bytes === 0 || present === undefined ? undefined : entries.lookUp(key, ({ mark }) => mark === present)
    return {
      source,
      found,
      store(made, isConstant = false) {
        const { mark } = source
        if (isConstant) {
          // Only now it is known that the operation belonged there.
          constants.misses += 1
          constants.set(key, kept(made))
        } else if (bytes > 0 && mark !== undefined) entries.set(key, { mark, ...kept(made) })
      },
    }
  }
}

function sizeOf({ response }: CachedResponse, key: string): number {
  return entryBytes + key.length * 2 + Buffer.byteLength(response.body ?? '')
}

function kept({ response, line }: CachedResponse): CachedResponse {
  // Not a Buffer: a small one would retain the larger block of memory that it was cut from.
  const body = new TextEncoder().encode(String(response.body ?? ''))
  return { line, response: { ...response, body, digest: hash('sha256', body, 'base64url') } }
}

/** All on which a response depends besides the graph. A long one is hashed, because a cache keeps its keys. */
function keyOf(base: string, { query, operationName, variables }: OperationParameters, mediaType: string): string {
  const key = `${JSON.stringify([base, mediaType, operationName, variables])}${query}`
  return key.length <= longestKey ? key : hash('sha256', key, 'base64url')
}
