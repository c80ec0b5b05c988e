import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Database } from '../../database/open.ts'
import type { Answer } from '../message.ts'
import type { OperationLine } from '../operation/log.ts'
import type { Params } from '../request/parameters.ts'
import { createRevision } from './revision.ts'

/** An answer that was given, and what the log said of its operation. */
export interface CachedAnswer {
  readonly answer: Answer
  readonly line: OperationLine
}

/** The place of one request's answer. */
export interface CachePlace {
  /** The answer, when it was given before and the graph has not changed since. */
  readonly found: CachedAnswer | undefined
  /** Puts the answer there. It counts as one of the moment at which the place was looked up. */
  keep(made: CachedAnswer): void
}

/** Looks up the place of an answer; undefined when nothing can be kept. */
export type AnswerCache = (params: Params, mediaType: string) => Promise<CachePlace | undefined>

interface Entry extends CachedAnswer {
  readonly revision: string
}

/** What an entry takes beside the body of its answer. */
const entryBytes = 1_000

/** The part of the cache that one answer may take. */
const largestShare = 1 / 8

/**
 * Answers to the same questions, up to so many bytes, the latest used first. An answer hangs on the document, its
 * variables and the graph alone. The revision of the graph is read before each answer is made and before it is given
 * again, so that nobody gets one that was no longer true when they asked: see docs/decisions/0012.
 */
export function createAnswerCache(db: Database, bytes: number): AnswerCache {
  if (bytes === 0) return async () => undefined
  const revisionNow = createRevision(db)
  const entries = new LRUCache<string, Entry>({
    maxSize: bytes,
    maxEntrySize: Math.max(1, Math.floor(bytes * largestShare)),
    sizeCalculation: ({ answer }) => entryBytes + Buffer.byteLength(answer.body ?? ''),
  })
  return async (params, mediaType) => {
    // Without a database the question itself finds out, and says so.
    const revision = await revisionNow().catch(() => undefined)
    if (revision === undefined) return undefined
    const key = keyOf(params, mediaType)
    const entry = entries.get(key)
    return {
      found: entry?.revision === revision ? entry : undefined,
      keep({ answer, line }) {
        // A small Buffer would hold on to a piece of memory many times its size.
        const body = new TextEncoder().encode(String(answer.body ?? ''))
        entries.set(key, { revision, line, answer: { ...answer, body, digest: hash('sha256', body, 'base64url') } })
      },
    }
  }
}

function keyOf({ query, operationName, variables }: Params, mediaType: string): string {
  return hash('sha256', JSON.stringify([mediaType, query, operationName, variables]), 'base64url')
}
