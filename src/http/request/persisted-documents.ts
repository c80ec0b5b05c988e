import { hash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { badRequest } from './body.ts'
import type { Params } from './parameters.ts'

/** Bytes of documents that callers may leave here. */
const storeBytes = 8 * 1024 * 1024

const sha256 = /^[0-9a-f]{64}$/

/** Documents by their id: the SHA-256 of their text in hexadecimal, or whatever a front end's compiler calls them. */
export type TrustedDocuments = ReadonlyMap<string, string>

export interface PersistedDocuments {
  /**
   * Puts the document in place of its id, which may come as `documentId` or as the hash of automatic persisted
   * queries. A document that comes with its hash is kept for the next time.
   *
   * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND or BAD_REQUEST
   */
  complete(params: Params): Params
}

/** A store that begins with `trusted` and keeps what callers send along with its hash, the latest first. */
export function createPersistedDocuments(trusted: TrustedDocuments): PersistedDocuments {
  const sent = new LRUCache<string, string>({ maxSize: storeBytes, sizeCalculation: (text) => text.length * 2 + 200 })
  return {
    complete(params) {
      const id = idOf(params)
      if (id === undefined) return params
      const known = trusted.get(id) ?? sent.get(id)
      if (params.query === undefined) {
        if (known === undefined) throw notFound(params.documentId)
        return { ...params, query: known }
      }
      if (known !== params.query) keep(id, params.query)
      return params
    },
  }

  function keep(id: string, text: string): void {
    const actual = hash('sha256', text)
    if (actual !== id) throw badRequest(`The hash ${id} is not that of the document, which is ${actual}.`)
    sent.set(id, text)
  }
}

function idOf({ documentId, extensions }: Params): string | undefined {
  if (documentId !== undefined) return documentId.replace(/^sha256:/, '')
  const persisted = extensions?.persistedQuery
  if (persisted === undefined || persisted === null) return undefined
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown }
  if (version !== 1) throw badRequest('extensions.persistedQuery.version must be 1.')
  if (typeof sha256Hash === 'string' && sha256.test(sha256Hash)) return sha256Hash
  throw badRequest('extensions.persistedQuery.sha256Hash must be a SHA-256 in 64 lower-case hexadecimal digits.')
}

/** Clients of automatic persisted queries know this message and this code, and then send the document. */
function notFound(documentId: string | undefined): GraphQLError {
  const message =
    documentId === undefined
      ? 'PersistedQueryNotFound'
      : `No document is known as "${documentId.slice(0, 100)}". Send it as "query", with its SHA-256 as its id.`
  return new GraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } })
}
