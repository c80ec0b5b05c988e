import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { GraphQLError } from 'graphql'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { DossierError } from '../../errors.ts'
import { badRequest } from '../operation/limits.ts'
import type { RequestParameters } from './parameters.ts'

/** Bytes of documents that callers have registered. */
const registeredBytes = 8 * 1024 * 1024

const sha256 = /^[0-9a-f]{64}$/

/** Documents by id: the SHA-256 of the text in hexadecimal, or the id that a front end's compiler chose. */
export type TrustedDocuments = ReadonlyMap<string, string>

export interface PersistedDocuments {
  /**
   * Replaces the id of a document, given as `documentId` or as the hash of automatic persisted queries, by its text.
   * A document that comes with its hash is registered for later requests.
   *
   * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND or BAD_REQUEST
   */
  complete(parameters: RequestParameters): RequestParameters
}

/** A store of the `trusted` documents and of those that callers register. It evicts the least recently used of these. */
export function createPersistedDocuments(trusted: TrustedDocuments): PersistedDocuments {
  const registered = new LRUCache<string, string>({
    maxSize: registeredBytes,
    sizeCalculation: (text) => text.length * 2 + 200,
  })
  return {
    complete(parameters) {
      const id = idOf(parameters)
      if (id === undefined) return parameters
      const known = trusted.get(id) ?? registered.get(id)
      if (parameters.query === undefined) {
        if (known === undefined) throw notFound(parameters.documentId)
        return { ...parameters, query: known }
      }
      if (known !== parameters.query) register(id, parameters.query)
      return parameters
    },
  }

  function register(id: string, text: string): void {
    const actual = hash('sha256', text)
    if (actual !== id) throw badRequest(`The hash ${id} is not that of the document, which is ${actual}.`)
    registered.set(id, text)
  }
}

function idOf({ documentId, extensions }: RequestParameters): string | undefined {
  if (documentId !== undefined) return documentId.replace(/^sha256:/, '')
  const persisted = extensions?.persistedQuery
  if (persisted === undefined || persisted === null) return undefined
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown }
  if (version !== 1) throw badRequest('extensions.persistedQuery.version must be 1.')
  if (typeof sha256Hash === 'string' && sha256.test(sha256Hash)) return sha256Hash
  throw badRequest('extensions.persistedQuery.sha256Hash must be a SHA-256 in 64 lower-case hexadecimal digits.')
}

/** Clients of automatic persisted queries recognise this message and code, and then send the document. */
function notFound(documentId: string | undefined): GraphQLError {
  const message =
    documentId === undefined
      ? 'PersistedQueryNotFound'
      : `No document is known as "${documentId.slice(0, 100)}". Send it as "query", with its SHA-256 as its id.`
  return new GraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } })
}

/** A file that the compiler of a front end writes: texts by id. */
const manifest = z.record(z.string().min(1).max(200), z.string().min(1))

/**
 * Reads the documents that front ends were built with from a folder: `.graphql` files, whose id is the SHA-256 of their
 * text, and `.json` files of texts by id.
 *
 * @throws DossierError BAD_USER_INPUT that names the file at fault.
 */
export async function readTrustedDocuments(folder: string): Promise<TrustedDocuments> {
  const documents = new Map<string, string>()
  for (const file of (await filesOf(folder)).sort()) {
    const text = await readFile(path.join(folder, file), 'utf8')
    if (file.endsWith('.graphql')) documents.set(hash('sha256', text), text)
    if (!file.endsWith('.json')) continue
    for (const [id, document] of Object.entries(readManifest(file, text))) {
      documents.set(id.replace(/^sha256:/, ''), document)
    }
  }
  return documents
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    const message = `DOSSIER_DOCUMENTS_DIR names ${folder}, which is not a folder that can be read.`
    throw new DossierError('BAD_USER_INPUT', message, {}, { cause })
  }
}

function readManifest(file: string, text: string): Record<string, string> {
  try {
    return manifest.parse(JSON.parse(text))
  } catch (cause) {
    const message = `${file} is not a manifest of documents: it must be a JSON object of texts by their ids.`
    throw new DossierError('BAD_USER_INPUT', message, { file }, { cause })
  }
}
