import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { badRequest } from './body.ts'
import type { Params } from './params.ts'

/** Bytes of documents that callers may leave here. */
const storeBytes = 8 * 1024 * 1024

const sha256 = /^[0-9a-f]{64}$/

/** Documents by the SHA-256 of their text, in hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>

export interface PersistedDocuments {
  /**
   * Puts the document in place of its hash, which may come as `documentId: "sha256:..."` or in the way of automatic
   * persisted queries. A document that comes with its hash is kept for the next time.
   *
   * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND or BAD_REQUEST
   */
  complete(params: Params): Params
}

/** A store that begins with `trusted` and keeps what callers send along with its hash, the newest first. */
export function createPersistedDocuments(trusted: TrustedDocuments): PersistedDocuments {
  const sent = new LRUCache<string, string>({ maxSize: storeBytes, sizeCalculation: (text) => text.length * 2 + 200 })
  return {
    complete(params) {
      const hash = hashOf(params)
      if (hash === undefined) return params
      if (params.query === undefined) {
        const query = trusted.get(hash) ?? sent.get(hash)
        if (query === undefined) throw notFound()
        return { ...params, query }
      }
      const actual = createHash('sha256').update(params.query).digest('hex')
      if (actual !== hash) {
        throw badRequest(
          `The hash ${hash} is not that of the document, which is ${actual}. Hash the text that you send.`,
        )
      }
      if (!trusted.has(hash)) sent.set(hash, params.query)
      return params
    },
  }
}

function hashOf({ documentId, extensions }: Params): string | undefined {
  if (documentId !== undefined) return checkHash(documentId.replace(/^sha256:/, ''), 'documentId')
  const persisted = extensions?.persistedQuery
  if (persisted === undefined || persisted === null) return undefined
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown }
  if (version !== 1) throw badRequest('extensions.persistedQuery.version must be 1.')
  return checkHash(sha256Hash, 'extensions.persistedQuery.sha256Hash')
}

function checkHash(hash: unknown, place: string): string {
  if (typeof hash === 'string' && sha256.test(hash)) return hash
  throw badRequest(`${place} must be a SHA-256 in 64 lower-case hexadecimal digits.`)
}

/** Clients of automatic persisted queries know this message and this code. */
function notFound(): GraphQLError {
  return new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
  })
}
