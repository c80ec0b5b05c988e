import { hash } from 'node:crypto'
import type { Database } from '../../database/open.ts'
import { readRevision } from '../../database/revision.ts'
import { runWithin } from '../../database/tracked-pool.ts'
import { type Caches, CountedCache } from '../counted-cache.ts'
import type { HttpResponse } from '../message.ts'
import type { OperationLine } from '../operation/end.ts'
import type { RequestParameters } from '../request/parameters.ts'

/** A response, and the log line of its operation. */
export interface CachedResponse {
  readonly response: HttpResponse
  readonly line: OperationLine
}

/** What the cache holds for one request. */
export interface CacheLookup {
  /** The response, if it was made for the present revision of the graph. */
  readonly found: CachedResponse | undefined
  /** Caches the response under the revision that was read by this lookup, or for all revisions. */
  store(made: CachedResponse, isConstant?: boolean): void
}

/** Looks up a response. */
export type ResponseCache = (parameters: RequestParameters, mediaType: string) => Promise<CacheLookup>

interface Entry extends CachedResponse {
  readonly revision: string
}

/** Bytes of an entry without the body of its response. */
const entryBytes = 1_000

/** Bytes of responses that depend on the schema alone. */
const constantBytes = 4 * 1024 * 1024

/** The part of the cache that one response may take. */
const largestShare = 1 / 8

/**
 * Makes a cache of responses that holds up to `bytes` bytes and evicts the least recently used. A response depends only
 * on the document, its variables and the graph. Each lookup reads the revision of the graph, so nobody gets a response
 * that was out of date when they asked: see docs/decisions/0012. With 0 bytes, and in any case without the database, it
 * has responses that depend on the schema alone.
 */
export function createResponseCache(db: Database, bytes: number, caches: Caches): ResponseCache {
  const constants = new CountedCache<CachedResponse>({
    maxSize: constantBytes,
    sizeCalculation: ({ response }) => entryBytes + Buffer.byteLength(response.body ?? ''),
  })
  const currentRevision = createRevisionReader(db)
  const entries = new CountedCache<Entry>({
    maxSize: Math.max(1, bytes),
    maxEntrySize: Math.max(1, Math.floor(bytes * largestShare)),
    sizeCalculation: ({ response }) => entryBytes + Buffer.byteLength(response.body ?? ''),
  })
  caches.set('answers', entries).set('constants', constants)
  return async (parameters, mediaType) => {
    const key = keyOf(parameters, mediaType)
    const constant = constants.get(key)
    if (constant) {
      constants.hits += 1
      return { found: constant, store() {} }
    }
    // If the database cannot be reached, the operation will say so.
    const revision = bytes === 0 ? undefined : await currentRevision().catch(() => undefined)
    const found = revision === undefined ? undefined : entries.lookUp(key, (entry) => entry.revision === revision)
    return {
      found,
      store(made, isConstant = false) {
        if (isConstant) {
          // Only now it is known that the operation belonged there.
          constants.misses += 1
          constants.set(key, kept(made))
        } else if (revision !== undefined) entries.set(key, { revision, ...kept(made) })
      },
    }
  }
}

function kept({ response, line }: CachedResponse): CachedResponse {
  // Not a Buffer: a small one would retain the larger block of memory that it was cut from.
  const body = new TextEncoder().encode(String(response.body ?? ''))
  return { line, response: { ...response, body, digest: hash('sha256', body, 'base64url') } }
}

function keyOf({ query, operationName, variables }: RequestParameters, mediaType: string): string {
  return hash('sha256', JSON.stringify([mediaType, query, operationName, variables]), 'base64url')
}

/** Milliseconds after which an operation no longer waits for the revision, and runs without the cache. */
const revisionTimeout = 1_000

/**
 * Makes a function that reads the revision of the graph, by a query that starts after the call. Concurrent callers share
 * queries: at most one runs, and one more is waiting for the callers that came after its start. Rejects when the
 * database does not answer in time.
 */
export function createRevisionReader({ prisma }: Database): () => Promise<string> {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined

  function start(): Promise<string> {
    next = undefined
    const started = runWithin(revisionTimeout, () => readRevision(prisma)).finally(() => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }

  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
